"""Judges an item by its trials, one after the other, in the order in which they started."""

from __future__ import annotations

from collections.abc import Iterable

from pytest_checkout.checklist.trialplan import TrialPlan
from pytest_checkout.readiness.trials.boundaries import Boundaries
from pytest_checkout.readiness.trials.tally import Counting, Tally
from pytest_checkout.readiness.trials.trial import Outcome, Trial
from pytest_checkout.readiness.trials.verdict import Call, Verdict

_RED = (Call.INTERMITTENT, Call.RED_ON_SIGHT)
_SAME = {Call.EXCLUDED: Outcome.CLEAN, Call.BLIND: Outcome.UNSEEN}


def judge(trials: Iterable[Trial], plan: TrialPlan | None, *, items: int = 1, watched: bool = False) -> Verdict:
    """The verdict of `trials`, in the order given, on one of the `items` that a gate judges.

    Without a plan the last run alone decides, and in it the worst trial: a rerun never changes a verdict.
    """
    if plan is None:
        return _by_runs(trials)
    judging = Judge(plan, items=items, watched=watched)
    for trial in trials:
        judging.hear(trial)
    return judging.verdict


class Judge:
    """Hears the trials of one item and says at any time what they come to.

    Trials are tested in rounds. A round that ends in *ready* or *could not look* is closed, and the next trial opens
    a new one, so that clean trials of the morning cannot outvote a fault that begins at noon. *Ready* stands while
    the new round is clean, *could not look* while it cannot look either; else the item is undecided until the round
    is. *Not ready* is final for this evidence: only another deploy, configuration or checklist begins anew.

    A watched item (scheduled runs, one trial each) is at rest until something is not clean. That opens a round, a
    burst of fresh trials, in which the trial that opened it does not count: it was picked because it failed.
    """

    def __init__(self, plan: TrialPlan, *, items: int = 1, watched: bool = False) -> None:
        self.plan, self._watched = plan, watched
        self._ends = Boundaries(plan, items)
        self._all = Counting()
        self._round: Counting | None = None
        self._closed: tuple[Call, Tally] | None = None

    def hear(self, trial: Trial) -> None:
        self._all.add(trial)
        if self._is_red:
            return
        if trial.is_red_on_sight:
            self._close(Call.RED_ON_SIGHT, self._all)
        elif self._round is None and self._watched:
            if trial.outcome is not Outcome.CLEAN:
                self._round = Counting()
        else:
            self._round = self._round or Counting()
            self._round.add(trial)
            call = self._call(self._round)
            if call not in (Call.TESTING, Call.INCONCLUSIVE):
                self._close(call, self._round)

    @property
    def call(self) -> Call:
        if not self._all.trials:
            return Call.NOT_TRIED
        if self._round and not self._confirms_closed:
            return self._call(self._round)
        return self._closed[0] if self._closed else Call.PASSED

    @property
    def clean_needed(self) -> int:
        """Further trials, all of them clean, after which the item is ready."""
        return 0 if self.call.is_decided else self._ends.clean_needed(*self._toward_ready)

    @property
    def trials_left(self) -> int:
        """Trials until the cap of the current round."""
        return self.plan.cap - (self._round.trials if self._round else 0)

    @property
    def verdict(self) -> Verdict:
        seen, call = self._all.tally(), self.call
        stands = self._round is None or self._confirms_closed
        part = self._round.tally() if self._round and not stands else self._closed[1] if self._closed else seen
        more = 0 if stands and seen.trials else self._ends.expected_more(*self._toward_ready)
        return Verdict(call, seen, part, self.plan, self.clean_needed, more)

    @property
    def _confirms_closed(self) -> bool:
        """Whether the open round has only seen what the closed one ended with."""
        if not (self._closed and self._round and self._round.trials):
            return False
        return self._round.only(_SAME.get(self._closed[0]))

    @property
    def _is_red(self) -> bool:
        return self._closed is not None and self._closed[0] in _RED

    def _close(self, call: Call, decisive: Counting) -> None:
        self._closed, self._round = (call, decisive.tally()), None

    def _call(self, counting: Counting) -> Call:
        if self._ends.is_red(*counting.draws.toward_red):
            return Call.INTERMITTENT
        if self._ends.is_ready(*counting.draws.toward_ready):
            return Call.EXCLUDED
        if self._ends.is_red(*counting.draws.toward_ready):
            return Call.BLIND
        return Call.INCONCLUSIVE if counting.trials >= self.plan.cap else Call.TESTING

    @property
    def _toward_ready(self) -> tuple[int, int]:
        return self._round.draws.toward_ready if self._round else (0, 0)


def _by_runs(trials: Iterable[Trial]) -> Verdict:
    """One failure is *not ready*, whenever it was; else the worst that the last run saw."""
    seen, last, run = Counting(), Counting(), ""
    for trial in trials:
        if trial.run != run:
            last, run = Counting(), trial.run
        seen.add(trial)
        last.add(trial)
    whole, part = seen.tally(), last.tally()
    if not whole.trials:
        call = Call.NOT_TRIED
    elif whole.failed:
        call = Call.FAILED
    else:
        call = Call.BLIND if part.unseen else Call.PASSED
    return Verdict(call, whole, part, None)
