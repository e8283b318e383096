"""A user's project for tests: checklists, steps of its own in conftest.py, and what a run left behind."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HEAD = """\
checklist: Daily checkout trial
phase: daily
owner: growth
backup: payments
sla: {detect: 24h, respond: 30m}
items:
"""
"""Six lines, so that the first item stands in line 7."""

CONFTEST = """
from pytest_bdd import given, parsers, then, when

from pytest_checkout import CannotProvide, CannotRead, Disruptor, ShopFault, expect
from pytest_checkout.errors import DeclaredLack


def pytest_checkout_disruptors():
    return [Disruptor("loyalty", "Loyalty points"), Disruptor("gifts", "Gift cards")]


@given("a shop")
def a_shop():
    pass


@when(parsers.parse("I earn {count:d} points"), target_fixture="points")
def i_earn(count):
    return count


@then(parsers.parse("I should have {count:d} points"))
def i_should_have(points, count):
    expect("The points", points, equals=count)


@then("the page should be readable")
def unreadable():
    raise CannotRead("two buttons fit", stage="cart", looked_for="a button", found="two buttons")


@then("the button should work")
def dead():
    raise ShopFault("the button has no effect", stage="payment", reason_code="capability-dead")


@then("the store should have a mailbox")
def no_mailbox():
    raise CannotProvide("needs a mailbox, which store.yaml does not give")


@then("the store should have points")
def declared():
    raise DeclaredLack("the store has no points: not before May (declared by growth)")
"""


_STRANGERS = ("randomly", "faker", "hypothesispytest")
"""Plugins of our own tests that a project of a user does not have. In our own process pytest-playwright goes too: it
refuses to run inside itself, and no step of these projects opens a page."""


def item(id: str = "LOY-01", *steps: str, title: str = "Points are added", **keys: str) -> str:
    """The YAML of one item; `keys` replace or add keys."""
    lines = steps or ("Given a shop", "When I earn 2 points", "Then I should have 2 points")
    values = {"id": id, "title": title, "disruptor": "loyalty", "severity": "blocker", **keys}
    head = "".join(f"{'  - ' if key == 'id' else '    '}{key}: {value}\n" for key, value in values.items() if value)
    if {"scenarios", "attest"} & set(values):
        return head
    return head + "    steps: |\n" + "".join(f"      {line}\n" for line in lines)


@dataclass
class Project:
    """A folder with a conftest.py, in which pytest can be run."""

    pytester: pytest.Pytester

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        path = self.pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding=encoding)
        return path

    def checklist(self, *items: str, name: str = "checklists/daily.yaml") -> Path:
        return self.write(name, HEAD + "".join(items))

    def run(self, *arguments: str, apart: bool = False) -> pytest.RunResult:
        """Run pytest; `apart`: in a process of its own, as xdist and signals need it."""
        run = self.pytester.runpytest_subprocess if apart else self.pytester.runpytest_inprocess
        return run(*(f"-pno:{name}" for name in _STRANGERS), *(() if apart else ("-pno:playwright",)), *arguments)

    @property
    def readiness(self) -> dict[str, Any]:
        path = self.pytester.path / "checkout-report" / "readiness.json"
        return dict(json.loads(path.read_text(encoding="utf-8")))

    @property
    def word(self) -> str:
        return str(self.readiness["decision"]["word"])

    @property
    def states(self) -> dict[str, str]:
        return {entry["id"]: entry["state"] for entry in self.readiness["items"]}

    def broken_rules(self) -> dict[str, str]:
        return {rule["name"]: rule["detail"] for rule in self.readiness["decision"]["rules"] if not rule["passed"]}


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    """An empty project with steps about loyalty points."""
    made = Project(pytester)
    made.write("conftest.py", CONFTEST)
    pytester.makeini("[pytest]\naddopts = --strict-markers --strict-config\n")
    return made
