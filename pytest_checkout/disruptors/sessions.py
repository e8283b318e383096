"""Sessions: what a shopper did is kept over reloads, the back button and a pause, and is nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.storefront.shopper import Shopper

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("sessions", "Sessions", "reloads, the back button, pauses, two shoppers")]


# -- checks --


def cart_is_empty(lines: int, whose: str) -> None:
    """Raises CheckFailed when the cart holds anything."""
    expect(f"The number of lines in {whose} cart", lines, equals=0, reason_code="leaked-data")


# -- fixture --


@dataclass(frozen=True)
class Sessions:
    """Two shoppers in browsers that share nothing."""

    me: Shopper
    another: Callable[[], Shopper]
    purchase: Purchase

    def reload(self) -> None:
        """Load the page again, and remember what the bill was before."""
        self.purchase.before = self.me.reads_totals()
        self.me.reloads()


@pytest.fixture
def checkout_sessions(shopper: Shopper, new_shopper: Callable[[], Shopper], checkout_purchase: Purchase) -> Sessions:
    """This scenario's shopper, and others when they are needed."""
    return Sessions(shopper, new_shopper, checkout_purchase)


# -- steps --


@step(Phrase("I reload the page"))
def i_reload_the_page(checkout_sessions: Sessions) -> None:
    checkout_sessions.reload()


@step(Phrase("I use the browser's back button"))
def i_use_the_back_button(checkout_sessions: Sessions) -> None:
    checkout_sessions.me.goes_back()


@then(Phrase("another shopper should not see my cart"))
def another_shopper_should_not_see_my_cart(checkout_sessions: Sessions) -> None:
    another = checkout_sessions.another()
    another.opens_cart()
    cart_is_empty(len(another.cart_lines()), "another shopper's")
