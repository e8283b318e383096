"""Uses of a code are counted by orders: what works once works once, for whomever it is limited to."""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import given, step, then

from pytest_checkout.checks import expect, expect_that
from pytest_checkout.disruptors.promotions.codes import code_is_refused
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import BackOffice
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

# -- steps --


@given(Phrase("nobody has used {code:code} yet"))
def nobody_has_used(code: Role | Literal, checkout_store: StoreProfile, checkout_code_uses: Settable[int]) -> None:
    checkout_code_uses.set(0, checkout_store.entry(code).code)


@step(Phrase("my order is cancelled"))
def my_order_is_cancelled(shopper: Shopper, checkout_purchase: Purchase, checkout_backoffice: BackOffice) -> None:
    checkout_backoffice.cancel_order(recorded_order(checkout_purchase, checkout_backoffice, shopper).number)


@then(Phrase("{code:code} should have been used {units:count} times"))
@then(Phrase("{code:code} should have been used {units:count} time"))
def the_code_should_have_been_used(
    code: Role | Literal, units: int, checkout_store: StoreProfile, checkout_code_uses: Settable[int]
) -> None:
    text = checkout_store.entry(code).code
    used = eventually(lambda: checkout_code_uses.now(text), lambda uses: uses == units, float(checkout_store.patience))
    expect(f"The uses of the code {text}", used, equals=units, advice="Are uses counted by orders, and by them alone?")


@then(Phrase("{code:code} should be used or free again, as the store declares for cancelled orders"))
def the_code_should_be_as_declared(
    code: Role | Literal, checkout_store: StoreProfile, checkout_code_uses: Settable[int]
) -> None:
    declared = checkout_store.policies.codes_of_cancelled_orders
    if declared is None:
        raise CannotProvide(
            "needs to know what cancelling does to a code: add 'codes of cancelled orders:' "
            f"to 'policies:' in {checkout_store.path.name}"
        )
    the_code_should_have_been_used(code, int(declared == "stay used"), checkout_store, checkout_code_uses)


@then(Phrase("{code:code} should be refused to another shopper"))
def the_code_should_be_refused_to_another_shopper(
    code: Role | Literal, checkout_store: StoreProfile, new_shopper: Callable[[], Shopper]
) -> None:
    another, entry = new_shopper(), checkout_store.entry(code)
    product = checkout_store.entry(Role("products", "in stock", "a product in stock"))
    another.visits(product)
    another.adds_to_cart(product)
    code_is_refused(another.applies_code(entry.code), entry.code)


@then(Phrase("that code should have given me a discount {times:count} time at most"))
@then(Phrase("that code should have given me a discount {times:count} times at most"))
def the_code_should_have_given_at_most(times: int, shopper: Shopper, checkout_backoffice: BackOffice) -> None:
    """By the orders themselves: a shop may refuse the code when it is entered, or drop it when it learns who orders."""
    orders = checkout_backoffice.orders(shopper.email)
    untold = [order.number for order in orders if order.discount is None]
    if untold:
        raise CannotProvide(f"needs the discount of each order, which the back office leaves out: {', '.join(untold)}")
    given_to = [order.number for order in orders if order.discount]
    expect_that(
        len(given_to) <= times,
        "The number of my orders with a discount",
        expected=f"{times} or fewer",
        actual=len(given_to),
        advice="Guests are told apart by their e-mail address.",
        reason_code="wrong-outcome",
    )
