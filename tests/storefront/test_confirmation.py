"""Which number is the order's, and which page confirms it."""

from __future__ import annotations

import pytest

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront.confirmation import order_number, thanks
from pytest_checkout.storefront.reading import Reading
from tests.storefront.builders import a_button, a_link, a_page, an_amount


def test_the_number_that_several_places_tell() -> None:
    page = a_page(
        headings=[(1, "Order 100042: confirmation")],
        text="Order 100042: confirmation\nYour order number is 100042.\n100 Main Street, 62701 Springfield\n£44.90",
        controls=[a_link("View order status", "/anon-order/100042/abc/")],
    )
    assert order_number(page, "en") == "100042"
    assert Reading(page, "en-GB", "GBP").stage is Stage.CONFIRMATION


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("Vielen Dank!\nIhre Bestellnummer: B-2026-0007", "de", "B-2026-0007"),
        ("Merci !\nNuméro de commande : 100042", "fr", "100042"),
        ("شكرًا\nرقم الطلب 100042", "ar", "100042"),
        ("Thank you. Order number: #100042", "en", "100042"),
    ],
)
def test_the_number_after_the_words_for_it(text: str, language: str, number: str) -> None:
    assert order_number(a_page(text=text), language) == number


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your order. Delivery to 10969 Berlin",  # a postcode in another sentence
        "Thank you. Order total £44.90",  # an amount
        "Thank you. Your order will be with you soon",  # none shown
    ],
)
def test_other_numbers_are_not_taken_for_it(text: str) -> None:
    assert order_number(a_page(text=text), "en") == ""


def test_what_the_order_costs_is_not_its_number() -> None:
    page = a_page(text="Order total 1200 JPY", amounts=[an_amount("1200 JPY", "Order total")])
    assert order_number(page, "en") == ""


def test_two_numbers_that_fit_alike_are_refused() -> None:
    page = a_page(text="Order number: 100042\nOrder reference: 777001")
    with pytest.raises(CannotRead, match=r"100042 and 777001|777001 and 100042"):
        order_number(page, "en")


def test_thank_you_alone_is_no_confirmation() -> None:
    newsletter = a_page(headings=[(1, "Thank you")], text="Thank you\nYou are subscribed.")
    assert thanks(newsletter, "en") < 3


def test_a_page_that_still_offers_to_place_the_order_confirms_nothing() -> None:
    page = a_page(
        url="http://shop.test/checkout/confirmation",
        headings=[(1, "Order confirmation")],
        text="Order confirmation\nOrder reference 100042",
        controls=[a_button(text="Place order")],
    )
    assert Reading(page, "en-GB", "GBP").stage is Stage.REVIEW
