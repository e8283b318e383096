"""What the back office counts is what can be bought, and no more of it than is sold to one shopper."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect, expect_that
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, ShopFault
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

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
        return self.units.now(self.store.sku(product))

    def set_stock(self, product: Role | Literal, units: int) -> None:
        """Raises CannotProvide or ServiceUnavailable."""
        self.units.set(units, self.store.sku(product))


@pytest.fixture
def checkout_inventory(checkout_store: StoreProfile, checkout_stock: Settable[int]) -> Inventory:
    """The store's stock."""
    return Inventory(checkout_store, checkout_stock)


# -- steps --


@step(Phrase("the store has {units:count} of {product:product} in stock"))
def the_store_has_in_stock(units: int, product: Role | Literal, checkout_inventory: Inventory) -> None:
    checkout_inventory.set_stock(product, units)


@then(Phrase("the store should have {units:count} of {product:product} in stock"))
def the_store_should_have_in_stock(units: int, product: Role | Literal, checkout_inventory: Inventory) -> None:
    stock_is(units, checkout_inventory.stock(product), str(product))


@then(
    Phrase(
        "the store should have {back:count} of {product:product} in stock, or {sold:count}, "
        "as it declares for refunded orders"
    )
)
def the_store_should_have_as_declared(
    back: int, product: Role | Literal, sold: int, checkout_store: StoreProfile, checkout_inventory: Inventory
) -> None:
    declared = checkout_store.policies.stock_of_refunded_orders
    if declared is None:
        raise CannotProvide(
            "needs to know what a refund does to the stock: add 'stock of refunded orders:' to 'policies:' "
            f"in {checkout_store.path.name}"
        )
    stock_is(back if declared == "comes back" else sold, checkout_inventory.stock(product), str(product))


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


@step(Phrase("I try to put more of {product:product} in my cart than the store sells to one shopper"))
def i_try_to_put_too_many_in_my_cart(
    product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    i_try_to_put_in_my_cart(_most_units(checkout_store) + 1, product, shopper, checkout_store, checkout_purchase)


@step(Phrase("I put as many of {product:product} in my cart in another tab as the store sells to one shopper"))
def i_put_the_most_in_my_cart_in_another_tab(
    product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile
) -> None:
    entry, tab = checkout_store.entry(product), shopper.opens_tab()
    tab.visits(entry)
    tab.adds_to_cart(entry, _most_units(checkout_store))


@step(Phrase("I try to put one more of {product:product} in my cart on the page that is open"))
def i_try_to_put_one_more_in_my_cart(product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile) -> None:
    """The page may have been opened before the cart was full. The shop may refuse in any way."""
    try:
        shopper.adds_to_cart(checkout_store.entry(product))
    except ShopFault as refusal:
        shopper.journal.note(Stage.PRODUCT, f"refused: {refusal}")


@then(Phrase("my cart should hold no more of {product:product} than the store sells to one shopper"))
def my_cart_should_hold_no_more(product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile) -> None:
    most = _most_units(checkout_store)
    shopper.opens_cart()
    held = shopper.units_in_cart(checkout_store.entry(product))
    expect_that(held <= most, f"The number of {product} in the cart", expected=f"{most} or fewer", actual=held)


def _most_units(store: StoreProfile) -> int:
    if store.policies.most_units is None:
        raise CannotProvide(
            "needs the most units that the store sells to one shopper: add 'most units:' to 'policies:' "
            f"in {store.path.name}"
        )
    return store.policies.most_units
