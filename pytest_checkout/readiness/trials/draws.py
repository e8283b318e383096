"""What trials are worth when they share an account, a session or a server: how many independent draws they are."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass

from pytest_checkout.readiness.trials.trial import Outcome, Trial

_SEVERITY = (Outcome.CLEAN, Outcome.UNSEEN, Outcome.FAILED)


class Draws:
    """Trials grouped by what they share. A group, whatever its size, is one draw from all that can happen.

    Ten trials of one broken account say of other customers no more than one does. A draw therefore counts once:

    - toward *not ready* as its first trial that could look: what repeats it may be an echo;
    - toward *ready* as its worst trial: a repetition can take readiness away, and a trial that could not look
      counts as if it had failed, because nobody knows that it did not.

    The first trials of all draws are independent, and every other reading is more careful than theirs: so both
    error rates hold however strongly the trials of one draw depend on each other.
    """

    def __init__(self) -> None:
        self.first: Counter[Outcome] = Counter()
        self.worst: Counter[Outcome] = Counter()
        self._by_label: dict[str, _Draw] = {}
        self._numbers = itertools.count()

    def add(self, trial: Trial) -> None:
        draw = _Draw(next(self._numbers), frozenset(trial.shares), trial.outcome, trial.outcome)
        same = {self._by_label[label] for label in trial.shares if label in self._by_label}
        for earlier in sorted(same, key=lambda each: each.number, reverse=True):
            self._count(earlier, -1)
            draw = earlier.joined(draw)
        self._count(draw, 1)
        self._by_label.update(dict.fromkeys(draw.labels, draw))

    @property
    def toward_red(self) -> tuple[int, int]:
        """Clean and failed draws, as they count toward *not ready*."""
        return self.first[Outcome.CLEAN], self.first[Outcome.FAILED]

    @property
    def toward_ready(self) -> tuple[int, int]:
        """Clean and doubtful draws, as they count toward *ready*."""
        return self.worst[Outcome.CLEAN], self.worst[Outcome.FAILED] + self.worst[Outcome.UNSEEN]

    def __len__(self) -> int:
        return self.worst.total()

    def _count(self, draw: _Draw, times: int) -> None:
        self.first[draw.first] += times
        self.worst[draw.worst] += times


@dataclass(frozen=True)
class _Draw:
    number: int
    labels: frozenset[str]
    first: Outcome
    worst: Outcome

    def joined(self, later: _Draw) -> _Draw:
        return _Draw(
            self.number,
            self.labels | later.labels,
            later.first if self.first is Outcome.UNSEEN else self.first,
            max(self.worst, later.worst, key=_SEVERITY.index),
        )
