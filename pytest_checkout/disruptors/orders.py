"""Orders: what was sold reaches the order system once and whole, however often the shopper or the network sends it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from pytest_bdd import given, step, then

from pytest_checkout import bill
from pytest_checkout.checks import expect
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Money, Order, Stage
from pytest_checkout.errors import CannotProvide, DeclaredLack, StoreUnreachable, Unproved
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import BackOffice, Mailbox, OrderManagement, Outbox, Owed, PaymentLedger
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
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


def held_once(placed: Sequence[Order], held: Sequence[Order]) -> None:
    """The order management system holds each placed order once, with its total. Raises CheckFailed."""
    numbers = [order.number for order in held]
    for order in placed:
        times = numbers.count(order.number)
        expect(
            f"How often the order management system holds order {order.number}",
            times,
            equals=1,
            advice=f"It holds {_listed(numbers)}.",
            reason_code="lost-order" if not times else "wrong-outcome",
        )
        expect(
            f"The total of order {order.number} in the order management system",
            next(each.total for each in held if each.number == order.number),
            equals=order.total,
            reason_code=bill.WRONG,
        )
    strange = [number for number in numbers if number not in [order.number for order in placed]]
    expect("The orders that it holds of me and the store does not know", _listed(strange), equals="none")


def held_in_order(placed: Sequence[Order], held: Sequence[Order]) -> None:
    """They arrived as they were placed, the oldest first. Raises CheckFailed."""
    expect(
        "The order in which my orders arrived at the order management system",
        _listed([order.number for order in held]),
        equals=_listed([order.number for order in placed]),
    )


def _listed(numbers: Sequence[str]) -> str:
    return ", ".join(numbers) or "none"


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


@dataclass(frozen=True)
class HandedOn:
    """The shopper's orders on their way from the store to the order management system."""

    shopper: Shopper
    store: StoreProfile
    backoffice: BackOffice
    oms: OrderManagement
    outbox: Outbox | None
    """None where the store does not say what it still owes: then nobody can wait for the last of it."""

    def placed(self) -> list[Order]:
        """All orders of the shopper as the store knows them, the oldest first."""
        return list(reversed(self.backoffice.orders(self.shopper.email)))

    def held(self, orders: Sequence[Order], seconds: float | None = None) -> Sequence[Order]:
        """What the order management system holds of the shopper, as soon as it has all these orders for good.

        An order is there for good when the store owes it no more: until then it may be sent once more.
        """
        wanted = {order.number for order in orders}
        bound = float(self.store.patience) if seconds is None else seconds
        eventually(lambda: self._owed(wanted), lambda owed: not owed, bound)
        return eventually(
            lambda: self.oms.orders(self.shopper.email),
            lambda seen: wanted <= {order.number for order in seen},
            bound,
        )

    def are_refused_for(self, sku: str, undo: ExitStack) -> None:
        """Have the order management system refuse what contains the product. In the end it takes what it refused."""
        undo.callback(self._take_again, sku)
        self.oms.refuse(sku, True)

    def _take_again(self, sku: str) -> None:
        self.oms.refuse(sku, False)
        if self.outbox is None:
            return
        refused = {each.order_number for each in self._owed() if each.set_aside}
        for number in refused:
            self.outbox.hand_on_again(number)
        self.held([order for order in self.placed() if order.number in refused])

    def _owed(self, numbers: set[str] | None = None) -> list[Owed]:
        owed = self.outbox.owed(self.shopper.email) if self.outbox else ()
        return [each for each in owed if each.system == "oms" and (numbers is None or each.order_number in numbers)]


@pytest.fixture
def checkout_handed_on(
    request: pytest.FixtureRequest,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_backoffice: BackOffice,
    checkout_oms: OrderManagement,
) -> HandedOn:
    """The orders of this scenario's shopper, on their way to the order management system."""
    try:
        outbox: Outbox | None = request.getfixturevalue("checkout_outbox")
    except (CannotProvide, DeclaredLack):
        outbox = None
    return HandedOn(shopper, checkout_store, checkout_backoffice, checkout_oms, outbox)


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


@then(Phrase("each of my orders should be charged its total once"))
def each_of_my_orders_should_be_charged_once(
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_ledger: PaymentLedger,
) -> None:
    orders = checkout_backoffice.orders(shopper.email)
    charges = eventually(
        lambda: [c for c in checkout_ledger.charges(shopper.email, checkout_purchase.started) if c.captured],
        lambda seen: len(seen) >= len(orders),
        float(checkout_store.patience),
    )
    for order in orders:
        charged_once([charge.captured for charge in charges if charge.order_number == order.number], order.total)


# -- steps: the order management system --


@given(Phrase("the order management system will refuse orders that contain {product:product}"))
def the_oms_will_refuse(
    product: Role | Literal, checkout_store: StoreProfile, checkout_handed_on: HandedOn, checkout_undo: ExitStack
) -> None:
    checkout_handed_on.are_refused_for(checkout_store.sku(product), checkout_undo)


@then(Phrase("the order management system should hold my order once"))
def the_oms_should_hold_my_order_once(
    shopper: Shopper, checkout_purchase: Purchase, checkout_backoffice: BackOffice, checkout_handed_on: HandedOn
) -> None:
    """The last order of the scenario: others of the same shopper are not looked at."""
    order = recorded_order(checkout_purchase, checkout_backoffice, shopper)
    held = checkout_handed_on.held([order])
    others = {each.number for each in checkout_handed_on.placed()} - {order.number}
    held_once([order], [each for each in held if each.number not in others])


@then(Phrase("the order management system should receive the orders that waited, each once, within {bound:duration}"))
def the_oms_should_receive_the_orders(bound: float, checkout_handed_on: HandedOn) -> None:
    placed = checkout_handed_on.placed()
    held = checkout_handed_on.held(placed, bound)
    held_once(placed, held)
    held_in_order(placed, held)
