"""Compiles the shop's message catalogues with Babel, so that no gettext tools are needed."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).parent / "locale"
ALSO = {"en_GB": "en_JP", "fr_FR": "fr_TN"}
"""Locales of other channels, which read what these have: Django itself would only look for "en" and "fr"."""


def compile_into(target: Path) -> None:
    """Write `target`/<locale>/LC_MESSAGES/django.mo for every catalogue of the shop."""
    for source in sorted(SOURCES.glob("*/LC_MESSAGES/django.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
        name = source.parts[-3]
        for locale in filter(None, (name, ALSO.get(name))):
            compiled = target / locale / "LC_MESSAGES" / "django.mo"
            compiled.parent.mkdir(parents=True, exist_ok=True)
            with compiled.open("wb") as binary:
                write_mo(binary, catalogue)
