"""Gateways: a good card pays once, a bad one costs nothing and leaves the shopper free to try again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from pytest_bdd import then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Stage
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Payment, StoreProfile, name_in
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper
from pytest_checkout.storefront.words import lexicon, normal

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("gateways", "Payment gateways", "ways to pay, declines, charges")]


# -- checks --


def is_offered(payment: Payment, offers: Sequence[str], locale: str) -> None:
    """The way to pay is among those that the page offers. Raises CheckFailed."""
    name = name_in(payment.name, locale)
    expect_that(
        any(name.casefold() in offer.casefold() for offer in offers),
        f"Payment by '{name}'",
        expected="offered",
        actual="not among " + (", ".join(f"'{offer}'" for offer in offers) or "no offers at all"),
        reason_code="capability-absent",
    )


def refusal_is_told(told: Sequence[str], locale: str) -> None:
    """Among what the shop says is a word about the card or the payment. Raises CheckFailed.

    In a language without a word list any message counts: it can be seen, and not be judged.
    """
    words = lexicon(locale.split("-")[0])
    speaks = [
        text
        for text in told
        if not words.patterns or any(words.says("signs", sign, normal(text)) for sign in ("card", "payment"))
    ]
    expect_that(
        bool(speaks),
        "What the shopper is told after the refusal",
        expected="a word about the card or the payment",
        actual="; ".join(f"'{text}'" for text in told) or "nothing",
        advice="A shopper who is not told why leaves.",
        reason_code="wrong-text",
    )


# -- fixture --


@dataclass(frozen=True)
class Gateways:
    """The ways to pay, as this scenario's shopper meets them."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase

    def offers(self) -> list[str]:
        """What the payment step offers, by name."""
        walk(Stage.PAYMENT, self.shopper, self.store, self.purchase)
        return self.shopper.payment_offers()


@pytest.fixture
def checkout_gateways(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> Gateways:
    """The payment step in the hands of this scenario's shopper."""
    return Gateways(shopper, checkout_store, checkout_purchase)


# -- steps --


@then(Phrase("payment by {payment:payment} should be offered"))
def payment_should_be_offered(
    payment: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_gateways: Gateways
) -> None:
    is_offered(checkout_store.entry(payment), checkout_gateways.offers(), shopper.locale)


@then(Phrase("every way to pay that the store names should be offered"))
def every_way_to_pay_should_be_offered(
    shopper: Shopper, checkout_store: StoreProfile, checkout_gateways: Gateways
) -> None:
    offers = checkout_gateways.offers()
    for payment in checkout_store.payments.values():
        is_offered(payment, offers, shopper.locale)


@then(Phrase("I should be told that my payment was refused"))
def i_should_be_told_that_my_payment_was_refused(shopper: Shopper, checkout_purchase: Purchase) -> None:
    assert checkout_purchase.outcome is not None, "the scenario did not try to place an order"
    refusal_is_told(checkout_purchase.outcome.told, shopper.locale)
