"""Waivers (waivers.yaml): a named person lives with an item that is not ready, somebody else agrees, until a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pytest_checkout import yamlfile
from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.readiness import moments, two_people
from pytest_checkout.readiness.findings import Finding, Source, Weight
from pytest_checkout.readiness.results import Behind, ItemResult, State
from pytest_checkout.registry import did_you_mean

NAME: Final = "waivers.yaml"
KEYS: Final = ("item", "owner", "approver", "reason", "expiry")
LONGEST: Final = timedelta(days=90)
"""A waiver is a loan. One that outlives a quarter is a change of the checklist and belongs there."""
_CAN_BE_WAIVED: Final = (State.NOT_READY, State.UNKNOWN, State.NOT_RUN)


@dataclass(frozen=True)
class Waiver:
    """One entry of the file. `expiry` is the first instant, in UTC, at which it is no waiver any more."""

    item: str
    owner: str
    approver: str
    reason: str
    expiry: datetime
    path: Path
    line: int

    def holds(self, now: datetime) -> bool:
        return moments.aware(now) < self.expiry


@dataclass(frozen=True)
class Score:
    """How many items are ready, of how many. *Waived* is never ready and *not applicable* is never counted."""

    ready: int
    waived: int
    counted: int
    """Every item that applies, the waived ones too."""

    def __str__(self) -> str:
        plain = f"{self.ready} of {self.counted} ready"
        return f"{plain}; {self.ready} of {self.counted - self.waived} without the waived" if self.waived else plain


def load(path: Path, items: Collection[str], now: datetime) -> tuple[Waiver, ...]:
    """The waivers in `path`, none when there is no such file. `items` are the ids of all checklists.

    Raises ProblemsError with every mistake.
    """
    if not path.exists():
        return ()
    file = yamlfile.read(path)
    problems: list[Problem] = []
    top = Mapping(file, (), file.data, problems)
    top.only(("time zone", "waivers"))
    where = moments.zone(top)
    waivers: list[Waiver] = []
    for entry in top.mappings("waivers"):
        entry.only(KEYS)
        item = entry.text("item")
        owner, approver = two_people.read(entry)
        reason, expiry = entry.text("reason"), moments.ending(entry, "expiry", where)
        if item and item not in items:
            entry.wrong(f"no item has the id '{item}'.{did_you_mean(item, items)}", "item")
        if twin := next((each for each in waivers if each.item == item), None):
            entry.wrong(f"'{item}' is already waived at line {twin.line}.", "item")
        if expiry and expiry > moments.aware(now) + LONGEST + moments.DAY:
            entry.wrong(f"'expiry': a waiver lasts at most {LONGEST.days} days, and this one longer.", "expiry")
        if expiry:
            waivers.append(Waiver(item, owner, approver, reason, expiry, path, entry.line()))
    if problems:
        raise ProblemsError(problems)
    return tuple(waivers)


def apply(results: Iterable[ItemResult], waivers: Sequence[Waiver], now: datetime) -> list[ItemResult]:
    """The results, with *waived* for every open item that a waiver still holds for. Its own reason stays readable."""
    holding = {waiver.item: waiver for waiver in waivers if waiver.holds(now)}
    return [
        _waived(result, holding[result.id]) if result.id in holding and result.state in _CAN_BE_WAIVED else result
        for result in results
    ]


def lifted(results: Iterable[ItemResult]) -> list[ItemResult]:
    """The results as they are behind their waivers: what `apply` did, undone."""
    return [
        replace(each, state=own.state, reason=own.reason, reason_code=own.reason_code, behind=None)
        if (own := each.behind)
        else each
        for each in results
    ]


def score(results: Iterable[ItemResult]) -> Score:
    """Counts the items after `apply`."""
    states = [result.state for result in results if result.state is not State.NOT_APPLICABLE]
    return Score(states.count(State.READY), states.count(State.WAIVED), len(states))


def findings(waivers: Iterable[Waiver], now: datetime) -> Iterator[Finding]:
    """Every waiver as a line of the decision. An expired one is red, even when its item is ready by now: remove it."""
    for waiver in waivers:
        until = f"{waiver.expiry:%Y-%m-%d %H:%M} UTC"
        who = f"{waiver.owner}, approved by {waiver.approver}: {waiver.reason}"
        if waiver.holds(now):
            weight, words = Weight.NOTE, f"waived until {until} by {who}"
        else:
            weight, words = Weight.NO_GO, f"the waiver expired at {until} ({who}); repair the item or renew it"
        turn = f"repair {waiver.item} and remove the entry, or agree on a new expiry"
        yield Finding(Source.WAIVERS, weight, waiver.item, words, waiver.path, waiver.line, waiver.owner, turn)


def _waived(result: ItemResult, waiver: Waiver) -> ItemResult:
    reason = (
        f"waived until {waiver.expiry:%Y-%m-%d %H:%M} UTC by {waiver.owner}, approved by {waiver.approver}: "
        f"{waiver.reason} (it is {result.state}: {result.reason})"
    )
    code = f"waived-{result.reason_code}".strip("-")
    behind = Behind(result.state, result.reason, result.reason_code)
    return replace(result, state=State.WAIVED, reason=reason, reason_code=code, behind=behind)
