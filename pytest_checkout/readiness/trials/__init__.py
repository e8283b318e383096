"""Trials instead of retries: whether an item is ready is decided by a sequential test, not by a lucky rerun."""

from pytest_checkout.readiness.trials.boundaries import Boundaries
from pytest_checkout.readiness.trials.judge import Judge, judge
from pytest_checkout.readiness.trials.sequence import Progress, Sequence
from pytest_checkout.readiness.trials.tally import Cause, Tally
from pytest_checkout.readiness.trials.trial import RED_ON_SIGHT, Outcome, Trial
from pytest_checkout.readiness.trials.verdict import Call, Verdict

__all__ = [
    "RED_ON_SIGHT",
    "Boundaries",
    "Call",
    "Cause",
    "Judge",
    "Outcome",
    "Progress",
    "Sequence",
    "Tally",
    "Trial",
    "Verdict",
    "judge",
]
