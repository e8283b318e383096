"""Inventory: what is sold out cannot be bought, the last unit is sold once, stock moves by what was sold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from pytest_bdd import given, step, then

from pytest_checkout.checks import expect, expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, ShopFault
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.profile import Product, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("inventory", "Inventory", "stock, last units, variants")]


# -- checks --


def cannot_be_bought(offered: bool, product: str) -> None:
    """The product's page offers no way to buy it. Raises CheckFailed."""
    expect_that(
        not offered,
        f"What the page of {product} offers",
        expected="no way to buy it",
        actual="a live button that adds it to the cart",
        advice="Is stock still counted, and does the page ask for it?",
    )


def stock_is(units: int, seen: int, product: str) -> None:
    """The back office counts this many units. Raises CheckFailed."""
    expect(f"The stock of {product}", seen, equals=units, advice="Is stock counted down exactly once per order?")


# -- fixture --


@dataclass
class Inventory:
    """Stock as the back office counts it; what is set here is put back at the end of the scenario."""

    store: StoreProfile
    units: Settable[int]

    def stock(self, product: Role | Literal) -> int:
        return self.units.now(self._sku(product))

    def set_stock(self, product: Role | Literal, units: int) -> None:
        """Raises CannotProvide or ServiceUnavailable."""
        self.units.set(units, self._sku(product))

    def _sku(self, product: Role | Literal) -> str:
        entry: Product = self.store.entry(product)
        if not entry.sku:
            raise CannotProvide(f"needs the stock number of {product}: add 'sku:' to it in {self.store.path.name}")
        return entry.sku


@pytest.fixture
def checkout_inventory(checkout_store: StoreProfile, checkout_stock: Settable[int]) -> Inventory:
    """The store's stock."""
    return Inventory(checkout_store, checkout_stock)


# -- steps --


@given(Phrase("the store has {units:count} of {product:product} in stock"))
def the_store_has_in_stock(units: int, product: Role | Literal, checkout_inventory: Inventory) -> None:
    checkout_inventory.set_stock(product, units)


@then(Phrase("the store should have {units:count} of {product:product} in stock"))
def the_store_should_have_in_stock(units: int, product: Role | Literal, checkout_inventory: Inventory) -> None:
    stock_is(units, checkout_inventory.stock(product), str(product))


@then(Phrase("{product:product} should not be for sale"))
def should_not_be_for_sale(product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile) -> None:
    entry = checkout_store.entry(product)
    shopper.visits(entry)
    cannot_be_bought(shopper.can_be_bought(entry), str(product))


@step(Phrase("I try to put {units:count} of {product:product} in my cart"))
def i_try_to_put_in_my_cart(
    units: int, product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    """The shop may refuse, by hiding the button or with a word: what counts is what the cart holds afterwards."""
    checkout_purchase.product, checkout_purchase.quantity = checkout_store.entry(product), units
    shopper.visits(checkout_purchase.product)
    try:
        shopper.adds_to_cart(checkout_purchase.product, units)
    except ShopFault as refusal:
        shopper.journal.note(Stage.PRODUCT, f"refused: {refusal}")
