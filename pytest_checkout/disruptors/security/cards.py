"""A card stays nowhere in the browser, and nobody may try card after card."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Request
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.domain import Card, Stage
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault, Unproved
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import PaymentLedger
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

_STORED = "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"

# -- checks --


def card_is_nowhere(card: Card, places: Sequence[tuple[str, str]]) -> None:
    """The card's number stands in none of the (place, text). Raises CheckFailed naming the places, not the number."""
    found = [place for place, text in places if card.number in "".join(text.split()).replace("-", "")]
    expect_that(
        not found,
        "The number of the card",
        expected="nowhere in the browser",
        actual="in " + " and ".join(dict.fromkeys(found)),
        reason_code="leaked-data",
    )


def tries_were_slowed(tried: int, asked: int) -> None:
    """Fewer payments reached the gateway than cards were tried. Raises CheckFailed."""
    expect_that(
        asked < tried,
        f"The number of payments that the gateway was asked for after {tried} tries in a row",
        expected="smaller",
        actual=asked,
        advice="Thieves test thousands of cards at shops that let them; each try costs a fee, and then the contract.",
        reason_code="capability-absent",
    )


# -- fixtures --


@dataclass
class CardTraces:
    """Where this scenario's shopper's card goes in the browser."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    addresses: list[str] = field(default_factory=list)
    """What the browser has asked for since it is watched."""

    def watch(self) -> None:
        """From now on, keep every address that the browser asks for."""

        def asked(request: Request) -> None:
            self.addresses.append(request.url)

        self.shopper.page.context.on("request", asked)

    def places(self) -> list[tuple[str, str]]:
        """Where a browser keeps things: addresses, storage and cookies, as they are now."""
        cookies = json.dumps([dict(cookie) for cookie in self.shopper.page.context.cookies()])
        stored = str(self.shopper.page.evaluate(_STORED))
        return [("an address", " ".join(self.addresses)), ("its storage", stored), ("a cookie", cookies)]


@dataclass
class CardTries:
    """A shopper who tries to pay again and again."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    tried: int = 0
    """How often, in a row."""

    def try_cards(self, times: int) -> None:
        """Try to pay so many times in a row; a shop that leaves no way to go on has slowed the tries down too."""
        self.tried = times
        for number in range(times):
            try:
                if number:
                    self.shopper.goes_back_to_pay(self.purchase.payment_in(self.store))
                walk(Stage.REVIEW, self.shopper, self.store, self.purchase)
                self.purchase.outcome = self.shopper.tries_to_place_order()
            except (ShopFault, CannotRead) as refusal:
                if not number or not self.shopper.told():
                    raise
                self.shopper.journal.note(self.shopper.stage, f"after {number} tries: {refusal}")
                return


@pytest.fixture
def checkout_card_traces(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> CardTraces:
    """Where the card goes in the browser."""
    return CardTraces(shopper, checkout_store, checkout_purchase)


@pytest.fixture
def checkout_card_tries(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> CardTries:
    """Tries to pay, in a row."""
    return CardTries(shopper, checkout_store, checkout_purchase)


# -- steps --


@step(Phrase("I watch where my card goes in the browser"))
def i_watch_where_my_card_goes(checkout_card_traces: CardTraces) -> None:
    checkout_card_traces.watch()


@then(Phrase("my card should be in no address, cookie or storage of the browser"))
def my_card_should_be_nowhere(checkout_card_traces: CardTraces) -> None:
    card = checkout_card_traces.purchase.card_in(checkout_card_traces.store)
    if card is None:
        raise CannotProvide("needs a way to pay by card")
    assert checkout_card_traces.addresses, "the scenario did not watch"
    card_is_nowhere(card, checkout_card_traces.places())


@step(Phrase("I try {card:card} {times:count} times in a row"))
def i_try_a_card_many_times(card: Role | Literal, times: int, checkout_card_tries: CardTries) -> None:
    checkout_card_tries.purchase.pays_with(checkout_card_tries.store, card)
    checkout_card_tries.try_cards(times)


@then(Phrase("the payment gateway should have been asked less often than I tried"))
def the_gateway_should_have_been_asked_less_often(
    checkout_card_tries: CardTries, checkout_ledger: PaymentLedger
) -> None:
    purchase = checkout_card_tries.purchase
    asked = checkout_ledger.charges(checkout_card_tries.shopper.email, purchase.started)
    if not asked:
        raise Unproved(
            "the gateway's ledger shows no try at all, so nothing was slowed down", looked_for="tries to pay"
        )
    tries_were_slowed(checkout_card_tries.tried, len(asked))
