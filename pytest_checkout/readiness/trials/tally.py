"""What some trials came to: how many failed, what they are worth together, and what the shopper met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pytest_checkout.readiness.trials import wilson
from pytest_checkout.readiness.trials.draws import Draws
from pytest_checkout.readiness.trials.trial import RED_ON_SIGHT, Outcome, Trial


@dataclass(frozen=True)
class Cause:
    """Failures of one kind: the code, the stage they happened at, the shopper's words of the first, how many."""

    reason_code: str
    stage: str
    reason: str
    count: int


@dataclass(frozen=True)
class Tally:
    """Counts of trials. `draws` is what they are worth: fewer than `trials` when some share an account or the like."""

    trials: int = 0
    failed: int = 0
    unseen: int = 0
    draws: int = 0
    seconds: float = 0.0
    causes: tuple[Cause, ...] = ()

    @property
    def clean(self) -> int:
        return self.trials - self.failed - self.unseen

    @property
    def seen(self) -> int:
        return self.trials - self.unseen

    @property
    def rate(self) -> float:
        """The share of failures among the trials that could look, a fraction."""
        return self.failed / self.seen if self.seen else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the rate, as wide as the draws deserve."""
        worth = min(self.seen, self.draws)
        return wilson.interval(self.rate * worth, worth)

    @property
    def seconds_each(self) -> float:
        return self.seconds / self.trials if self.trials else 0.0


class Counting:
    """Counts trials one by one into a Tally."""

    def __init__(self) -> None:
        self.draws = Draws()
        self._outcomes: Counter[Outcome] = Counter()
        self._seconds = 0.0
        self._causes: dict[tuple[str, str], Cause] = {}

    def add(self, trial: Trial) -> None:
        self.draws.add(trial)
        self._outcomes[trial.outcome] += 1
        self._seconds += trial.seconds
        if trial.outcome is Outcome.FAILED:
            kind = (trial.reason_code, trial.stage)
            known = self._causes.get(kind)
            self._causes[kind] = Cause(*kind, known.reason if known else trial.reason, known.count + 1 if known else 1)

    def only(self, outcome: Outcome | None) -> bool:
        """Whether every trial so far ended like this."""
        return outcome is not None and self.trials == self._outcomes[outcome]

    @property
    def trials(self) -> int:
        return self._outcomes.total()

    def tally(self) -> Tally:
        return Tally(
            trials=self.trials,
            failed=self._outcomes[Outcome.FAILED],
            unseen=self._outcomes[Outcome.UNSEEN],
            draws=len(self.draws),
            seconds=self._seconds,
            causes=tuple(self._sorted_causes()),
        )

    def _sorted_causes(self) -> list[Cause]:
        """The gravest first, then the most frequent; equals by name, so that the same trials read the same."""
        return sorted(
            self._causes.values(),
            key=lambda cause: (cause.reason_code not in RED_ON_SIGHT, -cause.count, cause.reason_code, cause.stage),
        )
