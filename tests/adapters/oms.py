"""An order management system in memory, honest, and broken in each way that its suite must notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pytest_checkout.conformance import OrderManagementSandbox
from pytest_checkout.domain import Money, Order
from pytest_checkout.store.ports import OrderManagement
from tests.adapters.elsewhere import NONSENSE, OverCredulous, Wary
from tests.adapters.seen_red import Broken


class InMemory(OrderManagementSandbox):
    """Its adapter is itself: it holds what it is handed, and refuses products."""

    def __init__(self) -> None:
        self.adapter: OrderManagement = self
        self.held: list[Order] = []
        self.refused: set[str] = set()

    def hands_on(self, order: Order) -> bool:
        if any(line.sku in self.refused for line in order.lines):
            return False
        self.held.append(order)
        return True

    def holds_twice(self, order: Order) -> None:
        self.held += [order, order]

    def orders(self, email: str) -> Sequence[Order]:
        return [order for order in self.held if order.email.casefold() == email.casefold()]

    def refuse(self, sku: str, refused: bool) -> None:
        (self.refused.add if refused else self.refused.discard)(sku)

    lies = (b'[{"number": 1}]',)

    def at(self, url: str) -> Any:
        return Wary(url)


class GivesEverybodysOrders(InMemory):
    def orders(self, email: str) -> Sequence[Order]:
        return self.held


class NewestFirst(InMemory):
    def orders(self, email: str) -> Sequence[Order]:
        return super().orders(email)[::-1]


class InventsOrders(InMemory):
    def orders(self, email: str) -> Sequence[Order]:
        return super().orders(email) or [Order("0", email=email)]


class MindsCapitals(InMemory):
    def orders(self, email: str) -> Sequence[Order]:
        return [order for order in self.held if order.email == email]


class HidesWhatIsHeldTwice(InMemory):
    def orders(self, email: str) -> Sequence[Order]:
        return list({order.number: order for order in super().orders(email)}.values())


class TakesPenceForPounds(InMemory):
    def orders(self, email: str) -> Sequence[Order]:
        return [
            replace(order, total=Money.from_minor(order.total.minor * 100, order.total.currency))
            for order in super().orders(email)
            if order.total
        ]


class TakesAllMoneyForPounds(InMemory):
    def orders(self, email: str) -> Sequence[Order]:
        return [
            replace(order, total=Money.from_minor(order.total.minor, "GBP"))
            for order in super().orders(email)
            if order.total
        ]


class TellsEachPieceAsALine(InMemory):
    def orders(self, email: str) -> Sequence[Order]:
        return [replace(order, lines=order.lines * 2) for order in super().orders(email)]


class NeverRefuses(InMemory):
    def refuse(self, sku: str, refused: bool) -> None: ...


class RefusesForGood(InMemory):
    def refuse(self, sku: str, refused: bool) -> None:
        self.refused.add(sku)


class RefusesEverything(InMemory):
    def refuse(self, sku: str, refused: bool) -> None:
        self.refused = {"KIT-MUG", "KIT-TEAPOT"} if refused else set()


class BelievesAnything(OverCredulous, InMemory): ...


_AS_IT_WAS = "test_an_order_is_told_as_it_was_taken"
_REFUSED = "test_only_orders_with_a_refused_product_are_not_taken_until_they_are_again"
BROKEN: Broken = {
    GivesEverybodysOrders: "test_orders_come_in_the_order_of_their_arrival_and_nobody_elses",
    NewestFirst: "test_orders_come_in_the_order_of_their_arrival_and_nobody_elses",
    InventsOrders: "test_a_shopper_without_orders_has_none",
    MindsCapitals: "test_an_address_is_the_same_in_capitals",
    HidesWhatIsHeldTwice: "test_an_order_that_is_held_twice_is_told_twice",
    TakesPenceForPounds: _AS_IT_WAS,
    TakesAllMoneyForPounds: _AS_IT_WAS,
    TellsEachPieceAsALine: _AS_IT_WAS,
    NeverRefuses: _REFUSED,
    RefusesForGood: _REFUSED,
    RefusesEverything: _REFUSED,
    BelievesAnything: NONSENSE,
}
