"""Security: the shop believes no amount, no address and no stranger, and keeps no card in the browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from playwright.sync_api import Request
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Card
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.shopper import Shopper

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


# -- fixture --


@dataclass
class Security:
    """A shopper who looks where he should not, and a stranger."""

    shopper: Shopper
    another: Callable[[], Shopper]
    store: StoreProfile
    purchase: Purchase
    addresses: list[str] = field(default_factory=list)

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
