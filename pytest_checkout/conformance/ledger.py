"""What every adapter to a payment ledger must tell, whoever's gateway it reads."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from pytest_checkout.conformance.elsewhere import Unbelievable
from pytest_checkout.conformance.suite import Sandbox, a_number, somebody, where_it_can
from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.ports import Charge, PaymentLedger

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
POUND = Money.parse("GBP 1.00")


class PaymentLedgerSandbox(Sandbox):
    """A shop's side of one gateway, in its test mode. `pays` and `holds` give the gateway's id of the payment."""

    adapter: PaymentLedger

    page = 0
    """How many payments the gateway tells at once; 0: all of them, or too many to be tried."""

    @abstractmethod
    def pays(self, email: str, amount: Money, order: str = "100001") -> str:
        """Take money. Raises CannotProvide for a currency in which the gateway takes none."""

    def holds(self, email: str, amount: Money) -> str:
        """Reserve money."""
        raise CannotProvide("money that is held: this gateway takes it at once")

    def captures(self, payment: str, amount: Money) -> None:
        """Take what is held, or a part, and let the rest go."""
        raise CannotProvide("this gateway captures nothing")

    def lets_go(self, payment: str) -> None:
        """Give up what is held."""
        raise CannotProvide("this gateway lets nothing go")

    @abstractmethod
    def refunds(self, payment: str, amount: Money) -> None:
        """Give back what was taken, or a part of it."""

    @abstractmethod
    def is_declined(self, email: str, amount: Money) -> None:
        """Try to pay with a card that the gateway declines."""

    @abstractmethod
    def is_asked_to_authenticate(self, email: str, amount: Money) -> None:
        """Begin a payment that waits for the shopper's bank."""


class PaymentLedgerConformance(Unbelievable):
    Sandbox = PaymentLedgerSandbox

    def asks(self, adapter: PaymentLedger) -> Sequence[Charge]:
        return adapter.charges("ada@example.com", LONG_AGO)

    @pytest.mark.parametrize("amount", ["GBP 44.90", "JPY 1200", "KWD 4.125"])
    def test_what_was_taken_is_told_with_its_order_and_currency(
        self, sandbox: PaymentLedgerSandbox, amount: str
    ) -> None:
        email, order, paid = somebody(), a_number(), Money.parse(amount)
        with where_it_can():
            payment = sandbox.pays(email, paid, order)
        [charge] = sandbox.adapter.charges(email, LONG_AGO)
        assert (charge.id, charge.order_number, charge.email) == (payment, order, email)
        assert _money(charge) == (paid, paid - paid, paid - paid)

    def test_what_is_held_is_not_taken_until_it_is_captured(self, sandbox: PaymentLedgerSandbox) -> None:
        email = somebody()
        with where_it_can():
            payment = sandbox.holds(email, POUND * 20)
        [charge] = sandbox.adapter.charges(email, LONG_AGO)
        assert _money(charge) == (POUND * 0, POUND * 20, POUND * 0)
        sandbox.captures(payment, POUND * 15)
        [charge] = sandbox.adapter.charges(email, LONG_AGO)
        assert _money(charge) == (POUND * 15, POUND * 0, POUND * 0)

    def test_what_was_let_go_is_neither_taken_nor_held_nor_given_back(self, sandbox: PaymentLedgerSandbox) -> None:
        email = somebody()
        with where_it_can():
            sandbox.lets_go(sandbox.holds(email, POUND * 20))
        [charge] = sandbox.adapter.charges(email, LONG_AGO)
        assert _money(charge) == (POUND * 0, POUND * 0, POUND * 0)

    def test_what_was_given_back_is_told_beside_what_was_taken(self, sandbox: PaymentLedgerSandbox) -> None:
        email = somebody()
        payment = sandbox.pays(email, POUND * 20)
        for given in (5, 2):
            sandbox.refunds(payment, POUND * given)
        [charge] = sandbox.adapter.charges(email, LONG_AGO)
        assert _money(charge) == (POUND * 20, POUND * 0, POUND * 7)
        assert charge.kept == POUND * 13

    def test_an_attempt_that_was_declined_or_waits_has_taken_nothing(self, sandbox: PaymentLedgerSandbox) -> None:
        email = somebody()
        sandbox.is_declined(email, POUND)
        sandbox.is_asked_to_authenticate(email, POUND)
        charges = sandbox.adapter.charges(email, LONG_AGO)
        assert {_money(charge) for charge in charges} <= {(POUND * 0, POUND * 0, POUND * 0)}

    def test_every_charge_is_told_the_newest_first_and_nobody_elses(self, sandbox: PaymentLedgerSandbox) -> None:
        mine, hers = somebody("ada"), somebody("da")
        first, second = (sandbox.pays(mine, POUND) for _ in range(2))
        sandbox.pays(hers, POUND)
        assert [charge.id for charge in sandbox.adapter.charges(mine, LONG_AGO)] == [second, first]

    def test_what_was_charged_before_the_time_that_was_asked_for_is_left_out(
        self, sandbox: PaymentLedgerSandbox
    ) -> None:
        email = somebody()
        sandbox.pays(email, POUND)
        now = datetime.now(UTC)
        assert list(sandbox.adapter.charges(email, now + timedelta(hours=1))) == []
        assert len(sandbox.adapter.charges(email, now - timedelta(hours=1))) == 1

    def test_a_charge_on_the_gateways_second_page_is_told(self, sandbox: PaymentLedgerSandbox) -> None:
        if not sandbox.page:
            pytest.skip(f"{type(sandbox).__name__} names no `page`: how many payments its gateway tells at once")
        email = somebody()
        first = sandbox.pays(email, POUND)
        for _ in range(sandbox.page):
            sandbox.pays(somebody("bob"), POUND)
        assert [charge.id for charge in sandbox.adapter.charges(email, LONG_AGO)] == [first]


def _money(charge: Charge) -> tuple[Money, Money, Money]:
    """What was taken, is held, was given back. A ledger may leave out what is nought."""
    nothing = charge.captured - charge.captured
    return charge.captured, charge.held or nothing, charge.refunded or nothing
