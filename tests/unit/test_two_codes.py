"""What two codes together should give, as the store declares: both, or one alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pytest_checkout.checks import CheckFailed
from pytest_checkout.disruptors.promotions.two_codes import two_codes_give
from pytest_checkout.domain import Money
from pytest_checkout.store.profile import Code

TENTH, FIVER = Code(code="LIVE10", gives="10%"), Code(code="FIVER", gives="GBP 5.00")


def gbp(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


@pytest.mark.parametrize("shown", ["9.00", "8.50"])
def test_codes_that_stack_give_both_in_whatever_order(shown: str) -> None:
    two_codes_give(gbp(shown), gbp("40.00"), (TENTH, FIVER), stack=True)


@pytest.mark.parametrize("shown", ["4.00", "5.00"])
def test_codes_that_exclude_each_other_give_one(shown: str) -> None:
    two_codes_give(gbp(shown), gbp("40.00"), (TENTH, FIVER), stack=False)


@pytest.mark.parametrize(("shown", "stack"), [("9.00", False), ("5.00", True), ("0.00", False)])
def test_anything_else_is_told_with_what_the_store_declares(shown: str, stack: bool) -> None:
    with pytest.raises(
        CheckFailed, match=f"LIVE10 and FIVER should be .* but is GBP {shown}.*codes stack: {str(stack).lower()}"
    ):
        two_codes_give(gbp(shown), gbp("40.00"), (TENTH, FIVER), stack=stack)
