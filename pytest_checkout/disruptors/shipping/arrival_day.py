"""The day of arrival that an offer names is the promised one: cut-off, working days, holidays and time zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_bdd import given, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.shipping.offers import Shipping, is_offered
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store import arrival
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.profile import Delivery, Promise, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import Offer, Shopper, dates

# -- checks --


def promises_the_day(offer: Offer, days: Sequence[date], locale: str) -> None:
    """The offer names one of these days, the later when the clock passed a border meanwhile. Raises CheckFailed."""
    named = dates.days_in(offer.name, locale, near=days[0])
    expect_that(
        bool(named),
        f"The day of arrival of '{offer.name}'",
        expected="named, as the store profile promises",
        actual="not named",
        reason_code="capability-absent",
    )
    expect_that(
        named[-1] in days,
        f"The day of arrival of '{offer.name}'",
        expected=f"{days[0]:%A %d %B %Y}",
        actual=f"{named[-1]:%A %d %B %Y}",
        advice="By the promise of the store profile: cut-off, working days, holidays and time zone.",
        reason_code="wrong-text",
    )


# -- fixture --


@dataclass
class StoreTime:
    """What the store's clock reads; `ahead` of the real time when a scenario has moved it."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def checkout_store_time() -> StoreTime:
    """The store's time as this scenario has set it."""
    return StoreTime()


# -- steps --


@given(Phrase("it is {which:moment} for {delivery:delivery}"))
def it_is_a_moment(
    which: str,
    delivery: Role | Literal,
    checkout_store: StoreProfile,
    checkout_clock: Settable[timedelta],
    checkout_store_time: StoreTime,
) -> None:
    """The store's clock is moved there."""
    moment = arrival.moment(_promise(delivery, checkout_store), which, datetime.now(UTC))
    if moment is None:
        raise CannotProvide(f"needs {which} for {delivery}, and its promise in {checkout_store.path.name} knows none")
    checkout_store_time.ahead = moment - datetime.now(UTC)
    checkout_clock.set(checkout_store_time.ahead)


@then(Phrase("{delivery:delivery} should name the day of arrival that it promises"))
def delivery_should_name_the_day(
    delivery: Role | Literal,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_shipping: Shipping,
    checkout_store_time: StoreTime,
) -> None:
    promise = _promise(delivery, checkout_store)
    asked = checkout_store_time.now()
    offer = is_offered(checkout_store.entry(delivery), checkout_shipping.offers(), shopper.locale)
    days = [arrival.promised(promise, moment) for moment in (asked, checkout_store_time.now())]
    promises_the_day(offer, days, shopper.locale)


def _promise(delivery: Role | Literal, store: StoreProfile) -> Promise:
    entry: Delivery = store.entry(delivery)
    if entry.promise is None:
        raise CannotProvide(
            f"needs the day that {delivery} promises: add 'promise:' to it in {store.path.name}, with "
            "'working days', 'cut-off', 'zone' and 'holidays'"
        )
    return entry.promise
