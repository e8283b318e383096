"""Shipping: the ways of delivery that are promised are offered, at the promised price, where they are promised."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_bdd import given, step, then

from pytest_checkout import bill
from pytest_checkout.checks import expect, expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Address, Money, Stage
from pytest_checkout.errors import CannotProvide, CannotRead, CouldNotLook, PageHangs, ShopFault, Unproved
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store import arrival
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import BackOffice, Carrier
from pytest_checkout.store.profile import Delivery, Promise, StoreProfile, name_in
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import Offer, Shopper, dates
from pytest_checkout.storefront.words import speaks

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("shipping", "Shipping", "ways of delivery, their fees, where they go")]


# -- checks --


def is_offered(delivery: Delivery, offers: Sequence[Offer], locale: str) -> Offer:
    """The offer of this way of delivery. Raises CheckFailed when the page does not offer it."""
    name = name_in(delivery.name, locale)
    fitting = [offer for offer in offers if name.casefold() in offer.name.casefold()]
    expect_that(
        bool(fitting),
        f"Delivery by '{name}'",
        expected="offered",
        actual="not among " + (", ".join(f"'{offer.name}'" for offer in offers) or "no offers at all"),
        reason_code="capability-absent",
    )
    return fitting[0]


def was_not_asked(stage: Stage, seen: Sequence[Stage]) -> None:
    """The shopper met no page of this stage. Raises CheckFailed."""
    expect_that(
        stage not in seen,
        f"The {stage} step",
        expected="left out, because nothing is delivered",
        actual="asked of the shopper",
    )


def told_honestly(told: Sequence[str], language: str) -> None:
    """The page tells that there are no prices now, and does not say that nothing is delivered there.

    Raises CheckFailed. What is told is read in the page's language: to blame the address for the carrier's silence
    sends away a shopper whom the store does serve.
    """
    expect_that(
        bool(told),
        "The delivery step without delivery prices",
        expected="telling why there are none",
        actual="without a word",
        reason_code="wrong-text",
    )
    blamed = [text for text in told if speaks("signs", "no delivery", text, language)]
    expect_that(
        not blamed,
        "What is told when the carrier gives no prices",
        expected="that prices cannot be had just now",
        actual="that nothing is delivered there: " + "; ".join(f"'{text}'" for text in blamed),
        advice="A carrier that is down looks like an address that is not served.",
        reason_code="wrong-text",
    )


def came_in_time(waited: float, bound: float, came: bool) -> None:
    """The delivery step was there before the shopper gave up. Raises CheckFailed."""
    expect_that(
        came and waited <= bound,
        "The delivery step",
        expected=f"there within {bound:g} seconds, with prices or a word",
        actual=f"there after {waited:.0f} seconds" if came else f"not there after {waited:.0f} seconds",
        advice="Is the wait for the carrier bounded, and shorter than a shopper's?",
    )


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


def labelled_once(labels: Sequence[str], number: str) -> None:
    """The carrier has made one label for the order. Raises CheckFailed."""
    expect(
        f"The number of labels for order {number}",
        len(labels),
        equals=1,
        advice=f"Made: {', '.join(labels) or 'none'}.",
        reason_code="wrong-outcome" if labels else "lost-order",
    )


# -- fixture --


@dataclass(frozen=True)
class Shipping:
    """The delivery step, as this scenario's shopper meets it."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase

    def offers(self) -> list[Offer]:
        """What the delivery step offers."""
        walk(Stage.DELIVERY, self.shopper, self.store, self.purchase)
        return self.shopper.delivery_offers()

    def asks(self) -> None:
        """Go to the delivery step, whatever it offers: what counts is what is told there, and what it offers later."""
        try:
            walk(Stage.DELIVERY, self.shopper, self.store, self.purchase)
        except (ShopFault, CannotRead) as obstacle:
            self.shopper.journal.note(Stage.DELIVERY, f"came no further: {obstacle}")

    def comes_within(self, seconds: float) -> None:
        """Go to the delivery step on a shopper's time. Raises CheckFailed when it takes longer, or does not come."""
        began, came = time.monotonic(), False
        while not came and time.monotonic() - began < seconds:
            try:
                walk(Stage.DELIVERY, self.shopper, self.store, self.purchase)
                came = True
            except PageHangs:  # while the store waits, the page before answers nobody: look again until time is up
                continue
            except CouldNotLook:
                if time.monotonic() - began < seconds:
                    raise
        came_in_time(time.monotonic() - began, seconds, came)

    def moves_to(self, address: Address) -> None:
        """Remember the bill, give another address by starting the checkout again, and come to the review again."""
        self.purchase.before, self.purchase.address = self.shopper.reads_totals(), address
        self.shopper.leaves_and_comes_back()  # a review lists what a cart does, and its button orders
        self.shopper.starts_checkout()
        walk(Stage.ADDRESS, self.shopper, self.store, self.purchase)
        self.shopper.gives_address(address)
        walk(Stage.REVIEW, self.shopper, self.store, self.purchase)

    def charge_of_a_neighbour(self, neighbour: Shopper) -> Money:
        """What the delivery of the same goods costs somebody who gave this address from the start."""
        assert self.purchase.product is not None, "the scenario put nothing in the cart"
        theirs = replace(self.purchase, outcome=None)
        neighbour.visits(self.purchase.product)
        neighbour.adds_to_cart(self.purchase.product, self.purchase.quantity)
        walk(Stage.REVIEW, neighbour, self.store, theirs)
        return bill.required(neighbour.reads_totals(), "delivery")

    def asks_again(self) -> None:
        """Press once what goes on from here, or load the page again where nothing does."""
        try:
            self.shopper.goes_on()
        except (ShopFault, CannotRead):
            self.shopper.reloads()


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


