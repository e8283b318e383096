"""Joins one checklist item with everything that its tests saw: the worst of them is the item's state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pytest_checkout.checklist.model import Attest, Checklist, Item
from pytest_checkout.errors import CannotProvide
from pytest_checkout.readiness.results import TOO_FEW, Evidence, ItemResult, State


@dataclass(frozen=True)
class Heard:
    """What a run reports of one item. `expected` is how many tests it should have had."""

    evidence: tuple[Evidence, ...]
    expected: int
    at: str = ""
    """When its oldest evidence was seen (ISO 8601 with offset)."""
    missing: str = "this run did not reach it"
    """Why tests of it did not run, in words."""


def join(checklist: Checklist, item: Item, heard: Heard, file: str) -> ItemResult:
    """The result of one item; `file` is how its path is shown."""
    state, reason, code = _state(item, heard)
    return ItemResult(
        id=item.id,
        title=item.title,
        checklist=checklist.title,
        disruptor=item.disruptor,
        severity=str(item.severity),
        owner=item.owner,
        backup=item.backup,
        state=state,
        reason=reason,
        reason_code=code,
        file=file,
        line=item.line,
        at=heard.at if state is not State.NOT_RUN else "",
        runbook=item.runbook,
        sla_detect_seconds=item.sla.detect.total_seconds() if item.sla else None,
        tried=state in (State.READY, State.NOT_READY) or any(_was_tried(each) for each in heard.evidence),
        evidence=heard.evidence,
        sla_respond_seconds=item.sla.respond.total_seconds() if item.sla else None,
    )


def _state(item: Item, heard: Heard) -> tuple[State, str, str]:
    """The first that applies, from bad to good: one test that is not ready makes its item not ready."""
    by = heard.evidence
    wrong = [each for each in by if each.state is State.NOT_READY]
    broken = [each for each in by if _was_tried(each) and each.reason_code not in TOO_FEW]
    undecided = [each for each in by if each.reason_code in TOO_FEW]
    skipped = [each for each in by if each.state is State.NOT_RUN]
    lacking = [each for each in by if each.state is State.UNKNOWN and not _was_tried(each)]
    for state, found in (
        (State.NOT_READY, wrong),
        (State.UNKNOWN, broken),
        (State.UNKNOWN, undecided),
        (State.NOT_RUN, skipped),
        (State.UNKNOWN, lacking),
    ):
        if found:
            code = "not-signed" if isinstance(item.proof, Attest) and state is State.NOT_RUN else found[0].reason_code
            return state, _counted(found, by), code
    if len(by) < max(1, heard.expected):  # nothing expected is nothing proved
        counted = f"{len(by)} of {heard.expected} tests ran; the others: " if by else ""
        return State.NOT_RUN, f"{counted}{heard.missing}", "not-run"
    declared = [each for each in by if each.state is State.NOT_APPLICABLE]
    if declared:
        state = State.READY if len(declared) < len(by) else State.NOT_APPLICABLE
        return state, _counted(declared, by), declared[0].reason_code
    return State.READY, _after_trials(by), ""


def _was_tried(evidence: Evidence) -> bool:
    return evidence.state is State.UNKNOWN and evidence.reason_code != CannotProvide.reason_code


def _after_trials(by: Sequence[Evidence]) -> str:
    """What repeated trials came to: their failures stay in print, though the item is ready."""
    tried = [each for each in by if each.trials]
    return max(tried, key=lambda each: each.trials.failed if each.trials else 0).reason if tried else ""


def _counted(found: Sequence[Evidence], all_of_them: Sequence[Evidence]) -> str:
    """The first reason; with several tests, how many of them it is about and which one it comes from."""
    if len(all_of_them) == 1:
        return found[0].reason
    name = found[0].nodeid.partition("::")[2]
    row = name[name.find("[") :] if "[" in name else ""
    return f"{found[0].reason} ({len(found)} of {len(all_of_them)} tests{', first ' + row if row else ''})"
