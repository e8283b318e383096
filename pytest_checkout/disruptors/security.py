"""Security: the shop believes no amount, no address and no stranger, and keeps no card in the browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from playwright.sync_api import Request
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Card, Stage
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault, Unproved
from pytest_checkout.pagefaults import LedAway, PageFaults
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import PaymentLedger
from pytest_checkout.store.profile import Product, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

_NUMBER = re.compile(r"(?<![0-9A-Za-z_])\d{1,12}(?![0-9A-Za-z_])")
_KEPT = "() => Object.entries(localStorage)"
_KEEP = "(entries) => entries.forEach(([name, value]) => localStorage.setItem(name, value))"
_MARK = "checkoutScriptRan"
_SCRIPT = f"<script>window.{_MARK}=1</script>"
_STORED = "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("security", "Security", "tampered requests, strangers' orders, cards in the browser, scripts")]


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


def order_is_hidden(number: str, email: str, page: str) -> None:
    """A stranger's page tells nothing of the order. Raises CheckFailed."""
    shown = [word for word in (number, email) if word and word in page]
    expect_that(
        not shown,
        "The confirmation page, opened by a stranger",
        expected="without the order",
        actual="showing " + " and ".join(f"'{word}'" for word in shown),
        reason_code="leaked-data",
    )


def script_did_not_run(ran: bool, stage: str) -> None:
    """Raises CheckFailed."""
    expect_that(
        not ran,
        f"The script in the address, on the {stage} page",
        expected="shown as text",
        actual="run by the browser",
        advice="Escape what shoppers type wherever it is shown: what runs here runs for the staff as well.",
    )


def guessed(mine: str, theirs: str) -> str | None:
    """What somebody with `theirs` tries who counts: the first number in it exchanged for the one in `mine`.

    None where there is no number of its own to guess. A number is up to twelve digits that stand by themselves.
    """
    number, own = _NUMBER.search(mine), _NUMBER.search(theirs)
    if number is None or own is None or number[0] == own[0]:
        return None
    return theirs[: own.start()] + number[0] + theirs[own.end() :]


def cart_is_mine_alone(units: int, how: str) -> None:
    """Raises CheckFailed when a stranger saw `units` of what is in my cart."""
    expect_that(
        units == 0,
        f"My cart, opened by another shopper {how}",
        expected="hidden",
        actual=f"shown with {units} of my product",
        advice="A cart's number says which cart it is, and must not be all that it takes to open it.",
        reason_code="leaked-data",
    )


