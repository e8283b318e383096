"""Promotions: codes that should give what they promise, be refused when they do not hold, and be enterable at all."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from pytest_bdd import given, step, then

from pytest_checkout import bill
from pytest_checkout.checks import expect, expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Money, Stage, total_of
from pytest_checkout.errors import CannotProvide, DeclaredLack, ShopFault
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import BackOffice
from pytest_checkout.store.profile import Code, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.codes import CodeAnswer
from pytest_checkout.storefront.shopper import Shopper

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("promotions", "Promotions", "discount codes and offers")]


# -- checks --


def code_is_accepted(answer: CodeAnswer, code: str) -> None:
    """Raises CheckFailed with what the shop said."""
    expect_that(
        answer.accepted,
        f"The code {code}",
        expected="accepted",
        actual=f"refused: {answer.message or 'without a word'}",
    )


def code_is_refused(answer: CodeAnswer, code: str) -> None:
    """The code is refused, and the shopper is told. Raises CheckFailed."""
    expect_that(not answer.accepted, f"The code {code}", expected="refused", actual="accepted")
    expect_that(
        bool(answer.message),
        f"What the shop says to the code {code}",
        expected="a reason in words",
        actual="nothing",
    )


def two_codes_give(shown: Money, items: Money, codes: tuple[Code, Code], *, stack: bool) -> None:
    """Both discounts, the second taken off the items or off what the first leaves of them; or one of the two alone.

    Raises CheckFailed.
    """
    one, other = (bill.promised_discount(code, items) for code in codes)
    after_one = one + bill.promised_discount(codes[1], items - one)
    after_other = other + bill.promised_discount(codes[0], items - other)
    right = [one + other, after_one, after_other] if stack else [one, other]
    expect_that(
        shown in right,
        f"The discount of the codes {codes[0].code} and {codes[1].code}",
        expected=" or ".join(dict.fromkeys(str(amount) for amount in right)),
        actual=shown,
        advice=f"The profile declares 'codes stack: {str(stack).lower()}'.",
        reason_code=bill.WRONG,
    )


# -- fixture --


@dataclass
class Promotions:
    """What a shopper does with codes, and remembers of it."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    second: Code | None = None
    """A code that was entered beside the first."""

    def apply(self, code: Code) -> None:
        """Enter a code in the cart and keep the shop's answer."""
        self.refuse_lack()
        self.shopper.opens_cart()
        self.purchase.before = self.shopper.reads_totals()
        self.purchase.code = code
        self.purchase.code_answer = self.shopper.applies_code(code.code)

    def needs_field(self) -> None:
        """Raises CannotProvide for a shop without a field for a code whose profile gives no codes: nobody promised one.

        Where the profile gives codes, a field that is missing is the shop's fault, and whoever uses it will say so.
        """
        self.refuse_lack()
        self.shopper.opens_cart()
        if not self.store.codes and not self.shopper.can_enter_code():
            raise CannotProvide(
                f"needs a field for a code: the shop shows none, and {self.store.path.name} gives no codes; add them "
                "under 'codes:', or declare 'vouchers' under 'lacks:' if the store has none"
            )

    def refuse_lack(self) -> None:
        """A store that declares to have no vouchers must not show a field for them either."""
        try:
            self.store.refuse_lack("vouchers")
        except DeclaredLack:
            self.shopper.opens_cart()
            if self.shopper.can_enter_code():
                raise ShopFault(
                    "the profile declares that the store lacks vouchers, but the cart asks for a code",
                    stage="cart",
                    looked_for="no field for a code",
                    found="a field for a code",
                ) from None
            raise

    def answer(self) -> tuple[CodeAnswer, Code]:
        assert self.purchase.code is not None, "the scenario entered no code"
        assert self.purchase.code_answer is not None, "the scenario entered no code"
        return self.purchase.code_answer, self.purchase.code

    def promised(self, items: Money) -> Money:
        """What the code should take off, by the store's declared rounding."""
        _, code = self.answer()
        if code.only_for:  # what it is for was put in the cart last
            items = total_of([each.total for each in self.purchase.sold()], items.currency)
        return bill.promised_discount(code, items, self.purchase.sold(), self.store.policies.discount_rounding)


