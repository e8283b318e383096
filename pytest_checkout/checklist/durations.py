"""How long, as people write it in a checklist: "30m", "24h", "7d"."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"(?P<count>\d+) ?(?P<unit>[smhd])")
_LONGEST_DAYS = 3650


def parse(text: str) -> timedelta:
    """A positive duration of at most ten years. Raises ValueError that shows the right form.

    >>> parse("30m")
    datetime.timedelta(seconds=1800)
    """
    found = _DURATION.fullmatch(text.strip())
    right = "write a number and s, m, h or d, as in '30m', '24h' or '7d'"
    if not found or len(found["count"]) > 9:
        raise ValueError(f"'{text}' is not a duration; {right}")
    duration = timedelta(**{_UNITS[found["unit"]]: int(found["count"])})
    if not timedelta() < duration <= timedelta(days=_LONGEST_DAYS):
        raise ValueError(f"'{text}' should be longer than nothing and at most {_LONGEST_DAYS}d; {right}")
    return duration