def nothing_was_skipped(way: Sequence[Stage], landed: Sequence[tuple[Stage, Stage]]) -> None:
    """Who opens the address of a step comes to no step that lies behind the delivery address, or behind the first step
    where nothing is delivered: with nothing given, those are not due yet. Shops may ask who one is and where one lives
    in any order.

    `way`: the steps of somebody who took all of them; `landed`: (step whose address was opened, step that came), for
    somebody who had given nothing. Raises CheckFailed.
    """
    due = way[: way.index(Stage.ADDRESS) + 1] if Stage.ADDRESS in way else way[:1]
    skipped = [f"{came} at the address of {opened}" for opened, came in landed if came in way and came not in due]
    expect_that(
        not skipped,
        "A step opened by its address, with nothing given before",
        expected=f"{' or '.join(due)}, or no step",
        actual=" and ".join(dict.fromkeys(skipped)),
        advice="Each step should look whether those before it were taken: an order without an address helps nobody.",
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


def nobody_was_led_away(led: Sequence[str]) -> None:
    """Raises CheckFailed naming the forms that led to another site."""
    expect_that(
        not led,
        "After a form with a return address on another site, the shopper",
        expected="still in the shop",
        actual="led to that site by " + ", ".join(dict.fromkeys(led)),
        advice="A link with such an address looks like the shop's and ends at a page that asks for cards: take own "
        "paths only.",
    )


# -- fixture --


@dataclass
class Security:
    """A shopper who looks where he should not, and a stranger."""

    shopper: Shopper
    another: Callable[[], Shopper]
    store: StoreProfile
    purchase: Purchase
    addresses: list[str] = field(default_factory=list)
    way: list[Stage] = field(default_factory=list)
    """The steps that I took, once strangers have tried to skip them."""
    landed: list[tuple[Stage, Stage]] = field(default_factory=list)
    """(the step whose address a stranger opened, the step that came)."""
    away: LedAway | None = None
    tried: int = 0
    """How often the shopper tried to pay in a row."""

    def watch(self) -> None:
        """From now on, keep every address that the browser asks for."""

        def asked(request: Request) -> None:
            self.addresses.append(request.url)

        self.shopper.page.context.on("request", asked)

    def guess_cart(self, product: Product) -> int:
        """A stranger with a cart of his own exchanges its number for mine; how many of my product he sees then.

        Mine is looked for where a browser keeps it: in the address of the cart, in cookies, in the page's storage.
        """
        me, stranger = self.shopper, self.another()
        me.opens_cart()
        other = self.store.entry(Role("products", "odd cents", "a product with odd cents"))
        stranger.visits(other)
        stranger.adds_to_cart(other)
        stranger.page.context.add_cookies(self._forged_cookies(stranger))
        theirs = dict(stranger.page.evaluate(_KEPT))
        forged = {name: guessed(value, theirs.get(name, "")) for name, value in me.page.evaluate(_KEPT)}
        stranger.page.evaluate(_KEEP, [[name, value] for name, value in forged.items() if value])
        stranger.hands.goes_to(me.page.url)
        return stranger.units_in_cart(product)

    def _forged_cookies(self, stranger: Shopper) -> list[Any]:
        mine = {cookie.get("name", ""): cookie.get("value", "") for cookie in self.shopper.page.context.cookies()}
        return [
            {"name": cookie["name"], "value": value, "domain": cookie["domain"], "path": cookie["path"]}
            for cookie in stranger.page.context.cookies()
            if (value := guessed(mine.get(cookie["name"], ""), cookie["value"]))
        ]

    def skip_steps(self) -> None:
        """Strangers open the addresses of my steps: one with goods and nothing said, one with an empty cart."""
        pages = dict.fromkeys(
            (page.stage, page.url)
            for page in self.shopper.journal.pages
            if Stage.CART.order < page.stage.order < Stage.CONFIRMATION.order
        )
        self.way = list(dict.fromkeys(stage for stage, _ in pages))
        stranger, empty = self.another(), self.another()
        product = self.purchase.product
        assert product is not None, "the scenario put nothing in the cart"
        stranger.visits(product)
        stranger.adds_to_cart(product)
        for stage, url in list(pages)[1:]:
            for who in (stranger, empty):
                who.hands.goes_to(url)
                self.landed.append((stage, who.stage))

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

    def places(self) -> list[tuple[str, str]]:
        """Where a browser keeps things: addresses, storage and cookies, as they are now."""
        cookies = json.dumps([dict(cookie) for cookie in self.shopper.page.context.cookies()])
        stored = str(self.shopper.page.evaluate(_STORED))
        return [("an address", " ".join(self.addresses)), ("its storage", stored), ("a cookie", cookies)]


@pytest.fixture
def checkout_security(
    shopper: Shopper, new_shopper: Callable[[], Shopper], checkout_store: StoreProfile, checkout_purchase: Purchase
) -> Security:
    """What should stay hidden, and who looks for it."""
    return Security(shopper, new_shopper, checkout_store, checkout_purchase)


# -- steps --


@step(Phrase("I watch where my card goes in the browser"))
def i_watch_where_my_card_goes(checkout_security: Security) -> None:
    checkout_security.watch()


@then(Phrase("my card should be in no address, cookie or storage of the browser"))
def my_card_should_be_nowhere(checkout_security: Security) -> None:
    card = checkout_security.purchase.card_in(checkout_security.store)
    if card is None:
        raise CannotProvide("needs a way to pay by card")
    assert checkout_security.addresses, "the scenario did not watch"
    card_is_nowhere(card, checkout_security.places())


@then(Phrase("another shopper who opens my confirmation should not see my order"))
def another_shopper_should_not_see_my_order(checkout_security: Security) -> None:
    order, me = checkout_security.purchase.order, checkout_security.shopper
    assert order is not None, "the scenario placed no order"
    another = checkout_security.another()
    another.hands.goes_to(me.page.url)
    order_is_hidden(order.number, me.email, another.page.inner_text("body"))


@step(Phrase("my home address carries a script"))
def i_live_at_an_address_with_a_script(checkout_security: Security) -> None:
    home = checkout_security.purchase.address_in(checkout_security.store)
    checkout_security.purchase.address = replace(home, line1=f"{home.line1} {_SCRIPT}")


@then(Phrase("the script in my address should not have run"))
def the_script_should_not_have_run(checkout_security: Security) -> None:
    page = checkout_security.shopper.page
    script_did_not_run(bool(page.evaluate(f"() => Boolean(window.{_MARK})")), str(checkout_security.shopper.stage))


@then(Phrase("another shopper who guesses the number of my cart should not see it"))
def another_shopper_should_not_guess_my_cart(checkout_security: Security) -> None:
    product = checkout_security.purchase.product
    assert product is not None, "the scenario put nothing in the cart"
    cart_is_mine_alone(checkout_security.guess_cart(product), "with its number")


@step(Phrase("others open the addresses of my steps"))
def others_open_the_addresses_of_my_steps(checkout_security: Security) -> None:
    checkout_security.skip_steps()


@then(Phrase("nobody should have skipped a step"))
def nobody_should_have_skipped_a_step(checkout_security: Security) -> None:
    assert checkout_security.way, "the scenario had nobody open the addresses of my steps"
    nothing_was_skipped(checkout_security.way, checkout_security.landed)


@step(Phrase("I write a return address of my own into every form"))
def i_write_a_return_address_into_every_form(checkout_security: Security, checkout_page_faults: PageFaults) -> None:
    checkout_security.away = checkout_page_faults.lead_away()


@then(Phrase("no form should have led me out of the shop"))
def no_form_should_have_led_me_out(checkout_security: Security) -> None:
    assert checkout_security.away is not None, "the scenario wrote no return address"
    nobody_was_led_away(checkout_security.away.led)


@step(Phrase("I try {card:card} {times:count} times in a row"))
def i_try_a_card_many_times(card: Role | Literal, times: int, checkout_security: Security) -> None:
    checkout_security.purchase.pays_with(checkout_security.store, card)
    checkout_security.try_cards(times)


@then(Phrase("the payment gateway should have been asked less often than I tried"))
def the_gateway_should_have_been_asked_less_often(checkout_security: Security, checkout_ledger: PaymentLedger) -> None:
    purchase = checkout_security.purchase
    asked = checkout_ledger.charges(checkout_security.shopper.email, purchase.started)
    if not asked:
        raise Unproved(
            "the gateway's ledger shows no try at all, so nothing was slowed down", looked_for="tries to pay"
        )
    tries_were_slowed(checkout_security.tried, len(asked))
