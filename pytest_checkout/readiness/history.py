"""Past runs: when each item was red, how soon that was noticed and mended, and how often it was a false alarm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from pytest_checkout.readiness.bank import Bank, Record, Scope, Writer, mishap
from pytest_checkout.readiness.bank.record import RUN
from pytest_checkout.readiness.results import ItemResult, State


@dataclass(frozen=True)
class PastRun:
    """What one run came to: its decision and the state of every item. `seconds` is how long it took."""

    at: datetime
    run: str
    scope: Scope
    word: str
    states: Mapping[str, State]
    seconds: float = 0.0

    @classmethod
    def of(
        cls, results: Iterable[ItemResult], *, at: datetime, run: str, scope: Scope, word: str, seconds: float
    ) -> PastRun:
        return cls(at, run, scope, word, {result.id: result.state for result in results}, seconds)

    def count(self, state: State) -> int:
        return Counter(self.states.values())[state]


def save(writer: Writer, run: PastRun) -> Record:
    """Keep a run in the bank. Raises BankError."""
    content = {
        "run": run.run,
        "scope": run.scope.to_json(),
        "word": run.word,
        "seconds": round(run.seconds, 1),
        "states": {item: str(state) for item, state in run.states.items()},
    }
    return writer.write(RUN, run.scope.store, run.at, content)


def load(
    bank: Bank, store: str, *, now: datetime, at_most: timedelta, latest: int | None = None
) -> tuple[PastRun, ...]:
    """The runs against `store` of the last `at_most`, or the `latest` of them, the oldest first. Raises BankError."""
    found = bank.records(RUN, store, now=now, at_most=at_most, latest=latest)
    return tuple(_run_of(bank, record) for record in found)


def _run_of(bank: Bank, record: Record) -> PastRun:
    told = record.content
    try:
        states = {str(item): State(state) for item, state in told["states"].items()}
        return PastRun(record.at, told["run"], Scope(**told["scope"]), told["word"], states, float(told["seconds"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise mishap.altered(bank.path, f"record {record.number} of {record.writer} holds no run") from error


@dataclass(frozen=True)
class Episode:
    """A time in which an item was *not ready*, from the first run that saw it to the first that saw it ready again.

    Runs that could not tell (*unknown*, *not run*, *waived*) neither begin nor end one. `last_ready` is None when the
    item was red from the first run on, `ended` is None while it still is.
    """

    item: str
    last_ready: datetime | None
    began: datetime
    ended: datetime | None
    runs: int
    unchanged: bool
    """Whether deploy, configuration and checklist were the same before it, in it and after it."""

    @property
    def detected_within(self) -> timedelta | None:
        """The longest that the fault can have been there unseen: since the last run that saw the item ready."""
        return self.began - self.last_ready if self.last_ready else None

    @property
    def recovered_in(self) -> timedelta | None:
        return self.ended - self.began if self.ended else None

    @property
    def is_false_alarm(self) -> bool:
        """Red in a single run, and ready before and after it with nothing changed.

        A rule, not a proof: a partner's outage of minutes looks the same.
        """
        return self.runs == 1 and self.unchanged and self.last_ready is not None and self.ended is not None


@dataclass(frozen=True)
class ItemHistory:
    """One item over past runs; `states` has one entry for every run that knew it, the oldest first."""

    item: str
    states: tuple[tuple[datetime, State], ...]
    episodes: tuple[Episode, ...]

    @cached_property
    def time_to_detect(self) -> timedelta | None:
        """The mean of the longest that each fault can have been unseen; None when no fault was."""
        return _mean(each.detected_within for each in self._faults)

    @cached_property
    def time_to_recover(self) -> timedelta | None:
        """The mean from first seen to first seen ready again; None when no fault has ended."""
        return _mean(each.recovered_in for each in self._faults)

    @property
    def false_alarms(self) -> int:
        return sum(each.is_false_alarm for each in self.episodes)

    @property
    def faults(self) -> int:
        return len(self._faults)

    @property
    def _faults(self) -> list[Episode]:
        return [each for each in self.episodes if not each.is_false_alarm]


def histories(runs: Sequence[PastRun]) -> tuple[ItemHistory, ...]:
    """Every item that any of the runs (the oldest first) knew, by id."""
    items = sorted({item for run in runs for item in run.states})
    return tuple(
        ItemHistory(
            item,
            tuple((run.at, run.states[item]) for run in runs if item in run.states),
            tuple(_episodes(item, [run for run in runs if item in run.states])),
        )
        for item in items
    )


def _episodes(item: str, runs: Sequence[PastRun]) -> list[Episode]:
    told = [run for run in runs if run.states[item] in (State.READY, State.NOT_READY)]
    episodes: list[Episode] = []
    ready: PastRun | None = None
    red: list[PastRun] = []
    for run in told:
        if run.states[item] is State.NOT_READY:
            red.append(run)
            continue
        if red:
            episodes.append(_episode(item, ready, red, run))
            red = []
        ready = run
    if red:
        episodes.append(_episode(item, ready, red, None))
    return episodes


def _episode(item: str, before: PastRun | None, red: Sequence[PastRun], after: PastRun | None) -> Episode:
    scopes = {run.scope for run in (before, *red, after) if run}
    return Episode(
        item,
        last_ready=before.at if before else None,
        began=red[0].at,
        ended=after.at if after else None,
        runs=len(red),
        unchanged=len(scopes) == 1 and all(scope.carries_over for scope in scopes),
    )


def _mean(times: Iterable[timedelta | None]) -> timedelta | None:
    known = [time for time in times if time is not None]
    return sum(known, timedelta()) / len(known) if known else None