@pytest.fixture
def checkout_promotions(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> Promotions:
    """Codes in the hands of this scenario's shopper."""
    return Promotions(shopper, checkout_store, checkout_purchase)


# -- steps --


@step(Phrase("I try a code that does not exist"))
def i_try_a_code_that_does_not_exist(checkout_promotions: Promotions) -> None:
    checkout_promotions.needs_field()
    checkout_promotions.apply(Code(code=f"NONE{secrets.token_hex(3).upper()}"))


@step(Phrase("I apply {code:code}"))
def i_apply_the_code(code: Role | Literal, checkout_store: StoreProfile, checkout_promotions: Promotions) -> None:
    checkout_promotions.refuse_lack()
    checkout_promotions.apply(checkout_store.entry(code))


@step(Phrase("I type {code:code} in small letters"))
def i_apply_the_code_in_small_letters(
    code: Role | Literal, checkout_store: StoreProfile, checkout_promotions: Promotions
) -> None:
    checkout_promotions.refuse_lack()
    entry: Code = checkout_store.entry(code)
    checkout_promotions.apply(entry.model_copy(update={"code": entry.code.lower()}))


@step(Phrase("I enter {code:code} beside it"))
def i_apply_another_code(
    code: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_promotions: Promotions
) -> None:
    """The shop may take it or refuse it; what counts is the discount afterwards."""
    answer, first = checkout_promotions.answer()
    code_is_accepted(answer, first.code)
    checkout_promotions.second = checkout_store.entry(code)
    shopper.applies_code(checkout_promotions.second.code)


@step(Phrase("I enter that code once more"))
def i_enter_that_code_once_more(shopper: Shopper, checkout_promotions: Promotions) -> None:
    """The shop may take it or refuse it; what counts is the discount afterwards."""
    answer, code = checkout_promotions.answer()
    code_is_accepted(answer, code.code)
    shopper.applies_code(code.code)


@step(Phrase("I remove the code"))
def i_remove_the_code(shopper: Shopper, checkout_promotions: Promotions) -> None:
    _, code = checkout_promotions.answer()
    shopper.removes_code(code.code)


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


@then(Phrase("no amount of my bill should be below zero"))
def no_amount_below_zero(shopper: Shopper) -> None:
    for label, amount in shopper.reads_totals().rows():
        expect_that(not amount.split()[1].startswith("-"), f"The {label}", expected="zero or more", actual=amount)


@then(Phrase("the code should be refused"))
def the_code_should_be_refused(checkout_promotions: Promotions) -> None:
    answer, code = checkout_promotions.answer()
    code_is_refused(answer, code.code)


@then(Phrase("my discount should be what the code promises"))
def my_discount_should_be_what_the_code_promises(shopper: Shopper, checkout_promotions: Promotions) -> None:
    answer, code = checkout_promotions.answer()
    if code.gives is None:
        raise CannotProvide(f"needs what the code {code.code} gives: add 'gives:' to it in the profile")
    code_is_accepted(answer, code.code)
    totals = shopper.reads_totals()
    bill.discount_is(totals, checkout_promotions.promised(bill.required(totals, "items")), code.code)


@then(Phrase("my two codes should add up or exclude each other, as the store declares"))
def two_codes_should_be_as_declared(shopper: Shopper, checkout_promotions: Promotions) -> None:
    declared = checkout_promotions.store.policies.codes_stack
    if declared is None:
        raise CannotProvide(
            "needs to know whether two codes give two discounts: add 'codes stack:' to 'policies:' "
            f"in {checkout_promotions.store.path.name}"
        )
    _, first = checkout_promotions.answer()
    second = checkout_promotions.second
    assert second is not None, "the scenario entered one code only"
    if first.gives is None or second.gives is None:
        raise CannotProvide(f"needs what {first.code} and {second.code} give: add 'gives:' to both in the profile")
    totals = shopper.reads_totals()
    shown = totals.discount or Money.zero(checkout_promotions.store.currency)
    two_codes_give(shown, bill.required(totals, "items"), (first, second), stack=declared)


@then(Phrase("my discount should be counted once"))
def my_discount_should_be_counted_once(shopper: Shopper, checkout_promotions: Promotions) -> None:
    my_discount_should_be_what_the_code_promises(shopper, checkout_promotions)


@then(Phrase("my order should carry the discount"))
def my_order_should_carry_the_discount(
    shopper: Shopper, checkout_purchase: Purchase, checkout_backoffice: BackOffice, checkout_promotions: Promotions
) -> None:
    promised = checkout_promotions.promised(bill.required(shopper.journal.totals[Stage.CART], "items"))
    recorded = recorded_order(checkout_purchase, checkout_backoffice, shopper)
    expect("The discount in the order", recorded.discount, equals=promised, reason_code=bill.WRONG)


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


@then(Phrase("I should have no discount"))
def i_should_have_no_discount(shopper: Shopper, checkout_store: StoreProfile) -> None:
    totals = shopper.reads_totals()
    bill.discount_is(totals, Money.zero(checkout_store.currency), "none")


@then(Phrase("I should be able to enter a code"))
@then(Phrase("I should still be able to enter a code"))
def i_should_be_able_to_enter_a_code(shopper: Shopper, checkout_promotions: Promotions) -> None:
    checkout_promotions.needs_field()
    shopper.opens_cart()
    shopper.must_be_able_to_enter_a_code()
