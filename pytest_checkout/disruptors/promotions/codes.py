"""A code gives what it promises, is refused in words where it does not hold, and can be entered at all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import pytest
from pytest_bdd import step, then

from pytest_checkout import bill
from pytest_checkout.checks import expect, expect_that
from pytest_checkout.domain import Money, Stage, total_of
from pytest_checkout.errors import CannotProvide, DeclaredLack, ShopFault
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import BackOffice
from pytest_checkout.store.profile import Code, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.codes import CodeAnswer
from pytest_checkout.storefront.shopper import Shopper

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


@step(Phrase("I remove the code"))
def i_remove_the_code(shopper: Shopper, checkout_promotions: Promotions) -> None:
    _, code = checkout_promotions.answer()
    shopper.removes_code(code.code)


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


@then(Phrase("my order should carry the discount"))
def my_order_should_carry_the_discount(
    shopper: Shopper, checkout_purchase: Purchase, checkout_backoffice: BackOffice, checkout_promotions: Promotions
) -> None:
    promised = checkout_promotions.promised(bill.required(shopper.journal.totals[Stage.CART], "items"))
    recorded = recorded_order(checkout_purchase, checkout_backoffice, shopper)
    expect("The discount in the order", recorded.discount, equals=promised, reason_code=bill.WRONG)


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
