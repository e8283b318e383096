"""What the rows of a scenario that combines values came to: how many pairs were tried, and which pair fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pytest_checkout.checklist.pairwise import Explained, Factors, explain
from pytest_checkout.checklist.rotation import worded
from pytest_checkout.readiness.results import Evidence, ItemResult, State

STAGE = "combination"
"""The stage under which evidence keeps the values of its row, one fact each."""
_MOST = 3
"""Suspects that are named; of more, how many there are."""


def explained(result: ItemResult, factors: Factors, day: date) -> tuple[ItemResult, str]:
    """The result with the failing pair in its reason, and a sentence about how many pairs were tried that day."""
    rows = {
        state: [_row(each) for each in result.evidence if each.state is state]
        for state in (State.READY, State.NOT_READY)
    }
    found = explain([row for row in rows[State.READY] if row], [row for row in rows[State.NOT_READY] if row])
    tried = len(found.tried & factors.pairs)
    note = f"{result.id}: covered {tried} of {len(factors.pairs)} pairs on {day}"
    if not found.suspects:
        return result, note
    failing = _failing(found)
    return replace(result, reason=f"{result.reason}; {failing}"), f"{note}; {failing}"


def _row(evidence: Evidence) -> Mapping[str, str]:
    return {label: value for stage, label, value in evidence.facts if stage == STAGE}


def _failing(found: Explained) -> str:
    """The failing pair in words; several when the rows that were tried do not tell them apart."""
    named = [worded(pair) for pair in found.suspects]
    kind = "pair" if len(found.suspects[0]) == 2 else "value"
    one_of = "one of " if len(named) > 1 else ""
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    return f"failing {kind}: {one_of}{'; '.join(named[:_MOST])}{more}"
