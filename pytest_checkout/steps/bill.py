"""Steps that look at the bill: discounts, delivery, tax and total, at the stage where the shopper stands."""

from __future__ import annotations

from pytest_bdd import then

from pytest_checkout import bill
from pytest_checkout.checks import expect
from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Delivery, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper


@then(Phrase("the parts of my bill should add up to the total"))
def parts_should_add_up(shopper: Shopper) -> None:
    bill.parts_add_up(shopper.reads_totals())


@then(Phrase("the parts of my bill should stand before its total"))
def parts_should_stand_before_the_total(shopper: Shopper) -> None:
    bill.parts_before_total(shopper.parts_in_order())


@then(Phrase("my order total should be {amount:money}"))
def my_order_total_should_be(amount: Money, shopper: Shopper) -> None:
    expect("The total", bill.required(shopper.reads_totals(), "total"), equals=amount, reason_code=bill.WRONG)


@then(Phrase("my total should be as before"))
def my_total_should_be_as_before(shopper: Shopper, checkout_purchase: Purchase) -> None:
    assert checkout_purchase.before is not None, "the scenario did nothing yet that could move the total"
    expect(
        "The total",
        bill.required(shopper.reads_totals(), "total"),
        equals=bill.required(checkout_purchase.before, "total"),
        reason_code=bill.WRONG,
    )


@then(Phrase("my delivery charge should be what {delivery:delivery} promises"))
def my_delivery_charge_should_be(delivery: Role | Literal, shopper: Shopper, checkout_store: StoreProfile) -> None:
    entry: Delivery = checkout_store.entry(delivery)
    if entry.fee is None:
        raise CannotProvide(f"needs the fee of {delivery}: add 'fee:' to it in {checkout_store.path.name}")
    expect("The delivery charge", _delivery(shopper), equals=entry.fee, reason_code=bill.WRONG)


@then(Phrase("my delivery should be free"))
def my_delivery_should_be_free(shopper: Shopper) -> None:
    """No charge, or a charge that a discount of exactly that amount gives back: shops show it either way."""
    totals = shopper.reads_totals()
    charge = bill.required(totals, "delivery")
    left = Money.zero(charge.currency) if totals.discount == charge else charge
    expect("The delivery charge", left, equals=Money.zero(charge.currency), reason_code=bill.WRONG)


@then(Phrase("I should be shown the price of {product:product}"))
def i_should_be_shown_the_price(product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile) -> None:
    entry = checkout_store.entry(product)
    if entry.price is None:
        raise CannotProvide(f"needs the price of {product}: add 'price:' to it in {checkout_store.path.name}")
    shopper.opens_cart()
    items = bill.required(shopper.reads_totals(), "items")
    expect(f"The price of {product} in the cart", items, equals=entry.price, reason_code=bill.WRONG)


def _delivery(shopper: Shopper) -> Money:
    return bill.required(shopper.reads_totals(), "delivery")
