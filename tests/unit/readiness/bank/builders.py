"""Banks for tests: a clock that is set by hand, a scope, and a writer with a few trials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytest_checkout.readiness.bank import Bank, Scope, Writer
from pytest_checkout.readiness.trials import Trial
from tests.unit.readiness.trials.builders import a_trial

SCOPE = Scope(store="shop", deploy="r42", configuration="c0ffee", checklist="dea1")
DAY = timedelta(days=1)


@dataclass
class Clock:
    """Moves only when it is told to."""

    now: datetime = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


def record(writer: Writer, item: str, letters: str, scope: Scope = SCOPE) -> list[Trial]:
    """Trials of one item, a second apart, recorded as a run would."""
    return [put(writer, item, a_trial(letter), scope, number) for number, letter in enumerate(letters)]


def put(writer: Writer, item: str, trial: Trial, scope: Scope = SCOPE, second: int = 0) -> Trial:
    trial = replace(trial, at=writer._now() + timedelta(seconds=second))
    writer.finish(writer.begin(item, scope), trial)
    return trial


def a_bank(path: Path, letters: str = "..F", *, writers: Iterable[str] = ("ann",), clock: Clock | None = None) -> Path:
    """A bank with `letters` of PRO-01 by each writer."""
    with Bank.to_write(path) as bank:
        for name in writers:
            record(Writer(bank, clock or Clock(), name=name, run="monday"), "PRO-01", letters)
    return path


def outcomes(bank: Bank, item: str = "PRO-01", now: datetime | None = None) -> list[str]:
    found = bank.evidence(SCOPE, now=now or Clock().now + timedelta(hours=1), at_most=DAY)
    return [str(trial.outcome) for trial in found.get(item, ())]
