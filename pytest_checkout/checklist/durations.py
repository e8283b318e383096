"""How long, as people write it in a checklist ("30m", "24h", "7d"), and as they are told."""

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


def told(duration: timedelta) -> str:
    """In the largest unit that comes out even.

    >>> told(timedelta(hours=36)), told(timedelta(days=14)), told(timedelta(minutes=90))
    ('36 h', '14 d', '90 min')
    """
    seconds = int(duration.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def rough(duration: timedelta) -> str:
    """In its two largest units, down to minutes.

    >>> rough(timedelta(hours=26, minutes=5)), rough(timedelta(seconds=90)), rough(timedelta(seconds=9))
    ('1 d 2 h', '1 min', 'under 1 min')
    """
    minutes = int(duration.total_seconds() // 60)
    parts = [(minutes // 1440, "d"), (minutes % 1440 // 60, "h"), (minutes % 60, "min")]
    return " ".join([f"{count} {unit}" for count, unit in parts if count][:2]) or "under 1 min"