@dataclass(frozen=True)
class Parcels:
    """The parcel of this scenario's order, as the carrier knows it."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    backoffice: BackOffice
    carrier: Carrier

    def number(self) -> str:
        return recorded_order(self.purchase, self.backoffice, self.shopper).number

    def labels(self, number: str) -> Sequence[str]:
        """The labels of an order, once there is one."""
        return eventually(lambda: self.carrier.labels(number), bool, float(self.store.patience))


@pytest.fixture
def checkout_parcels(
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_carrier: Carrier,
) -> Parcels:
    """The parcel of this scenario's order in the hands of the carrier."""
    return Parcels(shopper, checkout_store, checkout_purchase, checkout_backoffice, checkout_carrier)


@pytest.fixture
def checkout_shipping(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> Shipping:
    """The delivery step in the hands of this scenario's shopper."""
    return Shipping(shopper, checkout_store, checkout_purchase)


# -- steps --


@then(Phrase("{delivery:delivery} should be offered"))
def delivery_should_be_offered(
    delivery: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_shipping: Shipping
) -> None:
    is_offered(checkout_store.entry(delivery), checkout_shipping.offers(), shopper.locale)


@then(Phrase("{delivery:delivery} should be offered at its promised fee"))
def delivery_should_be_offered_at_its_fee(
    delivery: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_shipping: Shipping
) -> None:
    entry: Delivery = checkout_store.entry(delivery)
    offer = is_offered(entry, checkout_shipping.offers(), shopper.locale)
    if offer.price is not None and entry.fee is not None:
        expect(f"The fee of {delivery}", offer.price, equals=entry.fee, reason_code="wrong-amount")


@then(Phrase("I should not be asked about delivery"))
def i_should_not_be_asked_about_delivery(shopper: Shopper) -> None:
    was_not_asked(Stage.DELIVERY, [page.stage for page in shopper.journal.pages])


@step(Phrase("I change my address to {address:address}"))
def i_change_my_address(address: Role | Literal, checkout_store: StoreProfile, checkout_shipping: Shipping) -> None:
    checkout_shipping.moves_to(checkout_store.address(checkout_store.entry(address)))


@then(Phrase("my delivery charge should be that of a shopper who lives there"))
def my_delivery_charge_should_be_a_neighbours(
    shopper: Shopper,
    checkout_purchase: Purchase,
    checkout_shipping: Shipping,
    new_shopper: Callable[[], Shopper],
) -> None:
    """Raises Unproved where both addresses cost the same: then nobody can tell whether the price was asked again."""
    assert checkout_purchase.before is not None, "the scenario did not change the address"
    before, mine = (
        bill.required(checkout_purchase.before, "delivery"),
        bill.required(shopper.reads_totals(), "delivery"),
    )
    theirs = checkout_shipping.charge_of_a_neighbour(new_shopper())
    if theirs == before:
        raise Unproved(
            f"delivery costs {before} at both addresses: another price would show whether it is asked again; give the "
            "role an address in the profile to which it costs another amount",
            looked_for="addresses with different delivery charges",
            found=f"{before} at both",
        )
    expect(
        "The delivery charge after the address was changed",
        mine,
        equals=theirs,
        advice=f"Before the change it was {before}. Is the price asked for again when the address changes?",
        reason_code=bill.WRONG,
    )


# -- steps: the carrier --


@step(Phrase("I reach the delivery step within {bound:duration}"))
def i_reach_the_delivery_step_within(bound: float, checkout_shipping: Shipping) -> None:
    checkout_shipping.comes_within(bound)


@step(Phrase("I ask for delivery prices"))
def i_ask_for_delivery_prices(checkout_shipping: Shipping) -> None:
    checkout_shipping.asks()


@step(Phrase("I ask for delivery prices again"))
def i_ask_for_delivery_prices_again(checkout_shipping: Shipping) -> None:
    checkout_shipping.asks_again()


@then(Phrase("I should be told that there are no delivery prices now"))
def i_should_be_told_that_there_are_no_prices(shopper: Shopper) -> None:
    told_honestly(shopper.told(), shopper.locale)


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


@step(Phrase("the carrier can make no labels"))
def the_carrier_can_make_no_labels(checkout_carrier: Carrier, checkout_undo: ExitStack) -> None:
    checkout_undo.callback(checkout_carrier.make_labels, True)
    checkout_carrier.make_labels(False)


@step(Phrase("the carrier can make labels again"))
def the_carrier_can_make_labels_again(checkout_carrier: Carrier) -> None:
    checkout_carrier.make_labels(True)


@then(Phrase("the carrier should have made one label for my order"))
def the_carrier_should_have_made_one_label(checkout_parcels: Parcels) -> None:
    number = checkout_parcels.number()
    labelled_once(checkout_parcels.labels(number), number)


@then(Phrase("the carrier should have made no label for my order yet"))
def the_carrier_should_have_made_no_label(checkout_parcels: Parcels) -> None:
    number = checkout_parcels.number()
    expect(f"The number of labels for order {number}", len(checkout_parcels.carrier.labels(number)), equals=0)
