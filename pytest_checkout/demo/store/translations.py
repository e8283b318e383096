"""Compiles the shop's message catalogues with Babel, so that no gettext tools are needed."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).parent / "locale"


def compile_into(target: Path) -> None:
    """Write `target`/<locale>/LC_MESSAGES/django.mo for every catalogue of the shop."""
    for source in sorted(SOURCES.glob("*/LC_MESSAGES/django.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
        compiled = target / source.relative_to(SOURCES).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with compiled.open("wb") as binary:
            write_mo(binary, catalogue)
