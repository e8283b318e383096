"""Reads an item's `steps:` and `examples:`: Gherkin lines, and the rows that fill their <names>."""

from __future__ import annotations

import re
from typing import Final

from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.checklist.model import Steps
from pytest_checkout.registry import did_you_mean

KEYWORDS: Final = ("Given", "When", "Then", "And", "But")
NAMES: Final = re.compile(r"<([^<>]+)>")
_FENCES = ('"""', "```")


def read(item: Mapping) -> Steps:
    """The steps of an item, its examples filled in below. Mistakes are remembered in `item`."""
    if not isinstance(item.data["steps"], str) or not item.data["steps"].strip():
        item.wrong("'steps' should be text: write 'steps: |' and one Gherkin line per row below it.", "steps")
        return Steps(())
    lines = tuple(item.file.block_lines(item.at("steps")))
    _check_keywords(item, lines)
    examples = _examples(item)
    columns = examples[0] if examples else ()
    for number, text in lines:
        for name in NAMES.findall(text):
            if name not in columns:
                known = f" Columns: {', '.join(columns)}." if columns else " This item has no 'examples'."
                item.wrong_line(number, f"no example gives '<{name}>'.{did_you_mean(name, columns)}{known}")
    return Steps(lines, examples)


def _check_keywords(item: Mapping, lines: tuple[tuple[int, str], ...]) -> None:
    fence, steps = "", 0
    for number, text in lines:
        if fence:
            fence = "" if text.startswith(fence) else fence
        elif text.startswith(_FENCES):
            fence = text[:3]
        elif text.startswith(("|", "#")):
            continue
        else:
            steps += 1
            if wrong := _wrong_keyword(text, first=steps == 1):
                item.wrong_line(number, wrong)
    if fence:
        item.wrong_line(lines[-1][0], f"the text that begins with {fence} has no end; close it with {fence}.")
    if not steps:
        item.wrong("'steps' holds no step; a step begins with Given, When, Then, And or But.", "steps")


def _wrong_keyword(text: str, *, first: bool) -> str:
    """What is wrong with the beginning of a step's line; empty when nothing is."""
    word, _, rest = text.partition(" ")
    if word == "*":
        return f"a step begins with Given, When, Then, And or But, not with '*': write 'And {rest.strip()}'."
    if word not in KEYWORDS:
        return f"a step begins with Given, When, Then, And or But, not with '{word}'.{did_you_mean(word, KEYWORDS)}"
    if first and word in ("And", "But"):
        return f"the first step begins with Given, When or Then, not with '{word}'."
    return "" if rest.strip() else f"nothing follows '{word}'."


def _examples(item: Mapping) -> tuple[tuple[str, ...], ...]:
    """The header and the rows of `examples:`, a list of mappings that all have the same keys."""
    if "examples" not in item:
        return ()
    if not item.data["examples"]:
        item.wrong("'examples' is empty: the item would never run. Add a row, or remove the key.", "examples")
        return ()
    rows = item.mappings("examples")
    if not rows:
        return ()
    header = tuple(str(key) for key in rows[0].data)
    if not header:
        rows[0].wrong("an example needs at least one name and value.")
    for row in rows[1:]:
        row.only(header)
    return (header, *(tuple(_cell(row, key) for key in header) for row in rows))


def _cell(row: Mapping, key: str) -> str:
    """One value. An empty text is a value; what YAML reads as something else than text is not."""
    return "" if row.data.get(key) == "" else row.text(key)
