"""Times written in a zone become instants, in the nights when clocks change too."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pytest_checkout.readiness import moments
from tests.unit.readiness.files import utc

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("clock", "instant"),
    [
        ("2026-03-29 01:59", "2026-03-29 00:59"),
        ("2026-03-29 02:00", "2026-03-29 01:00"),  # skipped: the clocks jump from 02:00 to 03:00
        ("2026-03-29 02:59", "2026-03-29 01:00"),
        ("2026-03-29 03:00", "2026-03-29 01:00"),
        ("2026-10-25 02:30", "2026-10-25 00:30"),  # comes twice
        ("2026-10-25 03:00", "2026-10-25 02:00"),
    ],
)
def test_something_starts_when_the_clock_first_shows_its_time(clock: str, instant: str) -> None:
    assert moments.starts(datetime.fromisoformat(clock), BERLIN) == utc(instant)


@pytest.mark.parametrize(
    ("clock", "instant"),
    [("2026-10-25 02:30", "2026-10-25 01:30"), ("2026-03-29 02:30", "2026-03-29 01:00")],
)
def test_something_ends_when_the_clock_last_shows_its_time(clock: str, instant: str) -> None:
    assert moments.ends(datetime.fromisoformat(clock), BERLIN) == utc(instant)


def test_a_day_begins_late_where_its_midnight_is_skipped() -> None:
    assert moments.midnight(date(2026, 4, 24), ZoneInfo("Africa/Cairo")) == utc("2026-04-23 22:00")


def test_a_jump_of_half_an_hour_is_a_jump() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    assert moments.starts(datetime(2026, 10, 4, 2, 10), lord_howe) == utc("2026-10-03 15:30")


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-11-20 18:00:00 has no time zone"):
        moments.aware(datetime(2026, 11, 20, 18))
