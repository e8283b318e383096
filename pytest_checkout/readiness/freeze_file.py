"""Reads freeze.yaml: fixed windows, windows around a holiday, and the emergencies that open them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from pytest_checkout import yamlfile
from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.readiness import moments, two_people
from pytest_checkout.readiness.calendars import Calendar, calendar
from pytest_checkout.readiness.freeze import Emergency, Freeze, Span, Yearly
from pytest_checkout.registry import did_you_mean, unknown

LEAD: Final = timedelta(days=14)
"""A freeze begins at least two weeks before its holiday: a fault of the last deploy needs that long to show."""
LONGEST_AFTER: Final = timedelta(days=90)
LONGEST_EMERGENCY: Final = timedelta(days=3)
_FIXED: Final = ("name", "who", "time zone", "from", "until")
_YEARLY: Final = ("name", "who", "time zone", "holiday", "country", "region", "before", "after")
_EMERGENCY: Final = ("windows", "owner", "approver", "reason", "from", "expiry")


def load(path: Path, now: datetime) -> Freeze:
    """The freezes in `path`, none when there is no such file. Raises ProblemsError with every mistake.

    `now` says in which years the names of holidays are looked up, and nothing else.
    """
    if not path.exists():
        return Freeze(path)
    file = yamlfile.read(path)
    problems: list[Problem] = []
    top = Mapping(file, (), file.data, problems)
    top.only(("time zone", "country", "region", "windows", "emergencies"))
    zone = moments.zone(top)
    year = moments.aware(now).year
    windows: list[Span | Yearly] = []
    for entry in top.mappings("windows"):
        for window in _yearly(entry, top, zone, year) if "holiday" in entry else _fixed(entry, zone):
            if twin := next((each for each in windows if each.name == window.name), None):
                entry.wrong(f"the window '{window.name}' is already at line {twin.line}; name each once.", "name")
            windows.append(window)
    entries = top.mappings("emergencies") if "emergencies" in top else []
    names = {window.name for window in windows}
    emergencies = [emergency for entry in entries for emergency in _emergency(entry, zone, names)]
    if problems:
        raise ProblemsError(problems)
    return Freeze(
        path,
        tuple(each for each in windows if isinstance(each, Span)),
        tuple(each for each in windows if isinstance(each, Yearly)),
        tuple(emergencies),
    )


def _fixed(entry: Mapping, default: ZoneInfo) -> Iterator[Span]:
    entry.only(_FIXED)
    name, who, zone = entry.text("name"), entry.text("who"), moments.zone(entry, default=default)
    start, end = moments.beginning(entry, "from", zone), moments.ending(entry, "until", zone)
    if start and end:
        if end <= start:
            entry.wrong("'until' is not after 'from'.", "until")
        yield Span(name, who, start, end, zone, entry.line())


def _yearly(entry: Mapping, top: Mapping, default: ZoneInfo, year: int) -> Iterator[Yearly]:
    entry.only(_YEARLY)
    name, who, zone = entry.text("name"), entry.text("who"), moments.zone(entry, default=default)
    before, after = _days(entry, "before", LEAD), _days(entry, "after", timedelta())
    if before < LEAD:
        entry.wrong(f"'before': a freeze begins at least {LEAD.days}d before its holiday.", "before")
    if after > LONGEST_AFTER:
        entry.wrong(f"'after': a freeze ends at most {LONGEST_AFTER.days}d after its holiday.", "after")
    holiday, where = entry.text("holiday"), _calendar(entry, top)
    if holiday and where:
        known = where.names(range(year, year + 2))
        if holiday not in known:
            listed = ", ".join(sorted(known))
            entry.wrong(
                f"no holiday named '{holiday}' in {where.country}.{did_you_mean(holiday, known)} Known: {listed}.",
                "holiday",
            )
        yield Yearly(name, who, zone, entry.line(), holiday, where, before, after)


def _calendar(entry: Mapping, top: Mapping) -> Calendar | None:
    """The calendar of the window, else of the file: region and country belong together."""
    part = entry if "country" in entry or "country" not in top else top
    country = part.text("country")
    region = part.text("region", required=False)
    if not country:
        return None
    try:
        return calendar(country, region)
    except ValueError as error:
        part.wrong(f"{error}.", "region" if region and "region" in str(error) else "country")
        return None


def _days(entry: Mapping, key: str, default: timedelta) -> timedelta:
    found = moments.duration(entry, key, default)
    if found % moments.DAY:
        entry.wrong(f"'{key}' should be whole days, as in '14d': a freeze begins and ends at midnight.", key)
    return found


def _emergency(entry: Mapping, zone: ZoneInfo, windows: Collection[str]) -> Iterator[Emergency]:
    entry.only(_EMERGENCY)
    owner, approver = two_people.read(entry)
    reason = entry.text("reason")
    named = entry.texts("windows") if "windows" in entry else ()
    if "windows" not in entry:
        entry.wrong("'windows' is missing: which of them are opened, as in 'windows: [Christmas sales]'.")
    for name in named:
        if name not in windows:
            entry.wrong(unknown("window", name, windows), "windows")
    start, expiry = moments.beginning(entry, "from", zone), moments.ending(entry, "expiry", zone)
    if start and expiry:
        if not start < expiry <= start + LONGEST_EMERGENCY:
            entry.wrong(f"'expiry' is after 'from', by at most {LONGEST_EMERGENCY.days} days.", "expiry")
        yield Emergency(named, owner, approver, reason, start, expiry, entry.line())
