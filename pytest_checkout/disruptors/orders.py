"""Orders: what was sold reaches the order system once and whole, however often the shopper or the network sends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from pytest_bdd import step, then

from pytest_checkout import bill
from pytest_checkout.checks import expect
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Money, Stage
from pytest_checkout.errors import StoreUnreachable, Unproved
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import BackOffice, Mailbox, PaymentLedger
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.shopper import Shopper

_CLICK_AGAIN = """() => addEventListener("click", function again(event) {
  if (!event.isTrusted) return;
  removeEventListener("click", again, true);
  setTimeout(() => event.target.click(), 20);
}, true)"""
"""The second click of an impatient hand, 20 ms after the first: the page may have gone by then, or may not."""

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("orders", "Orders", "capture, the order system behind the shop, comparing both")]


# -- checks --


def charged_once(taken: Sequence[Money], total: Money | None) -> None:
    """The one order was paid by one charge of its total. Raises CheckFailed."""
    listed = " and ".join(str(amount) for amount in taken) or "nothing"
    code = "double-charge" if len(taken) > 1 else bill.WRONG
    expect("The number of charges", len(taken), equals=1, advice=f"Taken: {listed}.", reason_code=code)
    expect("The amount charged", taken[0], equals=total, reason_code=bill.WRONG)


# -- fixture --


@dataclass(frozen=True)
class Orders:
    """An order that is sent more than once, or whose answer never comes."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase

    def place_without_answer(self) -> None:
        """Place the order on a connection that loses the answer. Raises Unproved when an answer comes all the same."""
        try:
            outcome = self.shopper.tries_to_place_order()
        except StoreUnreachable:
            return
        raise Unproved("the answer should have been lost and came", found="; ".join(outcome.told))

    def order_what_is_left(self) -> None:
        """Come back, and order again what the cart still holds: what a shopper does who saw no confirmation."""
        self.shopper.leaves_and_comes_back()
        self.shopper.opens_cart()
        if self.shopper.cart_lines():
            walk(Stage.REVIEW, self.shopper, self.store, self.purchase)
            self.purchase.outcome = self.shopper.tries_to_place_order()

    def place_by_double_click(self) -> None:
        walk(Stage.REVIEW, self.shopper, self.store, self.purchase)
        self.shopper.page.evaluate(_CLICK_AGAIN)
        self.purchase.outcome = self.shopper.tries_to_place_order()


@pytest.fixture
def checkout_orders(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> Orders:
    """The order of this scenario's shopper, on its way to the store."""
    return Orders(shopper, checkout_store, checkout_purchase)


# -- steps --


@step(Phrase("I place my order and see no answer"))
def i_place_my_order_and_see_no_answer(checkout_orders: Orders) -> None:
    checkout_orders.place_without_answer()


@step(Phrase("I come back and order what is still in my cart"))
def i_come_back_and_order_again(checkout_orders: Orders) -> None:
    checkout_orders.order_what_is_left()


@step(Phrase("I place my order twice in quick succession"))
def i_place_my_order_twice(checkout_orders: Orders) -> None:
    checkout_orders.place_by_double_click()


@then(Phrase("I should be charged once for the one order that exists"))
def i_should_be_charged_once_for_the_one_order(
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_ledger: PaymentLedger,
) -> None:
    patience = float(checkout_store.patience)
    orders = eventually(lambda: checkout_backoffice.orders(shopper.email), bool, patience)
    expect("The number of orders in the back office", len(orders), equals=1)
    charges = eventually(lambda: checkout_ledger.charges(shopper.email, checkout_purchase.started), bool, patience)
    charged_once([charge.captured for charge in charges if charge.captured], orders[0].total)


@then(Phrase("exactly {units:count} confirmation e-mail should tell me of it"))
def mails_should_tell_me(
    units: int,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_backoffice: BackOffice,
    checkout_mailbox: Mailbox,
) -> None:
    """Told by the order in the back office: the shopper may have seen no confirmation page."""
    mails = eventually(
        lambda: checkout_mailbox.messages(shopper.email),
        lambda seen: len(seen) >= units,
        float(checkout_store.patience),
    )
    numbers = [order.number for order in checkout_backoffice.orders(shopper.email)]
    telling = [mail for mail in mails if any(number in mail.subject + mail.text for number in numbers)]
    expect("The number of mails that name the order", len(telling), equals=units)
