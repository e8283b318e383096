"""The carrier's calendar: the days on which it works, which are those of England without weekends and bank holidays.

Source of the bank holidays and of what happens when one falls on a weekend: https://www.gov.uk/bank-holidays.
"""

from datetime import date, timedelta

SATURDAY, SUNDAY = 5, 6


def works_on(day: date) -> bool:
    """Whether parcels move on that day."""
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in bank_holidays(day.year)


def nth_after(day: date, n: int) -> date:
    """The n-th working day after `day`; for 0 the day itself if it is one, else the next that is."""
    left = n
    while left or not works_on(day):
        day += timedelta(days=1)
        left -= bool(left) and works_on(day)
    return day


def bank_holidays(year: int) -> set[date]:
    """Of England, those that are off because another falls on a weekend included; one-off holidays are not."""
    easter = easter_sunday(year)
    return {
        *_moved(date(year, 1, 1)),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _monday(date(year, 5, 1)),
        _monday(date(year, 5, 25)),
        _monday(date(year, 8, 25)),
        *_moved(date(year, 12, 25), date(year, 12, 26)),
    }


def _moved(*holidays: date) -> set[date]:
    """The weekdays that are off: each holiday, or for one on a weekend the next weekday that is not off anyway."""
    weekend = [day for day in holidays if day.weekday() in (SATURDAY, SUNDAY)]
    off = set(holidays) - set(weekend)
    for holiday in weekend:
        instead = holiday
        while instead.weekday() in (SATURDAY, SUNDAY) or instead in off:
            instead += timedelta(days=1)
        off.add(instead)
    return off


def _monday(day: date) -> date:
    """The first Monday from a day on."""
    return day + timedelta(days=-day.weekday() % 7)


def easter_sunday(year: int) -> date:
    """By the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    g = (8 * b + 13) // 25
    h = (19 * a + b - b // 4 - g + 15) % 30
    m = (a + 11 * h) // 319
    r = (2 * (b % 4) + 2 * (c // 4) - c % 4 - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)
