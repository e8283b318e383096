"""Writes checklist items as Gherkin, and knows which line of the checklist each written line comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pytest_checkout.checklist.model import Item, Steps


@dataclass(frozen=True)
class Rendered:
    """Gherkin text; `lines[i]` is the line of the checklist that the text's line i + 1 stands for."""

    text: str
    lines: tuple[int, ...]


def scenario_name(item: Item) -> str:
    """How an item is called wherever it runs: in node ids, reports and feature files."""
    return f"{item.id} {item.title}"


def render(title: str, items: Iterable[Item]) -> Rendered:
    """One feature with one scenario for each item that is proved by steps of its own."""
    lines: list[tuple[int, str]] = [(1, f"Feature: {title}")]
    for item in items:
        if isinstance(item.proof, Steps):
            lines += scenario(item, item.proof)
    return Rendered("".join(f"{text}\n" for _, text in lines), tuple(number for number, _ in lines))


def scenario(item: Item, steps: Steps, tags: Sequence[str] = ()) -> list[tuple[int, str]]:
    """The lines of one scenario, each with the line of the checklist that it comes from."""
    keyword = "Scenario Outline" if steps.examples else "Scenario"
    lines = [(item.line, "")]
    if tags:
        lines.append((item.line, "  " + " ".join(tags)))
    lines.append((item.line, f"  {keyword}: {scenario_name(item)}"))
    lines += [(number, f"    {text}") for number, text in steps.lines]
    if steps.examples:
        lines += [(item.line, ""), (item.line, "    Examples:")]
        lines += [(item.line, f"      {row}") for row in table(steps.examples)]
    return lines


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of a Gherkin table, with columns of equal width."""
    cells = [[_escaped(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    return [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")
