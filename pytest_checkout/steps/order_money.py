"""Steps about the money of an order: held, taken, given back, let go, and what the store's books say of it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytest_bdd import step, then

from pytest_checkout.bill import WRONG
from pytest_checkout.checks import expect, expect_that
from pytest_checkout.domain import Money, Order
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import confirmed_order, order_total
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import BackOffice, GatewayControl, OrderPayments, PaymentLedger
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront import Shopper

UNFINISHED = ("requires_confirmation", "requires_action", "requires_capture")
"""States of a payment that only waits to be made. Source: Stripe, "How PaymentIntents work" (lifecycle)."""


@step(Phrase("the store takes the money {capture:capture}"))
def the_store_takes_the_money(capture: str, checkout_capture_terms: Settable[str]) -> None:
    checkout_capture_terms.set(capture)


@step(Phrase("the payment gateway will refuse to hand over the money {times:count} time"))
@step(Phrase("the payment gateway will refuse to hand over the money {times:count} times"))
def gateway_will_refuse_captures(times: int, shopper: Shopper, checkout_gateway_control: GatewayControl) -> None:
    checkout_gateway_control.refuse_captures(shopper.email, times)


@dataclass(frozen=True)
class OrderMoney:
    """The payment of the shopper's one order, in the store's own books."""

    shopper: Shopper
    purchase: Purchase
    backoffice: BackOffice
    payments: OrderPayments

    @property
    def order(self) -> Order:
        """The order as the back office has it now, confirmed on a page or not. Raises CheckFailed."""
        confirmed = self.purchase.order
        found = [
            each
            for each in self.backoffice.orders(self.shopper.email)
            if confirmed is None or each.number == confirmed.number
        ]
        expect("The number of orders in the back office", len(found), equals=1, reason_code="lost-order")
        return found[0]

    def order_that_can(self, act: str) -> Order:
        """The order, whose payment the merchant is offered to "capture", "refund" or "void". Raises CheckFailed."""
        order = self.order
        payment = self.payments.order_payment(order.number)
        expect_that(
            act in payment.can,
            f"What the store can do about the payment of order {order.number}",
            expected=act,
            actual=f"{' or '.join(payment.can) or 'nothing'}: it is {payment.state}",
        )
        return order


@pytest.fixture
def checkout_order_money(
    shopper: Shopper,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_order_payments: OrderPayments,
) -> OrderMoney:
    """What the store's books say of the money of my order, and what it does about it."""
    return OrderMoney(shopper, checkout_purchase, checkout_backoffice, checkout_order_payments)


@step(Phrase("the store dispatches my order"))
def the_store_dispatches_my_order(checkout_order_money: OrderMoney) -> None:
    """The moment when money that is held is taken."""
    order = checkout_order_money.order_that_can("capture")
    checkout_order_money.payments.capture_order(order.number)


