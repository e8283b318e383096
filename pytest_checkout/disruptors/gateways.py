"""Gateways: a good card pays once, a bad one costs nothing and leaves the shopper free to try again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect, expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Stage
from pytest_checkout.errors import Unproved
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Payment, StoreProfile, name_in
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper
from pytest_checkout.storefront.words import lexicon, normal, speaks

_WATCH = Path(__file__).with_name("busy.js").read_text(encoding="utf-8")

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


def is_named_once(payment: Payment, offers: Sequence[str], locale: str) -> None:
    """One of the offers, and one alone, has the name of this way to pay in the locale. Raises CheckFailed."""
    is_offered(payment, offers, locale)
    name = name_in(payment.name, locale)
    named = [offer for offer in offers if name.casefold() in offer.casefold()]
    expect(f"How often payment by '{name}' is offered", len(named), equals=1, reason_code="wrong-text")


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


def cause_is_told(told: Sequence[str], cause: str, locale: str) -> None:
    """Among what the shop says is a word about why the card was declined: a meaning of the word lists' "causes".

    In a language without a word list any message counts. Raises CheckFailed.
    """
    language = locale.split("-")[0]
    expect_that(
        any(speaks("causes", cause, text, language) or not lexicon(language).patterns for text in told),
        "What the shopper is told after the refusal",
        expected=f"a word about the cause: {cause}",
        actual="; ".join(f"'{text}'" for text in told) or "nothing",
        advice="Who knows the cause tries again with what helps; who does not tries the same card, or leaves.",
        reason_code="wrong-text",
    )


def waiting_is_shown(seen: Sequence[str]) -> None:
    """The button that was pressed showed, while the answer was awaited, that something is on its way.

    `seen`: how it showed, for each press that was watched; empty for one that looked as before. Raises CheckFailed, and
    Unproved when no press could be watched: the page was gone within half a second.
    """
    if not seen:
        raise Unproved(
            "the page was gone before its button could be looked at: nobody waited",
            looked_for="a button that is busy",
            found="the next page",
        )
    expect_that(
        all(seen),
        "The button while the payment is awaited",
        expected="busy: disabled, marked so, with other words, or covered",
        actual="as if nobody had pressed it",
        advice="A shopper who sees nothing happen presses again, or leaves.",
        reason_code="capability-absent",
    )


# -- fixture --


@dataclass(frozen=True)
class Gateways:
    """The ways to pay, as this scenario's shopper meets them."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    busy: list[str] = field(default_factory=list)
    """How the button showed that the order is on its way, once it was watched."""

    def offers(self) -> list[str]:
        """What the payment step offers, by name."""
        walk(Stage.PAYMENT, self.shopper, self.store, self.purchase)
        return self.shopper.payment_offers()

    def place_and_watch(self) -> None:
        """Place the order, and look at its button while the answer is awaited."""
        walk(Stage.REVIEW, self.shopper, self.store, self.purchase)

        def showed(how: str) -> None:
            self.busy.append(how)

        self.shopper.page.expose_function("checkoutBusy", showed)
        self.shopper.page.evaluate(_WATCH)
        self.purchase.outcome = self.shopper.tries_to_place_order()


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


@then(Phrase("every way to pay should be named once, in my language"))
def every_way_to_pay_should_be_named_once(
    shopper: Shopper, checkout_store: StoreProfile, checkout_gateways: Gateways
) -> None:
    offers = checkout_gateways.offers()
    for payment in checkout_store.payments.values():
        is_named_once(payment, offers, shopper.locale)


@then(Phrase("I should not have been asked how to pay"))
def i_should_not_have_been_asked_how_to_pay(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    name = name_in(checkout_purchase.payment_in(checkout_store).name, shopper.locale)
    asked = [
        entry.text
        for entry in shopper.journal.entries
        if entry.kind == "act" and entry.stage == str(Stage.PAYMENT) and name.casefold() in entry.text.casefold()
    ]
    expect_that(not asked, "A single way to pay", expected="taken without a question", actual="; ".join(asked))


@then(Phrase("I should be told that my payment was refused"))
def i_should_be_told_that_my_payment_was_refused(shopper: Shopper, checkout_purchase: Purchase) -> None:
    assert checkout_purchase.outcome is not None, "the scenario did not try to place an order"
    refusal_is_told(checkout_purchase.outcome.told, shopper.locale)


@then(Phrase("I should be told that the cause is {cause:cause}"))
def i_should_be_told_the_cause(cause: str, shopper: Shopper, checkout_purchase: Purchase) -> None:
    """The cause of a decline, as the bank gave it."""
    assert checkout_purchase.outcome is not None, "the scenario did not try to place an order"
    cause_is_told(checkout_purchase.outcome.told, cause, shopper.locale)


@step(Phrase("I place my order and watch its button"))
def i_place_my_order_and_watch_its_button(checkout_gateways: Gateways) -> None:
    checkout_gateways.place_and_watch()


@then(Phrase("the button should have shown that my order is on its way"))
def the_button_should_have_been_busy(checkout_gateways: Gateways) -> None:
    waiting_is_shown(checkout_gateways.busy)
