"""Inventory: what is sold out cannot be bought, the last unit is sold once, stock moves by what was sold."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect, expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, ShopFault, Unproved
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import Inventory as InventorySystem
from pytest_checkout.store.ports import Outbox, Owed
from pytest_checkout.store.profile import StoreProfile
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


# -- the inventory system behind the store --


@dataclass(frozen=True)
class Counts:
    """A product as the inventory system counts it and as the store sells it; both are put back at the end."""

    shopper: Shopper
    store: StoreProfile
    stock: Settable[int]
    outbox: Outbox
    system: InventorySystem
    undo: ExitStack
    kept: set[str] = field(default_factory=set)
    """Products whose counts will be put back."""

    def counts(self, product: Role | Literal, units: int) -> None:
        """Have the system count so many, and the store hear of it. Raises Unproved when it does not."""
        sku = self.store.sku(product)
        if sku not in self.kept:
            self.stock.set(self.stock.now(sku), sku)  # as it is: so it is written down, and put back after the count
            self.undo.callback(self._put_back, sku, self.system.units(sku))
            self.kept.add(sku)
        self.system.count(sku, units)
        sold = eventually(lambda: self.stock.now(sku), lambda seen: seen == units, float(self.store.patience))
        if sold != units:
            raise Unproved(
                f"the inventory system counts {units} of {product}, and the store still sells {sold}",
                looked_for=f"{units} in the back office",
                found=str(sold),
            )

    def misreports(self, product: Role | Literal, lie: str) -> None:
        """Have the feed tell something false, and wait until the store has asked for it. Raises ShopFault."""
        self.system.misreport(self.store.sku(product), lie)
        self.must_be_heard()

    def must_be_heard(self) -> None:
        """The store has asked for all that the feed told: only then is its stock its answer to that."""
        heard = eventually(self.system.is_heard, bool, float(self.store.patience))
        expect_that(
            heard,
            "The stock feed",
            expected=f"read to its end within {self.store.patience:g} seconds",
            actual="not asked for its last messages",
            advice="Does one message that cannot be read hold up the others?",
        )

    def _put_back(self, sku: str, counted: int | None) -> None:
        self.system.count(sku, counted)
        eventually(self.system.is_heard, bool, float(self.store.patience))
        for each in self._owed():
            if each.set_aside:  # the system takes the sale now: what it does not count, it has enough of
                self.outbox.hand_on_again(each.order_number)

    def has_heard(self) -> None:
        """Every sale to the shopper was told to the system. Raises CheckFailed."""
        patience = float(self.store.patience)
        owed = eventually(self._owed, lambda left: not left, patience)
        told = "; ".join(f"order {each.order_number} waits: {each.trouble or 'not tried yet'}" for each in owed)
        expect_that(not owed, "What the inventory system heard of my order", expected="everything", actual=told)

    def refused(self) -> Sequence[Owed]:
        """The sales that the system refuses and the store has set aside."""
        return eventually(lambda: [each for each in self._owed() if each.set_aside], bool, float(self.store.patience))

    def _owed(self) -> list[Owed]:
        return [each for each in self.outbox.owed(self.shopper.email) if each.system == "inventory"]


@pytest.fixture
def checkout_counts(
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_stock: Settable[int],
    checkout_outbox: Outbox,
    checkout_inventory_system: InventorySystem,
    checkout_undo: ExitStack,
) -> Counts:
    """What lies on the shelf, in the eyes of the inventory system and of the store."""
    return Counts(shopper, checkout_store, checkout_stock, checkout_outbox, checkout_inventory_system, checkout_undo)


@step(Phrase("the inventory system counts {units:count} of {product:product}"))
def the_inventory_system_counts(units: int, product: Role | Literal, checkout_counts: Counts) -> None:
    checkout_counts.counts(product, units)


@step(Phrase("the stock feed tells {lie:lie} of {product:product}"))
def the_stock_feed_tells(lie: str, product: Role | Literal, checkout_counts: Counts) -> None:
    checkout_counts.misreports(product, lie)


@step(Phrase("the inventory system has heard of my order"))
def the_inventory_system_has_heard(checkout_counts: Counts) -> None:
    checkout_counts.has_heard()


@then(Phrase("my order should be set aside, because the inventory system has less"))
def my_order_should_be_set_aside(checkout_counts: Counts) -> None:
    """A sale beyond the count is nobody's to decide but a person's: deliver the rest, wait, or give the money back."""
    expect_that(
        bool(checkout_counts.refused()),
        "An order for more than the inventory system has",
        expected="set aside for a person, and seen in the back office",
        actual="nowhere to be seen",
        reason_code="lost-order",
    )


@then(Phrase("the inventory system should count {units:count} of {product:product}"))
def the_inventory_system_should_count(units: int, product: Role | Literal, checkout_counts: Counts) -> None:
    sku = checkout_counts.store.sku(product)
    patience = float(checkout_counts.store.patience)
    seen = eventually(lambda: checkout_counts.system.units(sku), lambda count: count == units, patience)
    expect(f"The units of {product} that the inventory system counts", seen, equals=units, advice=_SOLD_ONCE)


@then(Phrase("the store should sell {units:count} of {product:product}, as the inventory system tells"))
def the_store_should_sell(units: int, product: Role | Literal, checkout_counts: Counts) -> None:
    """Once the store has heard all that the inventory system told."""
    checkout_counts.must_be_heard()
    sku = checkout_counts.store.sku(product)
    patience = float(checkout_counts.store.patience)
    seen = eventually(lambda: checkout_counts.stock.now(sku), lambda stock: stock == units, patience)
    expect(f"The units of {product} that the store sells", seen, equals=units, advice=_SOLD_ONCE)


_SOLD_ONCE = "Is a sale counted once on both sides, and an old, repeated or impossible count left alone?"
