"""Dates, times and time zones as people write them in the readiness files, turned into instants in UTC.

Everything that is compared is in UTC: Python compares two times of one zone by their wall clocks, which is wrong in
the nights when the clocks change.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from pytest_checkout.checklist import durations
from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.registry import did_you_mean

MINUTE: Final = timedelta(minutes=1)
DAY: Final = timedelta(days=1)
CLOCK_TOLERANCE: Final = timedelta(minutes=5)
"""Clocks of machines that share evidence differ, and are corrected while they run; more than this is a fault."""
_FORM: Final = "write a day, or a day and a time, as in '2026-11-20 18:00'"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def aware(now: datetime) -> datetime:
    """`now` in UTC. Raises ValueError for a time without a zone, which would mean another instant on every machine."""
    if now.tzinfo is None:
        raise ValueError(f"{now} has no time zone")
    return now.astimezone(UTC)


def starts(local: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the clocks of `zone` show `local` or later.

    In the night when clocks go forward, that is the jump itself; when they go back, the first of the two.
    """
    before, after = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if before <= after:  # one instant, or two of which the first counts
        return before
    steps = range(int((before - after) / MINUTE) + 1)
    return after + MINUTE * bisect_left(steps, True, key=lambda step: _wall(after + MINUTE * step, zone) >= local)


def ends(local: datetime, zone: ZoneInfo) -> datetime:
    """The last instant at which the clocks of `zone` show `local`; in the night of the jump, the jump."""
    if not exists(local, zone):
        return starts(local, zone)
    return local.replace(tzinfo=zone, fold=1).astimezone(UTC)


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """False for the hour that is skipped when clocks go forward."""
    return _wall(local.replace(tzinfo=zone).astimezone(UTC), zone) == local


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which `day` begins in `zone`."""
    return starts(datetime.combine(day, time()), zone)


def told(moment: datetime, zone: ZoneInfo) -> str:
    """For people: "2026-11-20 18:00 Europe/Berlin"."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"


# -- reading --


def zone(part: Mapping, key: str = "time zone", default: ZoneInfo | None = None) -> ZoneInfo:
    """An IANA time zone; `default`, else UTC, when the file does not say."""
    fallback = default or ZoneInfo("UTC")
    return part.parsed(key, _zone, fallback, required=False)


def day(part: Mapping, key: str) -> date | None:
    """A calendar day. None, and a mistake, when it is missing or none."""
    value = _written(part, key)
    if value is None:
        return None
    try:
        return _day(value)
    except ValueError:
        part.wrong(f"'{key}': '{value}' is not a day; write it as in '2026-12-24'.", key)
        return None


def beginning(part: Mapping, key: str, where: ZoneInfo) -> datetime | None:
    """When something begins: an instant, or a day, from its first minute on, as the clocks of `where` show it.

    None, and a mistake, when it is missing, unreadable, or falls into the hour that is skipped in spring.
    """
    value = _written(part, key)
    if value is None or not _DAY.fullmatch(value):
        return _moment(part, key, value, where, starts)
    found = day(part, key)
    return midnight(found, where) if found else None


def ending(part: Mapping, key: str, where: ZoneInfo) -> datetime | None:
    """When something ends: an instant (the later one of an hour that comes twice), or a day, to its last minute."""
    value = _written(part, key)
    if value is None or not _DAY.fullmatch(value):
        return _moment(part, key, value, where, ends)
    found = day(part, key)
    return midnight(found + DAY, where) if found else None


def duration(part: Mapping, key: str, default: timedelta) -> timedelta:
    """A duration such as "30d"; `default` when the file does not say."""
    return part.parsed(key, durations.parse, default, required=False)


def _written(part: Mapping, key: str) -> str | None:
    """The value as text, whether YAML took it for a date, a time or a text."""
    value = part.data.get(key)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return part.text(key) or None


def _moment(
    part: Mapping, key: str, value: str | None, where: ZoneInfo, instant: Callable[[datetime, ZoneInfo], datetime]
) -> datetime | None:
    if value is None:
        return None
    try:
        local = datetime.fromisoformat(value)
    except ValueError:
        part.wrong(f"'{key}': '{value}' is not a moment; {_FORM}.", key)
        return None
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    if not exists(local, where):
        part.wrong(f"'{key}': {value} does not exist in {where.key}: the clocks go forward over it.", key)
        return None
    return instant(local, where)


def _day(value: str) -> date:
    if not _DAY.fullmatch(value):
        raise ValueError(value)
    return date.fromisoformat(value)


def _zone(name: str) -> ZoneInfo:
    known = available_timezones()
    if name not in known:
        raise ValueError(
            f"no time zone named '{name}'.{did_you_mean(name, known)} Names are those of the IANA database, "
            "as in 'Europe/Berlin'"
        )
    return ZoneInfo(name)


def _wall(instant: datetime, where: ZoneInfo) -> datetime:
    return instant.astimezone(where).replace(tzinfo=None)
