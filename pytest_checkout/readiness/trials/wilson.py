"""How sure a rate is: Wilson's interval for a share of few trials."""

from __future__ import annotations

import math

_Z95 = 1.959963984540054
"""The 97.5 % quantile of the normal distribution: 95 % of it lie between -z and z."""


def interval(failed: float, trials: float) -> tuple[float, float]:
    """The 95 % interval (Wilson, 1927) of the rate behind `failed` out of `trials`, as fractions.

    A sequential test stops at striking moments, so that its rates lean a little to the side that it stopped at.

    >>> [round(100 * end, 1) for end in interval(3, 60)]
    [1.7, 13.7]
    """
    if trials <= 0:
        return 0.0, 1.0
    share, square = failed / trials, _Z95**2
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = _Z95 * math.sqrt(share * (1 - share) / trials + square / (4 * trials**2)) / (1 + square / trials)
    return max(0.0, middle - half), min(1.0, middle + half)
