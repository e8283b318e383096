"""Amounts are read exactly or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from pytest_checkout.domain import Money, minor_digits
from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront import money

LOCALES = ("en-GB", "en-US", "de-DE", "de-CH", "fr-FR", "ar", "ar-EG", "en-IN", "sv-SE", "ja-JP")
CURRENCIES = ("GBP", "EUR", "JPY", "KWD", "USD")


@given(
    minor=st.integers(-(10**9), 10**9),
    locale=st.sampled_from(LOCALES),
    currency=st.sampled_from(CURRENCIES),
    numerals=st.sampled_from(("latn", "default")),
)
def test_what_cldr_writes_is_read_back_exactly(minor: int, locale: str, currency: str, numerals: str) -> None:
    wanted = Money.from_minor(minor, currency)
    written = format_currency(wanted.amount, currency, locale=locale.replace("-", "_"), numbering_system=numerals)
    assert money.read(written, locale=locale, currency=currency) == wanted


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("£11,90", "en-GB"),  # a German comma on an English page
        ("1.234 £", "fr-FR"),  # a German point on a French page
        ("1,234 £", "de-DE"),  # an English comma on a German page
        ("£1.2", "en-GB"),  # half a penny column
        ("£12,34.50", "en-GB"),  # groups that are none
        ("$5.00", "en-GB"),  # a symbol of many currencies
        ("£5.00 £6.00", "en-GB"),  # two amounts
        ("from £5.00", "en-GB"),  # words
        ("5.00", "en-GB"),  # no currency
    ],
)
def test_what_is_not_exact_is_refused_with_the_text(text: str, locale: str) -> None:
    with pytest.raises(CannotRead, match="cannot be read exactly") as caught:
        money.read(text, locale=locale, currency="GBP")
    assert caught.value.found == text


@pytest.mark.parametrize("text", ["-£5.00", "£-5.00", "\u2212£5.00", "- £5.00", "(£5.00)", "\u200f-5.00 UK£"])
def test_a_minus_is_read_wherever_it_stands(text: str) -> None:
    locale = "ar" if "UK" in text else "en-GB"
    assert money.read(text, locale=locale, currency="GBP") == Money(Decimal("-5.00"), "GBP")


def test_another_currency_is_told_by_its_own_symbol() -> None:
    assert money.read("€5.00", locale="en-GB", currency="GBP") == Money(Decimal("5.00"), "EUR")


def test_a_symbol_is_known_without_its_last_stop() -> None:
    assert money.read("24.90 ر.س", locale="ar-SA", currency="SAR") == Money(Decimal("24.90"), "SAR")


def test_no_amount_is_finer_than_its_currency() -> None:
    assert minor_digits("JPY") == 0
    with pytest.raises(CannotRead):
        money.read("¥5.50", locale="en-GB", currency="JPY")
    assert str(money.read("¥1,200.00", locale="en-GB", currency="JPY")) == "JPY 1200", "odd, and exact"


@pytest.mark.parametrize(
    ("stated", "shopper", "read_in"),
    [
        ("de", "de-CH", "de-CH"),  # the page names the language, the shopper the country
        ("de-de", "en-GB", "de-DE"),  # what the page states comes first
        ("", "fr-FR", "fr-FR"),
        ("tlh-nonsense-x", "fr-FR", "fr-FR"),
    ],
)
def test_the_page_states_the_language_and_the_shopper_the_country(stated: str, shopper: str, read_in: str) -> None:
    assert money.page_locale(stated, shopper) == read_in
