"""Steps in which several shoppers order at the same moment: what only one can have is had by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from pytest_bdd import step, then

from pytest_checkout import bill
from pytest_checkout.checks import expect, expect_that
from pytest_checkout.domain import Stage
from pytest_checkout.errors import Unproved
from pytest_checkout.pagefaults.barrier import Lane, race
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import BackOffice, PaymentLedger
from pytest_checkout.store.profile import Code, Product, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

ROUNDS = 3
"""How often a race is run in one scenario: a store without locks may be lucky once."""
TRIES = 3
"""How often a round is begun again whose requests did not overlap."""


@dataclass
class Racer:
    """A shopper in a race, and what came of the order."""

    shopper: Shopper
    purchase: Purchase

    def orders(self) -> None:
        self.purchase.outcome = self.shopper.tries_to_place_order()


@dataclass
class Races:
    """Every round has shoppers of its own, so that no round knows of another."""

    store: StoreProfile
    backoffice: BackOffice
    ledger: PaymentLedger
    new_shopper: Callable[[], Shopper]
    undo: ExitStack
    rounds: list[list[Racer]] = field(default_factory=list)
    code_uses: list[int] = field(default_factory=list)
    """How often the code had been used after each round."""

    def for_the_last(self, product: Role | Literal) -> None:
        """Two shoppers order the last unit, in each round. Raises CannotProvide without its stock number."""
        sku, last = self.store.sku(product), self.store.entry(product)
        self.undo.callback(self.backoffice.set_stock, sku, self.backoffice.stock(sku))
        for _ in range(ROUNDS):
            self._overlapping(lambda: self.backoffice.set_stock(sku, 1), [[last], [last]])

    def with_the_code(self, code: Code, product: Product) -> None:
        """Two shoppers order with a code that works once, in each round."""
        self.undo.callback(self.backoffice.set_code_uses, code.code, 0)
        for _ in range(ROUNDS):
            self._overlapping(lambda: self.backoffice.set_code_uses(code.code, 0), [[product], [product]], code)
            self.code_uses.append(self.backoffice.code_uses(code.code))

    def crosswise(self, one: Product, other: Product) -> None:
        """Two shoppers order the same two products, put in their carts the other way round."""
        for _ in range(ROUNDS):
            self._overlapping(lambda: None, [[one, other], [other, one]])

    def losers(self) -> list[Racer]:
        """Who has no order in the back office, whatever the page said."""
        return [racer for racers in self.rounds for racer in racers if not self.backoffice.orders(racer.shopper.email)]

    def _overlapping(
        self, prepare: Callable[[], None], carts: Sequence[Sequence[Product]], code: Code | None = None
    ) -> None:
        """One round whose requests were with the store at the same time; others prove nothing and are run again."""
        for left in reversed(range(TRIES)):
            prepare()
            racers = [self._at_the_review(goods, code) for goods in carts]
            try:
                race([Lane(racer.shopper.page, racer.orders) for racer in racers])
            except Unproved:
                if not left:
                    raise
                continue
            self.rounds.append(racers)
            return

    def _at_the_review(self, goods: Sequence[Product], code: Code | None) -> Racer:
        racer = Racer(self.new_shopper(), Purchase(started=datetime.now(UTC)))
        for product in goods:
            racer.purchase.product = product
            racer.shopper.visits(product)
            racer.shopper.adds_to_cart(product)
        if code is not None:
            racer.shopper.applies_code(code.code)
        walk(Stage.REVIEW, racer.shopper, self.store, racer.purchase)
        return racer


@pytest.fixture
def checkout_races(
    checkout_store: StoreProfile,
    checkout_backoffice: BackOffice,
    checkout_ledger: PaymentLedger,
    new_shopper: Callable[[], Shopper],
    checkout_undo: ExitStack,
) -> Races:
    """Several shoppers who order at the same moment."""
    return Races(checkout_store, checkout_backoffice, checkout_ledger, new_shopper, checkout_undo)


# -- steps --


@step(Phrase("another shopper and I place our orders for the last {product:product} at the same moment"))
def we_order_the_last(product: Role | Literal, checkout_races: Races) -> None:
    checkout_races.for_the_last(product)


@step(Phrase("another shopper and I place our orders with {code:code} at the same moment"))
def we_order_with_the_code(code: Role | Literal, checkout_races: Races, checkout_store: StoreProfile) -> None:
    in_stock = checkout_store.entry(Role("products", "in stock", "a product in stock"))
    checkout_races.with_the_code(checkout_store.entry(code), in_stock)


@step(
    Phrase(
        "another shopper and I place our orders for {one:product} and {other:product} at the same moment, "
        "each in another order"
    )
)
def we_order_crosswise(
    one: Role | Literal, other: Role | Literal, checkout_races: Races, checkout_store: StoreProfile
) -> None:
    checkout_races.crosswise(checkout_store.entry(one), checkout_store.entry(other))


@then(Phrase("exactly one of us should have the order"))
def exactly_one_of_us(checkout_races: Races) -> None:
    _have_orders(checkout_races, 1)


@then(Phrase("each of us should have an order"))
def each_of_us(checkout_races: Races) -> None:
    _have_orders(checkout_races, 2)


@then(Phrase("the code should have been used once"))
def the_code_should_have_been_used_once(checkout_races: Races) -> None:
    for number, uses in enumerate(checkout_races.code_uses, 1):
        expect(f"How often the code was used in race {number}", uses, equals=1, reason_code="wrong-outcome")


@then(Phrase("who has no order should have paid nothing"))
def who_has_no_order_pays_nothing(checkout_races: Races) -> None:
    for loser in checkout_races.losers():
        charges = checkout_races.ledger.charges(loser.shopper.email, loser.purchase.started)
        kept = [charge for charge in charges if charge.kept or charge.held]
        listed = "; ".join(
            f"{charge.kept} kept and {charge.held} held for order {charge.order_number} ({charge.status})"
            for charge in kept
        )
        expect(
            "The charges of the shopper without an order", len(kept), equals=0, advice=listed, reason_code=bill.WRONG
        )


@then(Phrase("who has no order should have been told, with the cart kept"))
def who_has_no_order_is_told(checkout_races: Races) -> None:
    for loser in checkout_races.losers():
        outcome = loser.purchase.outcome
        assert outcome is not None
        expect_that(bool(outcome.told), "The shop's answer to the loser", expected="in words", actual="without a word")
        loser.shopper.opens_cart()
        expect_that(
            bool(loser.shopper.cart_lines()),
            "The cart of the shopper without an order",
            expected="kept",
            actual="empty",
            reason_code="wrong-outcome",
        )


def _have_orders(races: Races, units: int) -> None:
    """In the back office, whatever the pages said."""
    assert races.rounds, "the scenario had no race"
    for number, racers in enumerate(races.rounds, 1):
        orders = [len(races.backoffice.orders(racer.shopper.email)) for racer in racers]
        told = " / ".join("; ".join(racer.purchase.outcome.told) for racer in racers if racer.purchase.outcome)
        expect(
            f"The orders of race {number} in the back office",
            sum(orders),
            equals=units,
            advice=f"The shop told: {told}. Look for rows that are read and written without a lock.",
            reason_code="wrong-outcome",
        )
