"""One trial: a shopper went through a scenario once; what came of it, and what it shared with other trials."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pytest_checkout.errors import CannotProvide
from pytest_checkout.readiness.results import Evidence, State

RED_ON_SIGHT = frozenset({"wrong-amount", "double-charge", "lost-order", "leaked-data"})
"""Reason codes of failures that no statistics excuse: one sighting makes an item *not ready*."""


class Outcome(enum.StrEnum):
    """What one trial saw."""

    CLEAN = "clean"
    FAILED = "failed"
    UNSEEN = "could not look"


@dataclass(frozen=True)
class Trial:
    """What one trial saw, where and why.

    `at` is when it started (with offset), `seconds` how long it took. `shares` names what it had in common with
    other trials by our own doing: "account:jane", "session:4f2a", or "node:web-3" when the trial was bound to that
    server. A node that the shop's balancer picks anew for every trial is drawn, as it is for customers, and is not
    shared. `run` is the test run that the trial was part of.
    """

    at: datetime
    outcome: Outcome
    seconds: float = 0.0
    reason: str = ""
    reason_code: str = ""
    stage: str = ""
    shares: tuple[str, ...] = ()
    run: str = ""

    @property
    def is_red_on_sight(self) -> bool:
        return self.outcome is Outcome.FAILED and self.reason_code in RED_ON_SIGHT


OUTCOMES: Final = {State.READY: Outcome.CLEAN, State.NOT_READY: Outcome.FAILED, State.UNKNOWN: Outcome.UNSEEN}
"""What is in none of these states was not tried."""


def is_trial(seen: Evidence) -> bool:
    """Whether somebody really tried: not when it was skipped, or when the store cannot provide what it needs."""
    return seen.state in OUTCOMES and seen.reason_code != CannotProvide.reason_code


def trial_of(seen: Evidence, at: datetime, run: str) -> Trial:
    """The evidence of one run of a test, as a trial that began at `at`. Raises KeyError when nothing was tried."""
    return Trial(
        at=at,
        outcome=OUTCOMES[seen.state],
        seconds=seen.seconds,
        reason=seen.reason,
        reason_code=seen.reason_code,
        stage=seen.stage,
        shares=seen.shares,
        run=run,
    )
