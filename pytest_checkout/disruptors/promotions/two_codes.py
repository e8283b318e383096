"""Two codes add up or exclude each other as the store declares, and one that is entered twice counts once."""

from __future__ import annotations

from pytest_bdd import step, then

from pytest_checkout import bill
from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.promotions.codes import (
    Promotions,
    code_is_accepted,
    my_discount_should_be_what_the_code_promises,
)
from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store.profile import Code, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

# -- checks --


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


# -- steps --


@step(Phrase("I enter {code:code} beside it"))
def i_apply_another_code(
    code: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_promotions: Promotions
) -> None:
    """The shop may take it or refuse it; what counts is the discount afterwards."""
    answer, first = checkout_promotions.answer()
    code_is_accepted(answer, first.code)
    checkout_promotions.second = checkout_store.entry(code)
    shopper.applies_code(checkout_promotions.second.code)


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


@step(Phrase("I enter that code once more"))
def i_enter_that_code_once_more(shopper: Shopper, checkout_promotions: Promotions) -> None:
    """The shop may take it or refuse it; what counts is the discount afterwards."""
    answer, code = checkout_promotions.answer()
    code_is_accepted(answer, code.code)
    shopper.applies_code(code.code)


@then(Phrase("my discount should be counted once"))
def my_discount_should_be_counted_once(shopper: Shopper, checkout_promotions: Promotions) -> None:
    my_discount_should_be_what_the_code_promises(shopper, checkout_promotions)
