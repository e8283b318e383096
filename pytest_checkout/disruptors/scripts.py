"""Scripts: one that is blocked, late, broken or out of order leaves a way to the order, or a word about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, ShopFault
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Payment, StoreProfile
from pytest_checkout.storefront import Outcome, Shopper

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("scripts", "Scripts", "scripts of the store and of others: blocked, late, broken, out of order")]


# -- checks --


def dead_end_is_told(fault: ShopFault | None, told: Sequence[str]) -> None:
    """A way that ends says so: a button that stays dead without a word is what loses the order. Raises CheckFailed."""
    expect_that(
        fault is None or bool(told),
        "What the shop tells when its way to pay does not work",
        expected="a message, and another way to pay",
        actual=f"nothing: {fault}",
        advice="A script from elsewhere will fail one day: say so, and offer what works without it.",
        reason_code="capability-dead",
    )


# -- fixture --


@dataclass
class Scripts:
    """A way to the order on which scripts may fail."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    fault: ShopFault | None = None
    told: tuple[str, ...] = ()

    def buy(self) -> None:
        """Try to order as chosen; where the way ends, remember how, and what the shop says about it."""
        try:
            walk(Stage.REVIEW, self.shopper, self.store, self.purchase)
            self.purchase.outcome = self.shopper.tries_to_place_order()
        except ShopFault as fault:
            self.fault, self.told = fault, tuple(self.shopper.told())
            self.purchase.outcome = Outcome(None, list(self.told))

    def buy_otherwise(self) -> None:
        """Order by the first way to pay that has not been tried. Raises CannotProvide when there is none."""
        others: list[Payment] = [each for each in self.store.payments.values() if each != self.purchase.payment]
        if not others:
            raise CannotProvide(f"needs a second way to pay, and {self.store.path.name} lists one under 'payments:'")
        self.purchase.payment, self.purchase.card = others[0], None
        self.shopper.goes_back_to_pay(others[0])
        walk(Stage.REVIEW, self.shopper, self.store, self.purchase)
        self.purchase.outcome = self.shopper.tries_to_place_order()


@pytest.fixture
def checkout_scripts(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> Scripts:
    """The way to the order, in the hands of this scenario's shopper."""
    return Scripts(shopper, checkout_store, checkout_purchase)


# -- steps --


@step(Phrase("I try to buy all the same"))
def i_try_to_buy_all_the_same(checkout_scripts: Scripts) -> None:
    checkout_scripts.buy()


@then(Phrase("I should have my order, or be told why not and get it by another way to pay"))
def i_should_have_my_order_somehow(checkout_scripts: Scripts) -> None:
    outcome = checkout_scripts.purchase.outcome
    assert outcome is not None, "the scenario did not try to order"
    if outcome.order is not None:
        return
    dead_end_is_told(checkout_scripts.fault, checkout_scripts.told)
    checkout_scripts.buy_otherwise()
