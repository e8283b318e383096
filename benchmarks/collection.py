"""How long it takes to collect 1,000 generated checklist items, and whether a step costs more when there are many."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Time, median, timed

HEAD = """
checklist: Generated
phase: daily
owner: nobody
backup: nobody
sla: {detect: 24h, respond: 30m}
items:
"""
ITEM = """
  - id: GEN-{number:04}
    title: Generated item {number}
    disruptor: promotions
    severity: normal
    steps: |
      Given the page {number} is open
      When I look at it
      Then it is item {number}
"""
STEPS = """
from pytest_bdd import given, parsers, then, when

@given(parsers.parse("the page {number} is open"))
def is_open(number): ...

@when("I look at it")
def look(): ...

@then(parsers.parse("it is item {number}"))
def is_item(number): ...
"""


def main() -> None:
    for items in (10, 1000):
        print(f"collect {items:5} items               {collect(items)}", flush=True)


def collect(items: int, runs: int = 3) -> Time:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "checklists").mkdir()
        text = HEAD + "".join(ITEM.format(number=number) for number in range(items))
        (folder / "checklists" / "generated.yaml").write_text(text, encoding="utf-8")
        (folder / "conftest.py").write_text(STEPS, encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "checklists", "--collect-only", "-q", "-p", "no:cacheprovider"]
        return median([timed(command, folder) for _ in range(runs)])


if __name__ == "__main__":
    main()
