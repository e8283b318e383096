"""The promised day of arrival: cut-off, weekend, holiday and time zone, as anybody can find them in a calendar."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from pytest_checkout.store.arrival import promised
from pytest_checkout.store.profile import Promise


def promise(**more: object) -> Promise:
    return Promise(**{"working_days": 1, "cut_off": time(14), "zone": "Europe/London", "holidays_of": "GB-ENG"} | more)


@pytest.mark.parametrize(
    ("ordered", "arrives", "why"),
    [
        ("2026-11-26T13:59:59+00:00", date(2026, 11, 27), "Thursday before the cut-off: Friday"),
        ("2026-11-26T14:00:00+00:00", date(2026, 11, 30), "Thursday at the cut-off: leaves on Friday"),
        ("2026-11-27T10:00:00+00:00", date(2026, 11, 30), "Friday: Monday"),
        ("2026-11-28T10:00:00+00:00", date(2026, 12, 1), "Saturday: leaves on Monday"),
        ("2026-12-24T10:00:00+00:00", date(2026, 12, 29), "Christmas Eve: Boxing Day, a Saturday, is off on the 28th"),
        ("2026-12-31T15:00:00+00:00", date(2027, 1, 5), "New Year's Eve, late: leaves on the 4th"),
        ("2027-03-25T10:00:00+00:00", date(2027, 3, 30), "Maundy Thursday: Good Friday and Easter Monday are off"),
        ("2026-06-11T13:30:00+00:00", date(2026, 6, 15), "Half past two in London's summer: after the cut-off"),
        ("2026-06-11T22:30:00+09:00", date(2026, 6, 15), "The same moment in Tokyo"),
        ("2026-11-26T23:30:00-08:00", date(2026, 11, 30), "Still Thursday in Los Angeles, and Friday in London"),
    ],
)
def test_the_next_working_day(ordered: str, arrives: date, why: str) -> None:
    assert promised(promise(), datetime.fromisoformat(ordered)) == arrives, why


def test_five_working_days_count_from_the_day_on_which_it_leaves() -> None:
    assert promised(promise(working_days=5), datetime.fromisoformat("2026-11-26T15:00:00+00:00")) == date(2026, 12, 4)


def test_a_region_has_holidays_of_its_own() -> None:
    st_andrew = datetime.fromisoformat("2026-11-27T10:00:00+00:00")
    assert promised(promise(holidays_of="GB-SCT"), st_andrew) == date(2026, 12, 1)
    assert promised(promise(holidays_of=""), datetime.fromisoformat("2026-12-24T10:00:00+00:00")) == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"zone": "Europe/Londn"}, "no time zone is named 'Europe/Londn'. Did you mean 'Europe/London'?"),
        ({"holidays_of": "UK"}, "no holidays are known for 'UK'.*as in 'DE' or 'GB-ENG'"),
        ({"holidays_of": "GB-EN"}, "no holidays are known for 'GB-EN'. Did you mean 'GB-ENG'?"),
        ({"cut_off": "2 pm"}, "valid time"),
        ({"working_days": 0}, "greater than 0"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(given: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        promise(**given)