@step(Phrase("the store takes a part of the money that it holds"))
def the_store_takes_a_part(checkout_order_money: OrderMoney, checkout_purchase: Purchase) -> None:
    order = checkout_order_money.order_that_can("capture")
    total = order_total(order)
    checkout_purchase.part = Money.from_minor(total.minor // 2, total.currency)
    checkout_order_money.payments.capture_order(order.number, checkout_purchase.part)


@step(Phrase("the store refunds my order"))
def the_store_refunds_my_order(checkout_order_money: OrderMoney) -> None:
    order = checkout_order_money.order_that_can("refund")
    checkout_order_money.payments.refund_order(order.number)


@step(Phrase("the store lets go what it holds for my order"))
def the_store_voids_my_order(checkout_order_money: OrderMoney) -> None:
    order = checkout_order_money.order_that_can("void")
    checkout_order_money.payments.void_order(order.number)


@then(Phrase("the store's books should show my order as {state:payment_state}"))
def books_should_show_my_order_as(state: str, checkout_store: StoreProfile, checkout_order_money: OrderMoney) -> None:
    number = checkout_order_money.order.number
    found = eventually(
        lambda: checkout_order_money.payments.order_payment(number).state,
        lambda seen: seen == state,
        float(checkout_store.patience),
    )
    expect(f"The payment of order {number} in the store's books", found, equals=state, reason_code=WRONG)


@then(Phrase("the store should be offered to {act:money_act} it"))
def the_store_should_be_offered_to(act: str, checkout_order_money: OrderMoney) -> None:
    checkout_order_money.order_that_can(act)


@then(Phrase("the payment gateway should hold exactly my order total, and have taken nothing"))
def my_order_total_should_be_held(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase, checkout_ledger: PaymentLedger
) -> None:
    total = order_total(confirmed_order(checkout_purchase))
    found = eventually(
        lambda: [each for each in checkout_ledger.charges(shopper.email, checkout_purchase.started) if each.held],
        bool,
        float(checkout_store.patience),
    )
    expect("The number of payments held", len(found), equals=1, reason_code=WRONG)
    expect("The amount held", found[0].held, equals=total, reason_code=WRONG)
    taken = [each for each in checkout_ledger.charges(shopper.email, checkout_purchase.started) if each.captured]
    expect("The number of charges", len(taken), equals=0, reason_code=WRONG)


@then(Phrase("exactly that part should be taken from my card"))
def exactly_that_part_should_be_taken(
    shopper: Shopper, checkout_purchase: Purchase, checkout_ledger: PaymentLedger
) -> None:
    taken = [each for each in checkout_ledger.charges(shopper.email, checkout_purchase.started) if each.captured]
    expect("The number of charges", len(taken), equals=1, reason_code=WRONG)
    expect("The amount taken", taken[0].captured, equals=checkout_purchase.part, reason_code=WRONG)


@then(Phrase("nothing should be held on my card"))
def nothing_should_be_held(shopper: Shopper, checkout_purchase: Purchase, checkout_ledger: PaymentLedger) -> None:
    held = [each for each in checkout_ledger.charges(shopper.email, checkout_purchase.started) if each.held]
    expect("The number of payments held", len(held), equals=0, reason_code=WRONG)


@then(Phrase("I should have my money back"))
def i_should_have_my_money_back(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase, checkout_ledger: PaymentLedger
) -> None:
    found = eventually(
        lambda: [each for each in checkout_ledger.charges(shopper.email, checkout_purchase.started) if each.captured],
        lambda seen: bool(seen) and all(each.refunded == each.captured for each in seen),
        float(checkout_store.patience),
    )
    expect_that(bool(found), "The charges", expected="at least one that was given back", actual="none at all")
    for each in found:
        expect(f"What was given back of {each.id}", each.refunded, equals=each.captured, reason_code=WRONG)


@then(Phrase("the payment gateway should hold no unfinished payment of mine"))
def no_unfinished_payment(shopper: Shopper, checkout_purchase: Purchase, checkout_ledger: PaymentLedger) -> None:
    """Each could still be paid, by a tab that is open somewhere. One that failed is as good as over until retried."""
    found = [
        each for each in checkout_ledger.charges(shopper.email, checkout_purchase.started) if each.status in UNFINISHED
    ]
    expect_that(
        not found,
        "Unfinished payments at the gateway",
        expected="none",
        actual="; ".join(f"{each.id} ({each.status})" for each in found),
        advice="Cancel the request of the method that the shopper left.",
        reason_code="double-charge",
    )


@then(Phrase("the charge, the order and the invoice should show the same amount"))
def charge_order_and_invoice_agree(
    shopper: Shopper, checkout_purchase: Purchase, checkout_ledger: PaymentLedger, checkout_order_money: OrderMoney
) -> None:
    order = checkout_order_money.order
    payment = checkout_order_money.payments.order_payment(order.number)
    taken = [each for each in checkout_ledger.charges(shopper.email, checkout_purchase.started) if each.captured]
    expect("The number of charges", len(taken), equals=1, reason_code=WRONG)
    for place, amount in (
        ("The amount of the charge", taken[0].captured),
        ("The amount of the invoice", payment.invoiced),
        ("The amount captured in the store's books", payment.captured),
    ):
        expect(place, amount, equals=order.total, reason_code=WRONG)
