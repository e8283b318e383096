"""An item is as good as the worst of its tests, and never ready when one of them is missing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pytest_checkout.checklist.model import Attest, Checklist, Item, Phase, Proof, Severity, Sla, Steps
from pytest_checkout.readiness.join import Heard, join
from pytest_checkout.readiness.results import Evidence, ItemResult, State

SLA = Sla(timedelta(hours=24), timedelta(minutes=30))
PATH = Path("checklists/daily.yaml")


STEPS = Steps(())


def joined(*states: State | Evidence, expected: int | None = None, proof: Proof = STEPS) -> ItemResult:
    item = Item("PRO-01", "Codes", "promotions", Severity.BLOCKER, "growth", SLA, "", proof, PATH, 7)
    checklist = Checklist("Daily", Phase.DAILY, "growth", "", SLA, (item,), PATH)
    evidence = tuple(
        each if isinstance(each, Evidence) else Evidence(f"daily.yaml::PRO-01 Codes[{row}]", each, f"row {row}")
        for row, each in enumerate(states)
    )
    wanted = len(states) if expected is None else expected
    return join(checklist, item, Heard(evidence, wanted, at="2026-11-20T09:00:00+00:00"), "checklists/daily.yaml")


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ([State.READY], State.READY),
        ([State.READY, State.READY], State.READY),
        ([State.READY, State.NOT_READY], State.NOT_READY),
        ([State.UNKNOWN, State.NOT_READY], State.NOT_READY),
        ([State.READY, State.UNKNOWN], State.UNKNOWN),
        ([State.READY, State.NOT_RUN], State.NOT_RUN),
        ([State.NOT_APPLICABLE], State.NOT_APPLICABLE),
        ([State.READY, State.NOT_APPLICABLE], State.READY),
    ],
)
def test_the_worst_test_is_the_items_state(states: list[State], state: State):
    assert joined(*states).state is state


def test_a_missing_test_is_no_proof():
    found = joined(State.READY, State.READY, expected=3)
    assert found.state is State.NOT_RUN
    assert found.reason == "2 of 3 tests ran; the others: this run did not reach it"
    assert found.at == ""


@pytest.mark.parametrize("expected", [0, 1])
def test_an_item_without_any_test_is_not_run(expected: int):
    assert joined(expected=expected).state is State.NOT_RUN


def test_the_reason_says_how_many_tests_it_is_about():
    assert joined(State.NOT_READY).reason == "row 0"
    assert joined(State.READY, State.NOT_READY, State.NOT_READY).reason == "row 1 (2 of 3 tests, first [1])"
    assert joined(State.READY, State.NOT_APPLICABLE).reason == "row 1 (1 of 2 tests, first [1])"


def test_what_the_store_cannot_provide_was_not_tried():
    cannot = Evidence("daily.yaml::PRO-01 Codes", State.UNKNOWN, "needs a mailbox", "cannot-provide")
    assert (joined(cannot).state, joined(cannot).tried) == (State.UNKNOWN, False)
    assert joined(State.UNKNOWN).tried is True
    assert joined(cannot, State.UNKNOWN).tried is True
    assert joined(State.READY, cannot).tried is False


def test_a_signature_that_is_missing_has_a_code_of_its_own():
    skipped = Evidence("daily.yaml::PRO-01 Codes", State.NOT_RUN, "nobody has signed", "skipped")
    assert joined(skipped, proof=Attest()).reason_code == "not-signed"
    assert joined(skipped).reason_code == "skipped"
