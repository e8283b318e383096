"""Which currency a shop sells in, when only its way to write prices tells; and how a page may write a currency."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pytest_checkout.discovery import currencies
from pytest_checkout.domain import Money
from pytest_checkout.storefront import money


@pytest.mark.parametrize(
    ("text", "url", "locale", "code"),
    [
        ("Lamp 199 kr, chair 99 kr", "https://shop.example/", "sv-SE", "SEK"),
        ("Lamp 199 kr", "https://shop.no/", "en", "NOK"),
        ("Lamp 1 200 Kč", "https://shop.example/", "en", "CZK"),
        ("Lamp R$ 20,00", "https://shop.example/", "pt-BR", "BRL"),
        ("Lamp R 200", "https://shop.example/", "en", "ZAR"),
        ("Lamp CHF 20", "https://shop.example/", "de", "CHF"),
        ("Open 24 h, 3 m from the lake", "https://shop.example/", "en", ""),
    ],
)
def test_the_currency_is_told_by_the_mark_beside_numbers(text: str, url: str, locale: str, code: str) -> None:
    assert currencies.written(text, url, locale)[0] == code


def test_what_else_it_may_be_is_told() -> None:
    code, how = currencies.written("Lamp Rs 25", "http://127.0.0.1:8000/", "en")
    assert code == "INR"
    assert how.startswith("prices are written like 'Rs 25', which may be MUR, ")


def test_a_page_in_english_may_write_a_currency_as_it_is_written_at_home() -> None:
    assert money.read("199 kr", locale="en", currency="SEK") == Money(Decimal(199), "SEK")
    assert money.read("Rs. 25", locale="en", currency="INR") == Money(Decimal(25), "INR")
