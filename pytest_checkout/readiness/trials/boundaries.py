"""Where a sequential test ends: Wald's probability ratio between two failure rates, bounded by the two errors."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pytest_checkout.checklist.trialplan import TrialPlan

_EXACT = 1e-9
"""Two failures at p1 = 10 x p0 weigh exactly as much as alpha = 1 % asks; rounding must not ask for a third."""
_NEGLIGIBLE = 1e-4


@dataclass(frozen=True)
class Boundaries:
    """The ends of the test of one item out of `items` that one gate judges.

    The log likelihood ratio of "p1" over "p0" goes up with every failure and down with every clean trial. It ends
    at ln(items / alpha), *not ready*, or at ln(beta), *ready*. By Ville's inequality a ratio that is a martingale
    reaches 1/x with a chance of at most x, however long one looks; so the errors hold at every moment, at the cap
    too, and for evidence that goes on tomorrow. (Wald's own ends, (1 - beta) / alpha and beta / (1 - alpha), only
    promise them approximately.)

    Alpha is shared out over the items (Bonferroni): a gate over `items` healthy items has a false red with a chance
    of at most alpha. Beta is not: a gate needs all of its items, so one broken item passes it with at most beta.
    """

    plan: TrialPlan
    items: int = 1

    def __post_init__(self) -> None:
        if self.items < 1:
            raise ValueError("a test is of one item at least")

    @cached_property
    def red(self) -> float:
        return math.log(self.items / self.plan.alpha)

    @cached_property
    def ready(self) -> float:
        return math.log(self.plan.beta)

    @cached_property
    def per_failure(self) -> float:
        return math.log(self.plan.p1 / self.plan.p0)

    @cached_property
    def per_clean(self) -> float:
        return math.log((1 - self.plan.p1) / (1 - self.plan.p0))

    @cached_property
    def fewest_failures(self) -> int:
        """Failures in a row that end the test."""
        return math.ceil(self.red / self.per_failure - _EXACT)

    def ratio(self, clean: int, failed: int) -> float:
        return clean * self.per_clean + failed * self.per_failure

    def is_red(self, clean: int, failed: int) -> bool:
        return self.ratio(clean, failed) >= self.red - _EXACT

    def is_ready(self, clean: int, failed: int) -> bool:
        return self.ratio(clean, failed) <= self.ready + _EXACT

    def runs(self, clean: int, failed: int) -> bool:
        """Whether the test goes on after so many trials."""
        return not self.is_red(clean, failed) and not self.is_ready(clean, failed)

    def clean_needed(self, clean: int, failed: int) -> int:
        """Further trials, all of them clean, after which the item is ready."""
        return max(0, math.ceil((self.ready - self.ratio(clean, failed)) / self.per_clean - _EXACT))

    def expected_more(self, clean: int, failed: int) -> int:
        """How many more trials decide on average, if they fail as often as those so far."""
        return _expected_more(self, clean, failed)


@lru_cache(maxsize=4096)
def _expected_more(ends: Boundaries, clean: int, failed: int) -> int:
    """The mean length of what is left of the test, from the chance that it still runs after each further trial."""
    # Half a failure and half a clean trial in advance: a rate of exactly nought is never known.
    rate = (failed + 0.5) / (clean + failed + 1)
    trials, expected = clean + failed, 0.0
    running = {failed: 1.0} if ends.runs(clean, failed) else {}
    while (chance_of_one_more := sum(running.values())) > _NEGLIGIBLE:
        expected += chance_of_one_more
        trials += 1
        after: defaultdict[int, float] = defaultdict(float)
        for failures, chance in running.items():
            after[failures] += chance * (1 - rate)
            after[failures + 1] += chance * rate
        running = {failures: chance for failures, chance in after.items() if ends.runs(trials - failures, failures)}
    return round(expected)
