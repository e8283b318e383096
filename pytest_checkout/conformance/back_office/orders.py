"""What every back office must tell of orders, and what it may do to them."""

from __future__ import annotations

import secrets

import pytest

from pytest_checkout.conformance.back_office.sandbox import BackOfficeSandbox, must_have
from pytest_checkout.conformance.suite import Conformance, somebody, where_it_can
from pytest_checkout.domain import Order
from pytest_checkout.errors import CannotProvide, ServiceUnavailable


class OrdersConformance(Conformance):
    Sandbox = BackOfficeSandbox

    @pytest.fixture
    def of_orders(self, sandbox: BackOfficeSandbox) -> BackOfficeSandbox:
        must_have(sandbox, "orders")
        return sandbox

    def test_an_order_is_told_as_the_shopper_was_told_of_it(self, of_orders: BackOfficeSandbox) -> None:
        with where_it_can():
            placed = of_orders.places_order(somebody())
        [order] = of_orders.adapter.orders(placed.email)
        assert (order.number, order.email) == (placed.number, placed.email)
        assert order.total == placed.total
        assert [(line.sku, line.quantity, line.total) for line in order.lines] == [
            (line.sku, line.quantity, line.total) for line in placed.lines
        ]
        for part in ("discount", "delivery", "tax"):
            if getattr(placed, part) is not None:
                assert getattr(order, part) == getattr(placed, part), part

    def test_orders_come_newest_first_and_nobody_elses(self, of_orders: BackOfficeSandbox) -> None:
        mine, hers = somebody("ada"), somebody("da")
        with where_it_can():
            first, _, second = (of_orders.places_order(email) for email in (mine, hers, mine))
        assert [order.number for order in of_orders.adapter.orders(mine)] == [second.number, first.number]

    def test_an_address_is_the_same_in_capitals(self, of_orders: BackOfficeSandbox) -> None:
        with where_it_can():
            placed = of_orders.places_order(somebody())
        assert len(of_orders.adapter.orders(placed.email.upper())) == 1

    def test_a_shopper_without_orders_has_none(self, of_orders: BackOfficeSandbox) -> None:
        assert list(of_orders.adapter.orders(somebody())) == []

    def test_a_cancelled_order_is_and_no_other(self, of_orders: BackOfficeSandbox) -> None:
        email = somebody()
        with where_it_can():
            first, second = (of_orders.places_order(email) for _ in range(2))
            before = self._statuses(of_orders, email)
            of_orders.adapter.cancel_order(first.number)
        after = self._statuses(of_orders, email)
        assert after[first.number] != before[first.number]
        assert after[second.number] == before[second.number]

    def test_an_order_that_there_is_not_is_named(self, of_orders: BackOfficeSandbox) -> None:
        unknown = f"NO-SUCH-{secrets.token_hex(3)}"
        with pytest.raises((ServiceUnavailable, CannotProvide), match=unknown):
            of_orders.adapter.cancel_order(unknown)

    def _statuses(self, sandbox: BackOfficeSandbox, email: str) -> dict[str, str]:
        orders: list[Order] = list(sandbox.anew().orders(email))
        return {order.number: order.status for order in orders}
