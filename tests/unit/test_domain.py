"""Money is exact, in one currency, and never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_checkout.domain import Card, Money, Stage, Totals, minor_digits


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("GBP 10.00", 1000, "GBP"),
        ("GBP 10", 1000, "GBP"),
        ("£13.37", 1337, "GBP"),
        ("€0.01", 1, "EUR"),
        ("JPY 1200", 1200, "JPY"),
        ("KWD 1.234", 1234, "KWD"),
        ("GBP -5.00", -500, "GBP"),
    ],
)
def test_an_amount_is_read_into_minor_units(text: str, minor: int, currency: str) -> None:
    money = Money.parse(text)

    assert (money.minor, money.currency) == (minor, currency)


@pytest.mark.parametrize("text", ["10.00", "$10.00", "GBP 1,000.00", "GBP", "GBP ten", "gbp 10", "kr 10", "¥100"])
def test_what_is_not_plainly_an_amount_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(ValueError, match="write the currency and a plain number, as in 'GBP 10.00'"):
        Money.parse(text)


def test_an_amount_finer_than_the_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="finer than the smallest unit of JPY"):
        Money.parse("JPY 0.5")


def test_two_currencies_are_never_added_or_compared() -> None:
    with pytest.raises(ValueError, match="cannot compare or add GBP and EUR"):
        Money.parse("GBP 1.00") + Money.parse("EUR 1.00")


@given(st.integers(-(10**12), 10**12), st.sampled_from(["GBP", "JPY", "KWD", "EUR"]))
def test_minor_units_survive_the_way_there_and_back(units: int, currency: str) -> None:
    money = Money.from_minor(units, currency)

    assert money.minor == units
    assert Money.parse(str(money)) == money


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_adding_and_taking_away_is_exact(a: int, b: int) -> None:
    first, second = Money.from_minor(a, "GBP"), Money.from_minor(b, "GBP")

    assert (first + second - second) == first
    assert (first + second).minor == a + b


def test_equal_amounts_are_equal_however_they_were_written() -> None:
    assert Money(Decimal("10"), "GBP") == Money(Decimal("10.00"), "GBP")
    assert hash(Money(Decimal("10"), "GBP")) == hash(Money(Decimal("10.00"), "GBP"))


def test_currencies_have_the_digits_of_iso_4217() -> None:
    assert [minor_digits(currency) for currency in ("GBP", "JPY", "KWD")] == [2, 0, 3]


def test_a_card_number_never_shows_in_a_repr() -> None:
    assert "4242" not in repr(Card("4242424242424242"))


def test_totals_list_only_what_the_page_showed() -> None:
    totals = Totals(Stage.CART, items=Money.parse("GBP 40.00"), total=Money.parse("GBP 40.00"))

    assert totals.rows() == [("items", "GBP 40.00"), ("total", "GBP 40.00")]


def test_stages_are_in_the_order_of_the_way() -> None:
    way = [Stage.PRODUCT, Stage.CART, Stage.ADDRESS, Stage.DELIVERY, Stage.PAYMENT, Stage.REVIEW, Stage.CONFIRMATION]

    assert sorted(way, key=lambda stage: stage.order) == way
