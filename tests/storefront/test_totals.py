"""Labelled amounts as totals: every part once, discounts off, contradictions refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pytest_checkout.domain import Money, Stage, Totals
from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront import money, totals
from pytest_checkout.storefront.snapshot import Amount
from tests.storefront.builders import a_page, a_row, an_amount


def read(*amounts: Amount, language: str = "en", rows: tuple[object, ...] = (), included: bool = True) -> Totals:
    page = a_page(amounts=list(amounts), rows=rows)
    locale = {"de": "de-DE", "fr": "fr-FR"}.get(language, "en-GB")

    def exact(text: str) -> Money:
        return money.read(text, locale=locale, currency="GBP")

    return totals.read_totals(page, Stage.CART, language, exact, tax_included=included)


def pounds(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


def test_before_discount_after_delivery_total() -> None:
    read_ = read(
        an_amount("£40.00", "Basket total (before discounts)", "Basket"),
        an_amount("-£4.00", "Ten percent off (LIVE10)", "Vouchers"),
        an_amount("£36.00", "Basket total (after discounts)", "Vouchers"),
        an_amount("£4.90", "Standard", "Shipping"),
        an_amount("£40.90", "Order total", "Order total", size=22.0),
    )
    assert read_.rows() == [
        ("items", "GBP 40.00"),
        ("discount", "GBP 4.00"),
        ("delivery", "GBP 4.90"),
        ("total", "GBP 40.90"),
    ]


def test_a_discount_on_delivery_makes_delivery_cheaper_and_is_no_discount_on_goods() -> None:
    read_ = read(
        an_amount("£40.00", "Subtotal"),
        an_amount("£4.90", "Shipping total (before discounts)", "Shipping"),
        an_amount("-£4.90", "Discount Free delivery", "Shipping"),
        an_amount("£0.00", "Shipping total (after discounts)", "Shipping"),
        an_amount("£40.00", "Total"),
    )
    assert (read_.delivery, read_.discount, read_.total) == (pounds("0.00"), None, pounds("40.00"))


def test_a_discount_on_delivery_without_a_row_after_it_is_taken_off() -> None:
    read_ = read(an_amount("£4.90", "Delivery"), an_amount("-£1.90", "Delivery promotion", "Delivery"))
    assert read_.delivery == pounds("3.00")


def test_several_discounts_add_up_and_their_own_summary_is_not_one_more() -> None:
    two = (an_amount("-£4.00", "Voucher A"), an_amount("-£1.00", "Voucher B"))
    assert read(*two).discount == pounds("5.00")
    assert read(*two, an_amount("-£5.00", "Discount in all")).discount == pounds("5.00")


def test_german_sums_under_the_goods_and_under_the_order_are_told_apart() -> None:
    read_ = read(
        an_amount("40,00 £", "Summe", "Warenkorb"),
        an_amount("4,90 £", "Expressversand", "Versand"),
        an_amount("44,90 £", "Bestellsumme", "Bestellsumme"),
        language="de",
    )
    assert (read_.items, read_.delivery, read_.total) == (pounds("40.00"), pounds("4.90"), pounds("44.90"))


def test_a_sum_below_the_discount_is_one_after_it() -> None:
    rows = (an_amount("-£8.00", "Ten percent off"), an_amount("£72.00", "Basket total"), an_amount("£72.00", "Total"))
    assert read(an_amount("£80.00", "2 × Canvas backpack"), *rows).items == pounds("80.00")
    assert read(an_amount("£81.00", "2 × Canvas backpack"), *rows).items is None, "nothing proves what the goods cost"


def test_a_wrong_sum_is_reported_as_it_stands_and_not_repaired() -> None:
    read_ = read(an_amount("£40.00", "Subtotal"), an_amount("£4.90", "Delivery"), an_amount("£44.91", "Total"))
    assert read_.total == pounds("44.91")


@pytest.mark.parametrize(("total", "included"), [("£44.90", True), ("£52.90", False)])
def test_whether_tax_is_contained_is_told_by_the_pages_own_sum(total: str, included: bool) -> None:
    read_ = read(
        an_amount("£40.00", "Subtotal"),
        an_amount("£4.90", "Delivery"),
        an_amount("£8.00", "VAT"),
        an_amount(total, "Total"),
        included=not included,
    )
    assert read_.tax == pounds("8.00")
    assert read_.tax_included is included


def test_prices_in_rows_headers_and_messages_are_no_totals() -> None:
    read_ = read(
        an_amount("£99.00", "Total"),
        an_amount("£98.00", "Basket total", region="header"),
        an_amount("£97.00", "Your basket total is now", message=True),
        an_amount("£96.00", "Total", struck=True),
        rows=(a_row("Lamp", "1", 0),),
    )
    assert read_ == Totals(Stage.CART)


def test_two_totals_that_contradict_each_other_are_refused_by_name() -> None:
    with pytest.raises(CannotRead, match=r"two totals fit at cart.*44\.90.*45\.90"):
        read(an_amount("£44.90", "Order total"), an_amount("£45.90", "Total to pay"))


def test_a_labelled_amount_that_is_not_exact_is_an_error_and_no_guess() -> None:
    with pytest.raises(CannotRead, match="£44,90"):
        read(an_amount("£44,90", "Order total"))


@pytest.mark.parametrize(
    ("shown", "quantity", "total"),
    [
        (("£5.00", "£15.00"), "3", "15.00"),  # unit price and total
        (("£15.00",), "3", "15.00"),  # the total alone
        (("£5.00", "£15.00", "£2.50"), "3", "15.00"),  # and a tax column behind it
        (("£5.00", "£14.00"), "3", "14.00"),  # a wrong total stays wrong
    ],
)
def test_a_line_says_what_is_paid_for_it(shown: tuple[str, ...], quantity: str, total: str) -> None:
    page = a_page(amounts=[an_amount(text, "") for text in shown], rows=(a_row("Mug", quantity, *range(len(shown))),))
    (line,) = totals.read_lines(page, lambda text: money.read(text, locale="en-GB", currency="GBP"), "GBP")
    assert (line.title, line.quantity, line.total) == ("Mug", 3, pounds(total))


def test_a_quantity_that_is_no_number_is_refused() -> None:
    page = a_page(amounts=[an_amount("£5.00", "")], rows=(a_row("Mug", "many", 0),))
    with pytest.raises(CannotRead, match="'many'"):
        totals.read_lines(page, lambda text: money.read(text, locale="en-GB", currency="GBP"), "GBP")


def test_how_many_there_are_does_not_tell_what_a_sum_is() -> None:
    assert read(an_amount("£80.00", "Total 2 products")).rows() == [("total", "GBP 80.00")]
    assert read(an_amount("£80.00", "Subtotal (2 items)")).rows() == [("items", "GBP 80.00")]
