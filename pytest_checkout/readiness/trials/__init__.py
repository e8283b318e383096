"""Trials instead of retries: whether an item is ready is decided by a sequential test, not by a lucky rerun."""

from pytest_checkout.readiness.trials.boundaries import Boundaries
from pytest_checkout.readiness.trials.judge import Judge, judge
from pytest_checkout.readiness.trials.sequence import Progress, Sequence
from pytest_checkout.readiness.trials.tally import Cause, Tally
from pytest_checkout.readiness.trials.trial import OUTCOMES, RED_ON_SIGHT, Outcome, Trial, is_trial, trial_of
from pytest_checkout.readiness.trials.verdict import Call, Verdict

__all__ = [
    "OUTCOMES",
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
    "is_trial",
    "judge",
    "trial_of",
]
