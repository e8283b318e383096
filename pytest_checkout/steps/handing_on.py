"""Steps about what the store still owes to the systems behind it: an order that waits is kept, and can be seen."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_bdd import then

from pytest_checkout.checks import expect_that
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import SYSTEMS, BackOffice, Outbox, Owed
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.shopper import Shopper


def waits_for(system: str, number: str, owed: Sequence[Owed], *, set_aside: bool) -> None:
    """The store knows that it still has to hand the order on to the system. Raises CheckFailed."""
    kept = "set aside for a person" if set_aside else "kept until it is there again"
    mine = [each for each in owed if each.order_number == number and each.system == system]
    how = "neither waiting nor set aside" if not mine else "set aside" if mine[0].set_aside else "waiting"
    expect_that(
        bool(mine) and mine[0].set_aside is set_aside,
        f"Order {number}, which the {SYSTEMS[system]} has not taken",
        expected=kept,
        actual=how,
        advice="Is an order written down for the systems behind the store in the moment when it is placed?",
        reason_code="wrong-outcome" if mine else "lost-order",
    )


def owed(number: str, system: str, email: str, outbox: Outbox, patience: float) -> Sequence[Owed]:
    """What the store still owes, as soon as it has tried to hand this order on to the system and failed."""
    return eventually(
        lambda: outbox.owed(email),
        lambda seen: any((each.order_number, each.system) == (number, system) and each.trouble for each in seen),
        patience,
    )


@then(Phrase("my order should wait for the order management system"))
def my_order_should_wait_for_the_oms(
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_outbox: Outbox,
) -> None:
    _waits("oms", shopper, checkout_store, checkout_purchase, checkout_backoffice, checkout_outbox)


@then(Phrase("my order should wait for its label in the back office"))
def my_order_should_wait_for_its_label(
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_outbox: Outbox,
) -> None:
    _waits("carrier", shopper, checkout_store, checkout_purchase, checkout_backoffice, checkout_outbox)


@then(Phrase("my first order should be set aside for a person"))
def my_first_order_should_be_set_aside(
    shopper: Shopper, checkout_store: StoreProfile, checkout_backoffice: BackOffice, checkout_outbox: Outbox
) -> None:
    number = checkout_backoffice.orders(shopper.email)[-1].number
    seen = owed(number, "oms", shopper.email, checkout_outbox, float(checkout_store.patience))
    waits_for("oms", number, seen, set_aside=True)


def _waits(
    system: str, shopper: Shopper, store: StoreProfile, purchase: Purchase, backoffice: BackOffice, outbox: Outbox
) -> None:
    number = recorded_order(purchase, backoffice, shopper).number
    seen = owed(number, system, shopper.email, outbox, float(store.patience))
    waits_for(system, number, seen, set_aside=False)
