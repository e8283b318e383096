"""What happened to an item, for a reader who does not program: expected and seen first, then where and whose."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence

import pytest

from pytest_checkout.checklist.model import Item
from pytest_checkout.checks import CheckFailed
from pytest_checkout.errors import CannotProvide, CouldNotLook, DeclaredLack, ShopFault, UserError
from pytest_checkout.readiness.results import Evidence, State

_LEAD = {
    State.NOT_READY: "Not ready",
    State.UNKNOWN: "Could not look",
    State.NOT_APPLICABLE: "Not applicable",
    State.NOT_RUN: "Not run",
}


def state_of(error: BaseException) -> State:
    """The state that an exception stands for: only an AssertionError says that the store is wrong."""
    if isinstance(error, DeclaredLack):
        return State.NOT_APPLICABLE
    if isinstance(error, pytest.skip.Exception):
        return State.NOT_RUN
    return State.NOT_READY if isinstance(error, (AssertionError, pytest.fail.Exception)) else State.UNKNOWN


def explained(error: BaseException, state: State, item: Item | None) -> str:
    """The message that a report shows: the headline, then one line per fact that is known."""
    lead = "Cannot be provided" if isinstance(error, CannotProvide) else _LEAD.get(state, str(state))
    facts = [*_seen(error), *(_whose(item) if item else ())]
    return "\n".join(
        [f"{lead}: {_headline(error)}", "", *(f"{name}: {value}" for name, value in facts if value)]
    ).strip()


def facts_table(facts: Sequence[tuple[str, str, str]]) -> str:
    """Facts (stage, label, value) as CSV: a row per stage, a column per label, both in the order of reading.

    A value that was read twice at a stage shows as it was last; empty when there are no facts.
    """
    if not facts:
        return ""
    labels = list(dict.fromkeys(label for _, label, _ in facts))
    stages: dict[str, dict[str, str]] = {}
    for stage, label, value in facts:
        stages.setdefault(stage, {})[label] = value
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(["stage", *labels])
    writer.writerows([stage, *(row.get(label, "") for label in labels)] for stage, row in stages.items())
    return sheet.getvalue()


def trials_table(trials: Sequence[Evidence]) -> str:
    """Every trial of a test as a row of CSV, in order: what it saw, how long it took, and why it failed."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(["trial", "state", "seconds", "stage", "reason"])
    writer.writerows(
        [number, str(each.state), each.seconds, each.stage, each.reason] for number, each in enumerate(trials, start=1)
    )
    return sheet.getvalue()


def _headline(error: BaseException) -> str:
    text = " ".join((str(error).splitlines() or [""])[0].split())
    in_plain_words = (AssertionError, CouldNotLook, CannotProvide, DeclaredLack, UserError, pytest.skip.Exception)
    if isinstance(error, in_plain_words):
        return text or "no reason was given"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _seen(error: BaseException) -> list[tuple[str, str]]:
    if isinstance(error, CheckFailed):
        return [("Expected", error.expected), ("Seen", error.actual), ("Where", error.stage)]
    if isinstance(error, (ShopFault, CouldNotLook)):
        return [("Expected", error.looked_for), ("Seen", error.found), ("Where", error.stage)]
    return []


def _whose(item: Item) -> list[tuple[str, str]]:
    owner = item.owner + (f" (backup: {item.backup})" if item.backup else "")
    return [
        ("Checklist line", f"{os.path.relpath(item.path)}:{item.line}"),
        ("Owner", owner),
        ("What to do", item.runbook),
    ]
