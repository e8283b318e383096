"""A stranger sees nothing of my order or my cart, and nobody skips a step by its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.domain import Stage
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Product, StoreProfile
from pytest_checkout.store.roles import Role
from pytest_checkout.storefront.shopper import Shopper

_NUMBER = re.compile(r"(?<![0-9A-Za-z_])\d{1,12}(?![0-9A-Za-z_])")
_KEPT = "() => Object.entries(localStorage)"
_KEEP = "(entries) => entries.forEach(([name, value]) => localStorage.setItem(name, value))"

# -- checks --


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


# -- fixture --


@dataclass
class Strangers:
    """Others who look where they should not, as this scenario's shopper shops."""

    shopper: Shopper
    another: Callable[[], Shopper]
    store: StoreProfile
    purchase: Purchase
    way: list[Stage] = field(default_factory=list)
    """The steps that I took, once strangers have tried to skip them."""
    landed: list[tuple[Stage, Stage]] = field(default_factory=list)
    """(the step whose address a stranger opened, the step that came)."""

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


@pytest.fixture
def checkout_strangers(
    shopper: Shopper, new_shopper: Callable[[], Shopper], checkout_store: StoreProfile, checkout_purchase: Purchase
) -> Strangers:
    """Who looks for what should stay hidden."""
    return Strangers(shopper, new_shopper, checkout_store, checkout_purchase)


# -- steps --


@then(Phrase("another shopper who opens my confirmation should not see my order"))
def another_shopper_should_not_see_my_order(checkout_strangers: Strangers) -> None:
    order, me = checkout_strangers.purchase.order, checkout_strangers.shopper
    assert order is not None, "the scenario placed no order"
    another = checkout_strangers.another()
    another.hands.goes_to(me.page.url)
    order_is_hidden(order.number, me.email, another.page.inner_text("body"))


@then(Phrase("another shopper who guesses the number of my cart should not see it"))
def another_shopper_should_not_guess_my_cart(checkout_strangers: Strangers) -> None:
    product = checkout_strangers.purchase.product
    assert product is not None, "the scenario put nothing in the cart"
    cart_is_mine_alone(checkout_strangers.guess_cart(product), "with its number")


@step(Phrase("others open the addresses of my steps"))
def others_open_the_addresses_of_my_steps(checkout_strangers: Strangers) -> None:
    checkout_strangers.skip_steps()


@then(Phrase("nobody should have skipped a step"))
def nobody_should_have_skipped_a_step(checkout_strangers: Strangers) -> None:
    assert checkout_strangers.way, "the scenario had nobody open the addresses of my steps"
    nothing_was_skipped(checkout_strangers.way, checkout_strangers.landed)
