"""What every back office must tell and do about the money of an order."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from typing import Any

import pytest

from pytest_checkout.conformance.back_office.sandbox import BackOfficeSandbox, must_have
from pytest_checkout.conformance.suite import Conformance, somebody, where_it_can
from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.store.ports import OrderPayment


class OrderPaymentsConformance(Conformance):
    Sandbox = BackOfficeSandbox

    @pytest.fixture
    def of_money(self, sandbox: BackOfficeSandbox) -> BackOfficeSandbox:
        must_have(sandbox, "order payments")
        return sandbox

    def test_an_order_that_was_paid_is_and_can_be_refunded(self, of_money: BackOfficeSandbox) -> None:
        with where_it_can():
            order = of_money.places_order(somebody())
        assert order.total is not None
        assert _told(of_money, order.number) == ("paid", order.total, order.total * 0)
        assert _payment(of_money, order.number).invoiced == order.total
        with where_it_can():
            of_money.adapter.refund_order(order.number)
        assert _told(of_money, order.number) == ("refunded", order.total, order.total)
        assert "refund" not in _payment(of_money, order.number).can, "it is offered once"

    def test_what_is_held_is_not_taken_until_it_is_captured(self, of_money: BackOfficeSandbox) -> None:
        with where_it_can():
            order = of_money.reserves_order(somebody())
        assert order.total is not None
        assert _told(of_money, order.number) == ("held", order.total * 0, order.total * 0)
        assert {"capture", "void"} <= set(_payment(of_money, order.number).can)
        of_money.adapter.capture_order(order.number)
        assert _told(of_money, order.number) == ("paid", order.total, order.total * 0)

    def test_a_part_can_be_captured_to_the_penny(self, of_money: BackOfficeSandbox) -> None:
        with where_it_can():
            order = of_money.reserves_order(somebody())
            assert order.total is not None
            part = order.total - Money.from_minor(1, order.total.currency)
            of_money.adapter.capture_order(order.number, part)
        assert _told(of_money, order.number) == ("paid", part, part * 0)

    def test_a_part_in_another_currency_is_not_captured(self, of_money: BackOfficeSandbox) -> None:
        """Never are 5 yen taken as 5 pounds."""
        with where_it_can():
            order = of_money.reserves_order(somebody())
        before = _payment(of_money, order.number)
        part = Money.parse("JPY 5" if before.invoiced.currency != "JPY" else "GBP 5.00")
        with pytest.raises((ServiceUnavailable, CannotProvide)):
            of_money.adapter.capture_order(order.number, part)
        assert _payment(of_money, order.number) == before

    def test_what_is_voided_was_never_taken(self, of_money: BackOfficeSandbox) -> None:
        with where_it_can():
            order = of_money.reserves_order(somebody())
            of_money.adapter.void_order(order.number)
        assert order.total is not None
        assert _told(of_money, order.number) == ("voided", order.total * 0, order.total * 0)
        assert _payment(of_money, order.number).can == ()

    def test_what_cannot_be_done_about_an_order_is_not_done(self, of_money: BackOfficeSandbox) -> None:
        with where_it_can():
            order = of_money.places_order(somebody())
        before = _payment(of_money, order.number)
        for act, do in self._acts(of_money).items():
            if act not in before.can:
                with contextlib.suppress(ServiceUnavailable, CannotProvide):
                    do(order.number)
        assert _payment(of_money, order.number) == before

    def test_the_payment_of_one_order_is_not_anothers(self, of_money: BackOfficeSandbox) -> None:
        email = somebody()
        with where_it_can():
            first, second = (of_money.places_order(email) for _ in range(2))
            before = _payment(of_money, second.number)
            of_money.adapter.refund_order(first.number)
        assert _payment(of_money, second.number) == before

    def test_an_order_without_a_payment_here_is_named(self, of_money: BackOfficeSandbox) -> None:
        unknown = f"NO-SUCH-{secrets.token_hex(3)}"
        for act in (of_money.adapter.order_payment, *self._acts(of_money).values()):
            with pytest.raises((ServiceUnavailable, CannotProvide), match=unknown):
                act(unknown)

    def _acts(self, sandbox: BackOfficeSandbox) -> dict[str, Callable[[str], Any]]:
        office = sandbox.adapter
        return {"capture": office.capture_order, "refund": office.refund_order, "void": office.void_order}


def _payment(sandbox: BackOfficeSandbox, number: str) -> OrderPayment:
    found: OrderPayment = sandbox.anew().order_payment(number)
    return found


def _told(sandbox: BackOfficeSandbox, number: str) -> tuple[str, Money, Money]:
    payment = _payment(sandbox, number)
    return payment.state, payment.captured, payment.refunded
