"""What the trials of an item say: the call, the figures behind it, and one sentence for a reader."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from pytest_checkout.checklist.trialplan import TrialPlan
from pytest_checkout.readiness.results import Sample, State
from pytest_checkout.readiness.trials.tally import Cause, Tally

_SHOWN_CAUSES = 3


class Call(enum.StrEnum):
    """What can be said of an item by its trials."""

    NOT_TRIED = "not tried"
    TESTING = "not decided yet"
    PASSED = "passed"
    """Clean in the only run that judges it: no failure rate is excluded."""
    FAILED = "failed"
    """Failed in a run that alone judges it."""
    EXCLUDED = "excluded"
    """A failure rate of p1 is excluded."""
    INTERMITTENT = "intermittent"
    """Fails too often to be noise."""
    RED_ON_SIGHT = "red on sight"
    """Wrong money, a double charge, a lost order or leaked data was seen once."""
    INCONCLUSIVE = "inconclusive"
    """Neither, after as many trials as the plan allows."""
    BLIND = "could not look"
    """Too many trials could not look, or repeated each other, for the rest to say anything."""

    @property
    def is_decided(self) -> bool:
        """Whether more trials of this plan are pointless."""
        return self not in (Call.NOT_TRIED, Call.TESTING)

    @property
    def state(self) -> State:
        return _STATES[self]


_STATES = {
    Call.NOT_TRIED: State.NOT_RUN,
    Call.PASSED: State.READY,
    Call.EXCLUDED: State.READY,
    Call.FAILED: State.NOT_READY,
    Call.INTERMITTENT: State.NOT_READY,
    Call.RED_ON_SIGHT: State.NOT_READY,
    Call.TESTING: State.UNKNOWN,
    Call.INCONCLUSIVE: State.UNKNOWN,
    Call.BLIND: State.UNKNOWN,
}


@dataclass(frozen=True)
class Verdict:
    """`seen` is all the evidence, `round` the part that was tested together for this call; `plan` None: no test.

    `clean_needed` trials, all clean, would make the item ready; `expected_more` is about how many decide, if they
    fail as often as those so far. Both are 0 when the call stands.
    """

    call: Call
    seen: Tally
    round: Tally
    plan: TrialPlan | None
    clean_needed: int = 0
    expected_more: int = 0

    @property
    def state(self) -> State:
        return self.call.state

    @property
    def is_too_few(self) -> bool:
        """*Unknown* only for want of trials: nothing was wrong with the looking."""
        return self.call in (Call.TESTING, Call.INCONCLUSIVE)

    def expected_seconds(self, workers: int = 1) -> float:
        """About how long the `expected_more` trials take when `workers` run them side by side."""
        return self.expected_more * self.seen.seconds_each / workers

    @property
    def reason_code(self) -> str:
        """The code of the gravest or commonest failure when *not ready*, else of the call."""
        if self.state is State.NOT_READY:
            return (self.round.causes or self.seen.causes)[0].reason_code
        return {Call.TESTING: "too-few-trials", Call.INCONCLUSIVE: "inconclusive", Call.BLIND: "could-not-look"}.get(
            self.call, ""
        )

    def sample(self, carried: int) -> Sample:
        """The figures as they are kept and shown; `carried` of the trials are older than the run."""
        seen, (low, high) = self.seen, self.round.interval
        return Sample(
            call=str(self.call),
            trials=seen.trials,
            failed=seen.failed,
            unseen=seen.unseen,
            rate=round(self.round.rate, 6),
            low=round(low, 6),
            high=round(high, 6),
            carried=carried,
            more=self.expected_more,
            seconds_more=round(self.expected_seconds(), 1),
        )

    def words(self, workers: int = 1) -> str:
        """The verdict in a sentence, figures and causes included."""
        match self.call:
            case Call.NOT_TRIED:
                return "never tried"
            case Call.PASSED | Call.EXCLUDED:
                return self._ready()
            case Call.FAILED:
                return f"{_failed(self.seen)}: {_causes(self.seen)}"
            case Call.RED_ON_SIGHT:
                return f"not ready at first sight, {_failed(self.seen)}: {_causes(self.seen)}"
            case Call.INTERMITTENT:
                return f"{self._how()}{self._before()}: {_causes(self.round)}"
            case Call.BLIND:
                return f"could not tell: {_blind(self.round)}"
            case _:
                return f"{self._short_of()}; {self._more(workers)}"

    def _ready(self) -> str:
        excluded = f", {percent(self.plan.p1)} excluded" if self.plan and self.call is Call.EXCLUDED else ""
        if not self.seen.failed and not excluded:
            return "ready"
        return f"ready, {_failed(self.seen)}{excluded}{_worth(self.seen)}"

    def _how(self) -> str:
        always = self.round.failed == self.round.seen
        return f"{'fails every time' if always else 'intermittent'}, {_failed(self.round)}{_rate(self.round)}"

    def _before(self) -> str:
        """What was seen before the round that decided; nothing is dropped."""
        before = self.seen.trials - self.round.trials
        return f", after {self.seen.failed - self.round.failed} of {before}" if before else ""

    def _short_of(self) -> str:
        """Where an unfinished test stands."""
        stopped = "inconclusive" if self.call is Call.INCONCLUSIVE else "not decided yet"
        blind = f", {self.round.unseen} could not look" if self.round.unseen else ""
        return f"{stopped}, {_failed(self.round)}{_rate(self.round)}{blind}{_worth(self.round)}"

    def _more(self, workers: int) -> str:
        seconds = self.expected_seconds(workers)
        time = f", about {duration(seconds)}" if seconds else ""
        side_by_side = f" on {workers} workers" if time and workers > 1 else ""
        return f"about {_count(self.expected_more, 'more trial')} would decide{time}{side_by_side}"


def percent(share: float) -> str:
    """
    >>> percent(0.005), percent(0.05), percent(0.13712)
    ('0.5 %', '5 %', '13.7 %')
    """
    digits = 100 * share
    return f"{digits:.1f}".removesuffix(".0") + " %" if digits >= 0.1 or not digits else f"{digits:.1g} %"


def duration(seconds: float) -> str:
    """
    >>> duration(41), duration(600), duration(9000)
    ('41 s', '10 min', '2.5 h')
    """
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _failed(tally: Tally) -> str:
    return f"{tally.failed} of {tally.seen} failed"


def _rate(tally: Tally) -> str:
    low, high = tally.interval
    return f" ({percent(tally.rate)}; 95 % interval {percent(low)} to {percent(high)})"


def _worth(tally: Tally) -> str:
    """Says that some trials repeat others, where they do."""
    return f", worth {_count(tally.draws, 'independent trial')}" if tally.draws < tally.trials else ""


def _blind(tally: Tally) -> str:
    if tally.unseen:
        return f"{tally.unseen} of {_count(tally.trials, 'trial')} could not look"
    return f"{_failed(tally)}, but only where trials shared an account, a session or a server{_worth(tally)}"


def _causes(tally: Tally) -> str:
    shown = "; ".join(_cause(cause) for cause in tally.causes[:_SHOWN_CAUSES])
    rest = sum(cause.count for cause in tally.causes[_SHOWN_CAUSES:])
    return f"{shown}; {rest} others" if rest else shown


def _cause(cause: Cause) -> str:
    where = f" at {cause.stage}" if cause.stage else ""
    return f"{cause.count} × {cause.reason_code or 'failed'}{where}" + (f" ({cause.reason})" if cause.reason else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
