"""The carrier of the demo store: rates with the day of arrival by its own calendar, and labels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import holidays
import pytest
import requests

from pytest_checkout.demo.services.carrier import arrival
from pytest_checkout.demo.services.working_days import bank_holidays
from tests.demo.running import running_service


@pytest.fixture(scope="module")
def carrier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_service("logistics", tmp_path_factory.mktemp("carrier") / "log") as where:
        yield where["carrier"]


@pytest.mark.parametrize("year", range(2024, 2050))
def test_bank_holidays_are_those_of_the_calendar(year: int) -> None:
    """Compared on weekdays; the holidays library is not used by the demo store itself."""
    known = holidays.country_holidays("GB", "ENG", years=year)
    assert bank_holidays(year) == {day for day in known if day.weekday() < 5}


@pytest.mark.parametrize(
    ("ready", "standard", "express"),
    [
        ("2026-11-26T13:59:00+00:00", date(2026, 12, 3), date(2026, 11, 27)),
        ("2026-11-26T14:00:00+00:00", date(2026, 12, 4), date(2026, 11, 30)),
        ("2026-06-11T13:30:00+00:00", date(2026, 6, 19), date(2026, 6, 15)),
        ("2026-12-24T09:00:00+00:00", date(2027, 1, 5), date(2026, 12, 29)),
        ("2026-11-28T20:00:00+00:00", date(2026, 12, 7), date(2026, 12, 1)),
    ],
)
def test_the_day_of_arrival(ready: str, standard: date, express: date) -> None:
    moment = datetime.fromisoformat(ready)
    assert (arrival("standard", moment), arrival("express", moment)) == (standard, express)


def test_it_never_arrives_on_a_day_without_work() -> None:
    first = datetime.fromisoformat("2026-01-01T12:00:00+00:00")
    for hours in range(0, 24 * 366, 7):
        arrives = arrival("express", first + timedelta(hours=hours))
        assert arrives.weekday() < 5
        assert arrives not in bank_holidays(arrives.year)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"country": "GB"}, "'ready_at' must be given, of type str, not None."),
        ({"country": "GB", "ready_at": "soon"}, "'soon' is no time."),
        ({"country": "GB", "ready_at": "2026-11-26T10:00:00"}, "'2026-11-26T10:00:00' names no time zone."),
    ],
)
def test_what_cannot_be_rated_is_refused(carrier: str, body: Any, sentence: str) -> None:
    answer = requests.post(f"{carrier}/rates", json=body, timeout=10)
    assert (answer.status_code, answer.json()["error"]) == (400, sentence)


def test_rates_name_their_currency(carrier: str) -> None:
    body = {"country": "DE", "postcode": "10969", "ready_at": "2026-11-26T10:00:00+00:00"}
    told = requests.post(f"{carrier}/rates", json=body, timeout=10).json()
    assert told["currency"] == "GBP"
    assert [(each["service"], each["amount"]) for each in told["rates"]] == [("standard", "4.90"), ("express", "9.90")]


def test_a_label_of_a_service_that_is_not_there_is_refused(carrier: str) -> None:
    parcel = {"reference": "1", "service": "pigeon", "name": "Ada", "country": "GB"}
    answer = requests.post(f"{carrier}/labels", json=parcel, timeout=10)
    assert (answer.status_code, answer.json()["error"]) == (
        422,
        "There is no service 'pigeon'; there are standard, express.",
    )
