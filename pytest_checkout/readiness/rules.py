"""What the gate asks of the items of a run: one function per rule gives every reason why it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pytest_checkout.readiness import freshness
from pytest_checkout.readiness.policy import EVERY, Meaning, Policy
from pytest_checkout.readiness.results import ItemResult, State

GO: Final = "GO"
NO_GO: Final = "NO-GO"
UNDECIDED: Final = "UNDECIDED"
_NAMED: Final = 12
"""So many ids are listed before the rest is counted."""
_WORDS: Final = {Meaning.NO_GO: NO_GO, Meaning.UNDECIDED: UNDECIDED}


@dataclass(frozen=True)
class Trouble:
    """One reason why a rule does not hold: what it does to the decision, what would turn it, and whom to call."""

    word: str
    text: str
    turn: str = ""
    seconds: float | None = None
    """About how long the turn takes, or how long until it comes by itself; None: nobody knows."""
    call: str = ""


Results = Sequence[ItemResult]


def not_ready(results: Results, policy: Policy) -> Iterator[Trouble]:
    found = (each for each in results if each.state is State.NOT_READY and policy.blocks(each.severity))
    yield from _grouped(found, NO_GO, "repair and look again")


def unknown(results: Results, policy: Policy) -> Iterator[Trouble]:
    tried = [each for each in results if each.state is State.UNKNOWN and each.tried and not each.is_undecided]
    for meaning, word in _WORDS.items():
        found = (each for each in tried if policy.meaning(each.severity) is meaning)
        yield from _grouped(found, word, "make it possible to look, and look again")


def undecided(results: Results, policy: Policy) -> Iterator[Trouble]:
    """Nothing was wrong with the looking, so that this is no worse than UNDECIDED: more trials would tell."""
    for each in results:
        if each.is_undecided and policy.meaning(each.severity) is not Meaning.IGNORE:
            seconds = sum(test.trials.seconds_more for test in each.evidence if test.trials)
            yield Trouble(UNDECIDED, _named([each]), _again("try more often", [each]), seconds or None, each.call)


def cannot_be_provided(results: Results, policy: Policy) -> Iterator[Trouble]:
    found = (each for each in results if each.state is State.UNKNOWN and not each.tried)
    counts = (each for each in found if policy.meaning(each.severity) is not Meaning.IGNORE)
    yield from _grouped(counts, UNDECIDED, "add to store.yaml what is missing, or declare it under 'lacks'; then")


def not_run(results: Results, _: Policy) -> Iterator[Trouble]:
    """Of every severity: what is skipped, deselected or not signed was not seen by anybody."""
    found = [each for each in results if each.state is State.NOT_RUN and each.reason_code != freshness.TOO_OLD]
    yield from _grouped((each for each in found if each.reason_code != "not-signed"), UNDECIDED, "run")
    yield from (_unsigned(each) for each in found if each.reason_code == "not-signed")


def too_old(results: Results, _: Policy) -> Iterator[Trouble]:
    found = [each for each in results if each.state is State.NOT_RUN and each.reason_code == freshness.TOO_OLD]
    yield from (_unsigned(each) for each in found if each.valid_until)
    yield from _grouped((each for each in found if not each.valid_until), UNDECIDED, "look again")


def uncovered(results: Results, policy: Policy) -> Iterator[Trouble]:
    """Disruptors of which too few items have an answer (ready or not ready), of those that apply to the store."""
    by_name: dict[str, list[ItemResult]] = {name: [] for name in policy.coverage if name != EVERY}
    for each in results:
        by_name.setdefault(each.disruptor, []).append(each)
    for name, items in sorted(by_name.items()):
        applies = [each for each in items if each.state is not State.NOT_APPLICABLE]
        without = [each for each in applies if each.state not in (State.READY, State.NOT_READY)]
        answered, least = len(applies) - len(without), policy.least(name)
        if not items and least:
            yield Trouble(UNDECIDED, f"{name}: no item of it in this run", f"run a checklist with items of {name}")
        elif answered < least * len(applies):
            text = f"{name}: {answered} of {len(applies)} items have an answer, and {least:.0%} are asked for"
            calls = "; ".join(dict.fromkeys(each.call for each in without if each.call))
            yield Trouble(UNDECIDED, text, _again("run", without), call=calls)


def from_the_future(results: Results, now: datetime | None) -> Iterator[Trouble]:
    for each in freshness.from_the_future(results, now) if now else ():
        text = f"{each.id} was looked at {each.at}, and it is {now:%Y-%m-%d %H:%M} UTC" if now else ""
        yield Trouble(UNDECIDED, text, "set the clock right and run again")


def nothing_proved(results: Results) -> Iterator[Trouble]:
    if not any(each.state is State.READY for each in results):
        yield Trouble(UNDECIDED, "no item at all is ready", "run a checklist: pytest checklists")


def ends(results: Results, policy: Policy, now: datetime | None) -> tuple[str, float | None]:
    """When the first of the ready items stops counting, in words, and in how many seconds; empty when none does."""
    counting = [each for each in results if each.state is State.READY]
    dated = [(until, each.id) for each in counting if (until := freshness.counts_until(each, policy))]
    if not dated or now is None:
        return "", None
    until, first = min(dated)
    return f"{first} counts until {until:%Y-%m-%d %H:%M} UTC", (until - now).total_seconds()


def _grouped(found: Iterable[ItemResult], word: str, turn: str) -> Iterator[Trouble]:
    """Items with the same reason are told together: 43 lines that say the same say nothing."""
    groups: dict[tuple[str, str], list[ItemResult]] = {}
    for each in found:
        groups.setdefault((each.state, each.reason), []).append(each)
    for group in groups.values():
        seconds = sum(test.seconds for each in group for test in each.evidence)
        calls = "; ".join(dict.fromkeys(each.call for each in group if each.call))
        yield Trouble(word, _named(group), _again(turn, group), seconds or None, calls)


def _unsigned(result: ItemResult) -> Trouble:
    sign = f"look and sign: pytest-checkout attest {result.id}"
    return Trouble(UNDECIDED, _named([result]), sign, call=result.call)


def _named(group: Sequence[ItemResult]) -> str:
    first = group[0]
    reason = f": {first.reason}" if first.reason else ""
    verb = "is" if len(group) == 1 else "are"
    owners = list(dict.fromkeys(each.owner for each in group))
    return f"{ids(group)} {verb} {first.state}{reason} (owner{'s' * (len(owners) > 1)}: {', '.join(owners)})"


def ids(group: Sequence[ItemResult]) -> str:
    """The ids, the first dozen by name."""
    more = len(group) - _NAMED
    return ", ".join(each.id for each in group[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _again(turn: str, group: Sequence[ItemResult]) -> str:
    """What to do, with the command that looks again: at these items, or at their files when they are many."""
    places = [f"{each.file}::{each.id}" for each in group]
    return f"{turn}: pytest {' '.join(places if len(places) <= 3 else dict.fromkeys(each.file for each in group))}"


Check = Callable[[Results, Policy], Iterator[Trouble]]
OF_ITEMS: Final[tuple[tuple[str, Check], ...]] = (
    ("no blocking item is not ready", not_ready),
    ("no item that was tried is unknown", unknown),
    ("the trials of the items have decided", undecided),
    ("the store provides what the items need", cannot_be_provided),
    ("every item was run", not_run),
    ("what is known of every item is fresh", too_old),
)
COVERED: Final = "every disruptor is covered as the policy asks"
