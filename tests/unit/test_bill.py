"""The arithmetic of a bill."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_checkout import bill
from pytest_checkout.checks import CheckFailed
from pytest_checkout.domain import Money, Stage, Totals
from pytest_checkout.errors import CannotRead
from pytest_checkout.store.profile import Code


def gbp(amount: str) -> Money:
    return Money.parse(f"GBP {amount}")


def a_bill(**parts: str) -> Totals:
    return Totals(Stage.REVIEW, **{name: gbp(amount) for name, amount in parts.items()})


def a_code(gives: str) -> Code:
    return Code.model_validate({"code": "SPRING", "gives": gives})


def test_parts_that_add_up_pass() -> None:
    bill.parts_add_up(a_bill(items="40.00", discount="4.00", delivery="4.90", tax="6.82", total="40.90"))


def test_a_penny_too_much_is_told_with_all_the_parts() -> None:
    with pytest.raises(CheckFailed, match=r"should be GBP 40.91, but is GBP 40.90.*items GBP 40.00, discount GBP 4.00"):
        bill.parts_add_up(a_bill(items="40.00", discount="4.00", delivery="4.90", total="40.91"))


def test_tax_on_top_is_added_and_contained_tax_is_not() -> None:
    bill.parts_add_up(Totals(Stage.REVIEW, gbp("10.00"), None, None, gbp("2.00"), gbp("12.00"), tax_included=False))
    with pytest.raises(CheckFailed):
        bill.parts_add_up(Totals(Stage.REVIEW, gbp("10.00"), None, None, gbp("2.00"), gbp("12.00"), tax_included=True))


def test_a_page_that_shows_too_little_is_unknown_and_not_wrong() -> None:
    with pytest.raises(CannotRead, match="does not show enough of the bill to add it up: it shows total"):
        bill.parts_add_up(a_bill(total="40.00"))


@given(st.integers(0, 10**7), st.integers(0, 10**6), st.integers(0, 10**5), st.sampled_from(["GBP", "JPY", "KWD"]))
def test_no_true_bill_is_ever_called_wrong(items: int, discount: int, delivery: int, currency: str) -> None:
    discount = min(discount, items)
    parts = [Money.from_minor(units, currency) for units in (items, discount, delivery, items - discount + delivery)]

    bill.parts_add_up(Totals(Stage.CART, parts[0], parts[1], parts[2], None, parts[3]))


@given(st.integers(0, 10**7), st.integers(0, 10**6), st.integers(-1000, 1000).filter(bool))
def test_every_wrong_total_is_caught(items: int, delivery: int, off: int) -> None:
    parts = [Money.from_minor(units, "GBP") for units in (items, delivery, items + delivery + off)]

    with pytest.raises(CheckFailed):
        bill.parts_add_up(Totals(Stage.CART, parts[0], None, parts[1], None, parts[2]))


@pytest.mark.parametrize(
    ("gives", "items", "promised"),
    [
        ("10%", "40.00", "4.00"),
        ("10%", "13.37", "1.34"),
        ("10%", "0.05", "0.01"),
        ("12.5%", "10.00", "1.25"),
        ("GBP 5.00", "40.00", "5.00"),
        ("GBP 5.00", "3.00", "3.00"),
        ("100%", "40.00", "40.00"),
        ("free delivery", "40.00", "0.00"),
    ],
)
def test_what_a_code_promises(gives: str, items: str, promised: str) -> None:
    assert bill.promised_discount(a_code(gives), gbp(items)) == gbp(promised)


def test_a_discount_that_is_not_shown_is_no_discount() -> None:
    with pytest.raises(CheckFailed, match="should be GBP 4.00, but is GBP 0.00"):
        bill.discount_is(a_bill(items="40.00", total="40.00"), gbp("4.00"), "SPRING")


def test_the_place_that_tells_another_total_is_named() -> None:
    with pytest.raises(CheckFailed, match="as the page says, but is the gateway says GBP 41.00"):
        bill.same_everywhere([("the page", gbp("40.00")), ("the order", gbp("40.00")), ("the gateway", gbp("41.00"))])


def test_a_part_that_is_not_shown_is_named() -> None:
    with pytest.raises(CheckFailed, match="The delivery on the review page should be shown, but is not shown"):
        bill.required(a_bill(total="1.00"), "delivery")


@pytest.mark.parametrize(
    "kinds",
    [
        ("items", "delivery", "tax", "total"),
        ("items", "discount", "items", "delivery", "total", "tax"),
        ("total", "items", "delivery", "total"),
        ("discount", "total"),
    ],
)
def test_a_bill_is_read_from_its_goods_to_its_total(kinds: tuple[str, ...]) -> None:
    bill.parts_before_total([kinds])


@pytest.mark.parametrize("kinds", [("total", "items", "delivery"), ("delivery", "items", "total")])
def test_a_bill_in_another_order_is_told(kinds: tuple[str, ...]) -> None:
    with pytest.raises(CheckFailed, match="the goods first and the total last, but is " + ", ".join(kinds)):
        bill.parts_before_total([("items", "total"), kinds])


def test_a_page_without_a_bill_says_nothing_about_its_order() -> None:
    with pytest.raises(CannotRead, match="shows no bill"):
        bill.parts_before_total([])
