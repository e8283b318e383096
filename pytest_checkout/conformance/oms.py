"""What every adapter to an order management system must do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import pytest

from pytest_checkout.conformance.elsewhere import Unbelievable
from pytest_checkout.conformance.suite import Sandbox, a_number, somebody, where_it_can
from pytest_checkout.domain import Line, Money, Order
from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.ports import OrderManagement

GOODS = "KIT-MUG", "KIT-TEAPOT"
"""The products of the orders in this suite; a sandbox whose system must know its products beforehand adds them."""


class OrderManagementSandbox(Sandbox):
    """An order management system with which tests may leave orders."""

    adapter: OrderManagement

    @abstractmethod
    def hands_on(self, order: Order) -> bool:
        """Hand an order over as the store does: whether it was taken. Raises CannotProvide for a strange currency."""

    def holds_twice(self, order: Order) -> None:
        """Have the system hold an order twice, as after a mistake."""
        raise CannotProvide("this system never holds an order twice")


def an_order(email: str, total: str = "GBP 20.90", sku: str = GOODS[0], number: str = "") -> Order:
    """An order of two pieces of one product; delivery is the rest of its total."""
    money = Money.parse(total)
    goods = Money.from_minor(money.minor * 3 // 4, money.currency)
    return Order(number or a_number(), money, email, lines=(Line("Mug", 2, goods, sku),))


class OrderManagementConformance(Unbelievable):
    Sandbox = OrderManagementSandbox

    def asks(self, adapter: OrderManagement) -> Sequence[Order]:
        return adapter.orders("ada@example.com")

    @pytest.mark.parametrize("total", ["GBP 20.90", "JPY 1200", "KWD 4.125"])
    def test_an_order_is_told_as_it_was_taken(self, sandbox: OrderManagementSandbox, total: str) -> None:
        sent = an_order(somebody(), total)
        with where_it_can():
            assert sandbox.hands_on(sent)
        [held] = sandbox.adapter.orders(sent.email)
        assert (held.number, held.email) == (sent.number, sent.email)
        if held.total is not None:
            assert held.total == sent.total
        if held.lines:
            assert [_told(line) for line in held.lines] == [_told(line) for line in sent.lines]

    def test_orders_come_in_the_order_of_their_arrival_and_nobody_elses(self, sandbox: OrderManagementSandbox) -> None:
        mine, hers = somebody("two"), somebody("to")
        first, second = an_order(mine, number=a_number("9")), an_order(mine, number=a_number("3"))
        for order in (first, an_order(hers), second):
            assert sandbox.hands_on(order)
        assert [held.number for held in sandbox.adapter.orders(mine)] == [first.number, second.number]

    def test_an_address_is_the_same_in_capitals(self, sandbox: OrderManagementSandbox) -> None:
        email = somebody("Capital")
        assert sandbox.hands_on(an_order(email))
        assert len(sandbox.adapter.orders(email.lower())) == 1

    def test_a_shopper_without_orders_has_none(self, sandbox: OrderManagementSandbox) -> None:
        assert list(sandbox.adapter.orders(somebody())) == []

    def test_an_order_that_is_held_twice_is_told_twice(self, sandbox: OrderManagementSandbox) -> None:
        order = an_order(somebody())
        with where_it_can():
            sandbox.holds_twice(order)
        assert [held.number for held in sandbox.adapter.orders(order.email)] == [order.number] * 2

    def test_only_orders_with_a_refused_product_are_not_taken_until_they_are_again(
        self, sandbox: OrderManagementSandbox
    ) -> None:
        email = somebody()
        refused, other = an_order(email, sku=GOODS[0]), an_order(email, sku=GOODS[1])
        with where_it_can():
            sandbox.adapter.refuse(GOODS[0], True)
        try:
            assert not sandbox.hands_on(refused)
            assert sandbox.hands_on(other)
        finally:
            sandbox.adapter.refuse(GOODS[0], False)
        assert sandbox.hands_on(refused)
        assert [held.number for held in sandbox.adapter.orders(email)] == [other.number, refused.number]


def _told(line: Line) -> tuple[Any, ...]:
    """What a line must tell; a title is for people, and a system may have words of its own."""
    return line.sku, line.quantity, line.total
