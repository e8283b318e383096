"""Stock checklists and features serve every store: they name roles, never a literal of one store."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STOCK = sorted([*(ROOT / "checklists").rglob("*.yaml"), *(ROOT / "features").rglob("*.feature")])
STEP = re.compile(r"^\s*(?:Given|When|Then|And|But)\b.*")
EXAMPLE = re.compile(r"^\s*\|.*\|\s*$")


def literals(text: str) -> list[str]:
    """Quoted names and amounts in steps and examples."""
    lines = [line for line in text.splitlines() if STEP.match(line) or EXAMPLE.match(line)]
    return [line.strip() for line in lines if re.search(r'"[^"]+"|[£€$¥]\s?\d|\b[A-Z]{3} \d', line)]


@pytest.mark.parametrize("path", STOCK, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_literal_stands_in_a_stock_file(path: Path) -> None:
    assert literals(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        '  When I apply "SPRING10"',
        '      Then my order total should be "GBP 90.00"',
        '      | "Lamp" |',
        "  Given £5 off",
    ],
)
def test_a_literal_would_be_found(line: str) -> None:
    assert literals(line) == [line.strip()]
