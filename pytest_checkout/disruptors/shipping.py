"""Shipping: the ways of delivery that are promised are offered, at the promised price, where they are promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from pytest_bdd import then

from pytest_checkout.checks import expect, expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Stage
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Delivery, StoreProfile, name_in
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import Offer, Shopper

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
