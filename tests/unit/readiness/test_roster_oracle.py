"""The uncovered minutes of 10,000 random rosters, compared with somebody who looks at the clock every minute."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_checkout.readiness.roster import Once, Roster, Shift, Weekly
from tests.unit.readiness.files import utc

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NIGHTS = [  # around clock changes in spring and autumn, at midnight, by half an hour, and in a zone without any
    (ZoneInfo("Europe/Berlin"), utc("2026-03-28 23:30")),
    (ZoneInfo("Europe/Berlin"), utc("2026-10-24 23:30")),
    (ZoneInfo("America/New_York"), utc("2026-11-01 04:00")),
    (ZoneInfo("Africa/Cairo"), utc("2026-04-23 20:30")),
    (ZoneInfo("Australia/Lord_Howe"), utc("2026-10-03 14:00")),
    (ZoneInfo("Asia/Tokyo"), utc("2026-11-16 13:00")),
]
LENGTH = timedelta(hours=4)


@cache
def clock(zone: ZoneInfo, start: datetime) -> list[tuple[datetime, datetime]]:
    """Every minute of the period, with the latest time that the clock on the wall has shown up to then.

    Shifts begin and end when the clock first shows their time, so a clock that goes back changes nothing.
    """
    lead = [start - 3 * DAY + MINUTE * n for n in range(int((3 * DAY + LENGTH) / MINUTE))]
    walls = itertools.accumulate((minute.astimezone(zone).replace(tzinfo=None) for minute in lead), max)
    return [(minute, wall) for minute, wall in zip(lead, walls, strict=True) if minute >= start]


def on_duty(shift: Shift, minute: datetime, wall: datetime) -> bool:
    if isinstance(shift, Once):
        return shift.start <= minute < shift.end
    today = wall.date()
    for day in (today, today - DAY):
        begins = datetime.combine(day, shift.start)
        if day.weekday() in shift.days and begins <= wall < begins + shift.length:
            return True
    return False


def looked_at(shifts: list[Shift], zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The uncovered minutes, by looking at each."""
    for minute, wall in clock(zone, start):
        if minute < end and not any(on_duty(shift, minute, wall) for shift in shifts):
            yield minute


def random_roster(random: Random) -> tuple[list[Shift], ZoneInfo, datetime, datetime]:
    """Up to four shifts of one service, and a period of up to four hours around a night of `NIGHTS`."""
    zone, start = random.choice(NIGHTS)
    minutes = int(LENGTH / MINUTE)

    def weekly() -> Weekly:
        days = frozenset(random.sample(range(7), random.randint(1, 7)))
        begins = (datetime.min + MINUTE * random.randint(0, 24 * 60 - 1)).time()
        length = MINUTE * random.randint(1, random.choice((300, 24 * 60)))
        return Weekly(days, begins, length, "a", "b", 1)

    def once() -> Once:
        begins = start + MINUTE * random.randint(-60, minutes)
        return Once(begins, begins + MINUTE * random.randint(1, 120), "a", "b", 1)

    shifts = [random.choice((weekly, once))() for _ in range(random.randint(0, 4))]
    return shifts, zone, start, start + MINUTE * random.randint(0, minutes)


def check(shifts: list[Shift], zone: ZoneInfo, start: datetime, end: datetime) -> int:
    """The gaps are exactly the minutes in which nobody is on duty; returns how many minutes that are."""
    roster = Roster(Path("roster.yaml"), zone, {}, {"payments": tuple(shifts)}, {"payments": 1})
    gaps = roster.uncovered("payments", start, end)
    found = [gap.start + MINUTE * n for gap in gaps for n in range(gap.minutes)]
    assert found == list(looked_at(shifts, zone, start, end)), (shifts, zone, start, end)
    assert all(earlier.end < later.start for earlier, later in itertools.pairwise(gaps)), "gaps are joined"
    return len(found)


@pytest.mark.parametrize("seed", range(10))
def test_the_gaps_of_a_thousand_random_rosters(seed: int) -> None:
    random = Random(seed)
    uncovered = [check(*random_roster(random)) for _ in range(1000)]
    assert 100 < uncovered.count(0) < 900, "rosters with and without gaps were compared"


@settings(max_examples=300, deadline=None, database=None)
@given(st.randoms(use_true_random=False))
def test_the_smallest_roster_with_wrong_gaps(random: Random) -> None:
    """The same, by somebody who looks for edges and shrinks what he finds."""
    check(*random_roster(random))


def test_the_oracle_sees_a_gap() -> None:
    """The comparison proves nothing unless the one who looks at the clock can see that nobody is there."""
    zone, start = NIGHTS[-1]
    whole = Weekly(frozenset(range(7)), time(), DAY, "a", "b", 1)
    assert list(looked_at([whole], zone, start, start + LENGTH)) == []
    assert len(list(looked_at([], zone, start, start + LENGTH))) == int(LENGTH / MINUTE)
