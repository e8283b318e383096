"""A sale is counted once by the store and by the inventory system behind it, and a feed that lies is not believed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect, expect_that
from pytest_checkout.errors import Unproved
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import Inventory as InventorySystem
from pytest_checkout.store.ports import Outbox, Owed
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

_SOLD_ONCE = "Is a sale counted once on both sides, and an old, repeated or impossible count left alone?"

# -- fixture --


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


# -- steps --


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
