"""How often an item is tried and how sure its verdict must be: the `trials:` of a checklist."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from pytest_checkout.checklist.mapping import Mapping

KEYS = ("p0", "p1", "alpha", "beta", "cap")
_PERCENT = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?%")


@dataclass(frozen=True)
class TrialPlan:
    """A sequential test between two failure rates; all rates are fractions (0.005 is 0.5 %).

    `p0` is the noise of a healthy shop and `p1` the smallest rate worth waking somebody. A shop at p0 is called
    *not ready* with a chance of at most `alpha`, a shop at p1 *ready* with at most `beta`. After `cap` trials
    without a verdict the item is *inconclusive*. Raises ValueError for a plan that cannot work.
    """

    p0: float = 0.005
    p1: float = 0.05
    alpha: float = 0.01
    beta: float = 0.05
    cap: int = 300

    def __post_init__(self) -> None:
        if not 0 < self.p0 < self.p1 < 1:
            raise ValueError(
                "p0 (the noise of a healthy shop) should be above 0 % and below p1 (a fault), p1 below 100 %"
            )
        for name, chance in (("alpha", self.alpha), ("beta", self.beta)):
            if not 0 < chance < 0.5:
                raise ValueError(f"{name} should be above 0 % and below 50 %")
        if self.cap < self.fewest_clean:
            raise ValueError(
                f"with a cap of {self.cap} the item can never be ready: at least {self.fewest_clean} are needed"
            )

    @property
    def fewest_clean(self) -> int:
        """Trials, all of them clean, after which p1 is excluded."""
        return math.ceil(math.log(1 / self.beta) / math.log((1 - self.p0) / (1 - self.p1)))


BURST = TrialPlan(alpha=0.001)
"""What follows the first failure of a watched item: an alarm wakes somebody, so it must be surer than a gate."""


def read(part: Mapping) -> TrialPlan | None:
    """The plan that `part` holds; None, with the mistakes remembered in `part`, when it is none."""
    mistakes = len(part.problems)
    part.only(KEYS)
    standard = TrialPlan()
    p0, p1, alpha, beta = (
        part.parsed(name, percent, getattr(standard, name), required=False) for name in ("p0", "p1", "alpha", "beta")
    )
    cap = part.data.get("cap", standard.cap)
    if isinstance(cap, bool) or not isinstance(cap, int):
        part.wrong("'cap' should be a whole number of trials, as in 'cap: 300'.", "cap")
    if len(part.problems) > mistakes:
        return None
    try:
        return TrialPlan(p0, p1, alpha, beta, cap)
    except ValueError as error:
        part.wrong(f"{error}.")
        return None


def percent(text: str) -> float:
    """A share as people write it, as a fraction. Raises ValueError that shows the right form.

    >>> percent("0.5%")
    0.005
    """
    found = _PERCENT.fullmatch(text.strip())
    if not found or float(found["number"]) > 100:
        raise ValueError(f"'{text}' is not a share; write a number from 0 to 100 and %, as in '0.5%'")
    return float(found["number"]) / 100
