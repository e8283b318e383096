"""Trials for tests: written as letters, or drawn from a failure rate with a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from pytest_checkout.readiness.trials import Outcome, Trial

MORNING = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
_LETTERS = {".": Outcome.CLEAN, "F": Outcome.FAILED, "?": Outcome.UNSEEN, "$": Outcome.FAILED}
_CODES = {"F": "capability-dead", "?": "cannot-read", "$": "wrong-amount"}


def a_trial(letter: str = ".", number: int = 0, **changes: Any) -> Trial:
    """ "." clean, "F" failed, "?" could not look, "$" failed with a wrong amount; a minute apart, 20 s each."""
    values: dict[str, Any] = {
        "at": MORNING + timedelta(minutes=number),
        "outcome": _LETTERS[letter],
        "seconds": 20.0,
        "reason_code": _CODES.get(letter, ""),
    }
    return Trial(**{**values, **changes})


def trials(letters: str, **changes: Any) -> list[Trial]:
    return [a_trial(letter, number, **changes) for number, letter in enumerate(letters)]


CLEAN, FAILED = a_trial("."), a_trial("F")


def at_rate(rate: float, seed: object) -> Iterator[Trial]:
    """Trials without end that fail at `rate`."""
    chance = random.Random(f"{rate} {seed}")
    while True:
        yield FAILED if chance.random() < rate else CLEAN
