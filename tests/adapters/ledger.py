"""A payment gateway in memory, its ledger honest, and broken in each way that the suite must notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pytest_checkout.conformance import PaymentLedgerSandbox
from pytest_checkout.domain import Money
from pytest_checkout.store.ports import Charge, PaymentLedger
from tests.adapters.elsewhere import NONSENSE, OverCredulous, Wary
from tests.adapters.seen_red import Broken


@dataclass
class Payment:
    id: str
    at: datetime
    email: str
    order: str
    asked: Money
    taken: Money
    held: Money
    back: Money
    status: str = "done"


class InMemory(PaymentLedgerSandbox):
    """Its adapter is itself. It names payments as it makes them, and tells ten at once."""

    page = 10

    def __init__(self) -> None:
        self.adapter: PaymentLedger = self
        self.payments: list[Payment] = []

    def opens(self, email: str, amount: Money, order: str = "100001", **more: Any) -> Payment:
        none = Money.zero(amount.currency)
        parts: dict[str, Any] = {"taken": none, "held": none, "back": none, **more}
        self.payments.append(
            Payment(f"P{len(self.payments)}", datetime.now(UTC), email, order, amount, **parts),
        )
        return self.payments[-1]

    def pays(self, email: str, amount: Money, order: str = "100001") -> str:
        return self.opens(email, amount, order, taken=amount).id

    def holds(self, email: str, amount: Money) -> str:
        return self.opens(email, amount, held=amount).id

    def captures(self, payment: str, amount: Money) -> None:
        found = self.payments[int(payment[1:])]
        found.taken, found.held = amount, Money.zero(amount.currency)

    def lets_go(self, payment: str) -> None:
        found = self.payments[int(payment[1:])]
        found.held = Money.zero(found.held.currency)

    def refunds(self, payment: str, amount: Money) -> None:
        self.payments[int(payment[1:])].back += amount

    def is_declined(self, email: str, amount: Money) -> None:
        self.opens(email, amount, status="declined")

    def is_asked_to_authenticate(self, email: str, amount: Money) -> None:
        self.opens(email, amount, status="asked")

    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        return [
            self.told(payment) for payment in reversed(self.payments) if payment.email == email and payment.at >= since
        ]

    def told(self, payment: Payment) -> Charge:
        return Charge(
            payment.id, payment.order, payment.email, payment.taken, payment.status, payment.held, payment.back
        )

    lies = (b'{"taken": -1}',)

    def at(self, url: str) -> Any:
        return Wary(url)


class ForgetsRefunds(InMemory):
    def told(self, payment: Payment) -> Charge:
        return replace(super().told(payment), refunded=None)


class TellsTheLastRefundAlone(InMemory):
    def refunds(self, payment: str, amount: Money) -> None:
        self.payments[int(payment[1:])].back = amount


class TakesRefundsOffWhatWasTaken(InMemory):
    def told(self, payment: Payment) -> Charge:
        return replace(super().told(payment), captured=payment.taken - payment.back)


class TellsWhatIsHeldAsTaken(InMemory):
    def told(self, payment: Payment) -> Charge:
        return replace(super().told(payment), captured=payment.taken + payment.held)


class TellsWhatWasAskedForAsTaken(InMemory):
    def told(self, payment: Payment) -> Charge:
        return replace(super().told(payment), captured=payment.asked)


class TellsAHoldThatWasLetGoAsGivenBack(InMemory):
    def told(self, payment: Payment) -> Charge:
        return replace(super().told(payment), refunded=payment.asked - payment.taken - payment.held)


class TakesAllMinorUnitsForHundredths(InMemory):
    def told(self, payment: Payment) -> Charge:
        paid = payment.taken
        told = Money(paid.amount * 100, paid.currency) if paid.currency == "JPY" else paid
        return replace(super().told(payment), captured=told)


class TakesAllMoneyForPounds(InMemory):
    def told(self, payment: Payment) -> Charge:
        return replace(super().told(payment), captured=Money.from_minor(payment.taken.minor, "GBP"))


class LosesTheOrder(InMemory):
    def told(self, payment: Payment) -> Charge:
        return replace(super().told(payment), order_number="")


class OldestFirst(InMemory):
    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        return super().charges(email, since)[::-1]


class GivesEverybodysCharges(InMemory):
    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        return [self.told(payment) for payment in reversed(self.payments)]


class HidesTheSecondChargeOfAnOrder(InMemory):
    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        return list({charge.order_number: charge for charge in super().charges(email, since)}.values())


class TellsOnePage(InMemory):
    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        newest = {payment.id for payment in self.payments[-self.page :]}
        return [charge for charge in super().charges(email, since) if charge.id in newest]


class IgnoresTheTime(InMemory):
    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        return super().charges(email, datetime.min.replace(tzinfo=UTC))


class BelievesAnything(OverCredulous, InMemory): ...


_TAKEN = "test_what_was_taken_is_told_with_its_order_and_currency"
_HELD = "test_what_is_held_is_not_taken_until_it_is_captured"
_BACK = "test_what_was_given_back_is_told_beside_what_was_taken"
_EACH = "test_every_charge_is_told_the_newest_first_and_nobody_elses"
BROKEN: Broken = {
    ForgetsRefunds: _BACK,
    TellsTheLastRefundAlone: _BACK,
    TakesRefundsOffWhatWasTaken: _BACK,
    TellsWhatIsHeldAsTaken: _HELD,
    TellsWhatWasAskedForAsTaken: "test_an_attempt_that_was_declined_or_waits_has_taken_nothing",
    TellsAHoldThatWasLetGoAsGivenBack: "test_what_was_let_go_is_neither_taken_nor_held_nor_given_back",
    TakesAllMinorUnitsForHundredths: _TAKEN,
    TakesAllMoneyForPounds: _TAKEN,
    LosesTheOrder: _TAKEN,
    OldestFirst: _EACH,
    GivesEverybodysCharges: _EACH,
    HidesTheSecondChargeOfAnOrder: _EACH,
    TellsOnePage: "test_a_charge_on_the_gateways_second_page_is_told",
    IgnoresTheTime: "test_what_was_charged_before_the_time_that_was_asked_for_is_left_out",
    BelievesAnything: NONSENSE,
}
