"""What every back office must tell of what its store still owes to the systems behind it."""

from __future__ import annotations

import secrets

import pytest

from pytest_checkout.conformance.back_office.sandbox import BackOfficeSandbox, must_have
from pytest_checkout.conformance.suite import Conformance, somebody, soon, where_it_can
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.store.ports import SYSTEMS

PATIENCE = 20.0
"""Seconds within which a store hands on what it is told to hand on again."""


class OutboxConformance(Conformance):
    Sandbox = BackOfficeSandbox

    @pytest.fixture
    def of_outbox(self, sandbox: BackOfficeSandbox) -> BackOfficeSandbox:
        must_have(sandbox, "outbox")
        return sandbox

    def test_a_shopper_without_orders_is_owed_nothing(self, of_outbox: BackOfficeSandbox) -> None:
        assert list(of_outbox.adapter.owed(somebody())) == []

    def test_what_a_system_refuses_is_told_until_it_was_handed_on_again(self, of_outbox: BackOfficeSandbox) -> None:
        email = somebody()
        with where_it_can():
            order = of_outbox.owes_order(email)
        try:
            owed = [each for each in of_outbox.adapter.owed(email) if each.set_aside]
            assert [each.order_number for each in owed] == [order.number]
            assert owed[0].system in SYSTEMS
            assert owed[0].trouble, "a reader wants to know why"
            assert list(of_outbox.adapter.owed(somebody())) == [], "nobody else's"
        finally:
            of_outbox.refuses_no_more()
        of_outbox.adapter.hand_on_again(order.number)
        soon(lambda: not of_outbox.adapter.owed(email), PATIENCE)
        assert list(of_outbox.anew().owed(email)) == []

    def test_an_order_of_which_nothing_is_owed_here_is_named(self, of_outbox: BackOfficeSandbox) -> None:
        unknown = f"NO-SUCH-{secrets.token_hex(3)}"
        with pytest.raises((ServiceUnavailable, CannotProvide), match=unknown):
            of_outbox.adapter.hand_on_again(unknown)
