"""Writes docs/vocabulary.md: every phrase that a scenario may use, from the step definitions themselves."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from pytest_checkout.disruptors.disruptor import BUILT_IN
from pytest_checkout.steps import PLUGINS
from pytest_checkout.store.roles import STOCK_ROLES

PAGE = Path(__file__).parents[1] / "docs" / "vocabulary.md"
HEAD = """\
# Vocabulary

Every phrase that a scenario or a checklist item may use. Written by `scripts/vocabulary.py` from the step
definitions; a test fails when it is out of date. "Given", "When" and "Then" say where a phrase may stand; "any" may
stand everywhere.

A word in braces is a parameter: `{product:product}` is a role of the profile ("a product in stock") or a quoted name
of your own store, `{amount:money}` a quoted amount with its currency ("GBP 10.00"), `{units:count}` a number in
digits. Sloppy input is refused before anything runs, with the right form in the message.
"""


def phrases(module: str) -> Iterator[tuple[str, str]]:
    """(where it may stand, phrase) of each step definition in a module and its parts, in the order of the files."""
    read = importlib.import_module(module)
    for name in vars(read):
        if found := re.match(r"pytestbdd_stepdef_(given|when|then|\*)_(.+)", name):
            yield found[1].title().replace("*", "any"), found[2]
    for part in getattr(read, "pytest_plugins", ()):
        yield from phrases(part)


def page() -> str:
    parts = [HEAD]
    for folder, names in (("steps", PLUGINS), ("disruptors", BUILT_IN)):
        for name in names:
            module = f"pytest_checkout.{folder}.{name}"
            intro = str(importlib.import_module(module).__doc__).split("\n")[0]
            rows = "\n".join(f"| {kind} | {phrase} |" for kind, phrase in phrases(module))
            parts.append(f"## {name}\n\n{intro}\n\n| stands as | phrase |\n|---|---|\n{rows}\n")
    roles = "\n".join(f"| `{section}` | {', '.join(names)} |" for section, names in STOCK_ROLES.items())
    parts.append(f"## Roles of the stock checklists\n\n| section | roles |\n|---|---|\n{roles}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
