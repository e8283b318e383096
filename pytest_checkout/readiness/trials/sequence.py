"""Trials in parallel: how many to start now, what their results come to, and when to stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pytest_checkout.checklist.trialplan import TrialPlan
from pytest_checkout.readiness.trials.judge import Judge
from pytest_checkout.readiness.trials.trial import Outcome, Trial
from pytest_checkout.readiness.trials.verdict import Verdict


@dataclass(frozen=True)
class Progress:
    """For people who wait, carried trials included: `clean_needed` is what is still needed if nothing else fails."""

    clean: int
    failed: int
    unseen: int
    clean_needed: int

    def __str__(self) -> str:
        met = f"{self.clean} clean"
        met += f", {self.failed} failed" if self.failed else ""
        met += f", {self.unseen} could not look" if self.unseen else ""
        return f"{met}, {self.clean_needed} more needed" if self.clean_needed else met


class Sequence:
    """The trials of one item in one run, fed by workers side by side.

    Results count in the order in which trials *started*, not finished: failures are slower than successes (somebody
    waited in vain), and a test that took the quick ones first would stop on them. `wanted` never asks for more than
    would be needed if all went well, so that no trial is in flight when an item becomes ready.

    `carried` are earlier trials of the same evidence, oldest first; `watched` and `items` as in `judge`.
    """

    def __init__(
        self, plan: TrialPlan, *, items: int = 1, watched: bool = False, carried: Iterable[Trial] = ()
    ) -> None:
        self.plan = plan
        self._judge = Judge(plan, items=items, watched=watched)
        for trial in carried:
            self._judge.hear(trial)
        self._watched = watched
        self._started = 0
        self._heard = 0
        self._over = False
        self._waiting: dict[int, Trial] = {}

    @property
    def verdict(self) -> Verdict:
        return self._judge.verdict

    @property
    def in_flight(self) -> int:
        """Trials that were started and do not count yet."""
        return self._started - self._heard

    @property
    def wanted(self) -> int:
        """How many trials to start now; 0: wait for those in flight, or stop when there are none.

        At least one in every run, whatever was carried: evidence is looked at again before it is believed.
        """
        if not self._started and (self._watched or self._judge.call.is_decided):
            return 1
        if self._over or (self._watched and not self._heard):
            return 0
        return max(0, min(self._judge.clean_needed, self._judge.trials_left) - self.in_flight)

    @property
    def is_over(self) -> bool:
        """Decided, or at the cap, with this run's own look at it: stop what is still in flight.

        It stays over. What comes in late is heard, but a store that nobody can reach is not tried without end.
        """
        return self._over

    @property
    def progress(self) -> Progress:
        verdict = self.verdict
        return Progress(verdict.seen.clean, verdict.seen.failed, verdict.seen.unseen, verdict.clean_needed)

    def start(self) -> int:
        """A ticket for a trial that begins now."""
        self._started += 1
        return self._started - 1

    def finish(self, ticket: int, trial: Trial) -> Verdict:
        """The trial of `ticket` ended. Raises ValueError for a ticket that was not given out, or ended before."""
        if not self._heard <= ticket < self._started or ticket in self._waiting:
            raise ValueError(f"no trial {ticket} is in flight")
        self._waiting[ticket] = trial
        while self._heard in self._waiting:
            self._judge.hear(self._waiting.pop(self._heard))
            self._heard += 1
            self._over = self._over or self._judge.call.is_decided
        return self.verdict

    def lose(self, ticket: int, at: datetime, why: str) -> Verdict:
        """The worker of `ticket` is gone: its trial could not look, which counts against *ready*."""
        return self.finish(ticket, Trial(at, Outcome.UNSEEN, reason=why, reason_code="trial-lost"))
