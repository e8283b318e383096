"""When a parcel should arrive, by what the store promises: cut-off, working days, holidays and time zone. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

from pytest_checkout.store.profile import Promise

_WEEKEND = (5, 6)


def promised(promise: Promise, ordered: datetime) -> date:
    """The day on which a parcel arrives at the latest that is ordered at this moment, whatever its time zone.

    What is ordered after the cut-off, or on a day on which nobody works, leaves on the next working day; the working
    days until it arrives are counted from there.
    """
    there = ordered.astimezone(ZoneInfo(promise.zone))
    off = {*holidays_in(promise.holidays_of, there.year), *holidays_in(promise.holidays_of, there.year + 1)}
    day = there.date()
    if not _works(day, off) or there.time() >= promise.cut_off:
        day = _next(day, off)
    for _ in range(promise.working_days):
        day = _next(day, off)
    return day


MOMENTS = ("before the cut-off", "after the cut-off", "the weekend", "the eve of a holiday")
"""Moments at which a promise is reckoned in different ways, in the words of a scenario."""


def moment(promise: Promise, which: str, now: datetime) -> datetime | None:
    """The next such moment after today; None where there is none within two years, as without holidays."""
    there = now.astimezone(ZoneInfo(promise.zone))
    off = {
        day
        for year in range(there.year, there.year + 4)
        for day in holidays_in(promise.holidays_of, year)
        if day.weekday() not in _WEEKEND
    }
    cut_off = datetime.combine(there.date(), promise.cut_off, there.tzinfo)
    an_hour = timedelta(hours=1)
    times = {"after the cut-off": cut_off + an_hour}
    at = times.get(which, cut_off - an_hour).timetz()
    for ahead in range(1, 2 * 366):
        day = there.date() + timedelta(days=ahead)
        tomorrow = day + timedelta(days=1)
        works, works_tomorrow = _works(day, off), _works(tomorrow, off)
        fits = {
            "the weekend": day.weekday() in _WEEKEND,
            "the eve of a holiday": works and tomorrow in off,
        }
        if fits.get(which, works and works_tomorrow):
            return datetime.combine(day, at)
    return None


def _next(day: date, off: Container[date]) -> date:
    day += timedelta(days=1)
    while not _works(day, off):
        day += timedelta(days=1)
    return day


def _works(day: date, off: Container[date]) -> bool:
    return day.weekday() not in _WEEKEND and day not in off


def holidays_in(place: str, year: int) -> Iterable[date]:
    """The holidays of a year, those instead of one on a weekend included; none of no place."""
    country, _, region = place.partition("-")
    return holidays.country_holidays(country, region or None, years=year) if place else ()
