"""Only the payment providers' public test cards may be typed."""

import random

import pytest

from pytest_checkout import cards


def test_public_test_cards_may_be_typed() -> None:
    assert [cards.refused(number) for number in cards.TEST_CARDS] == [""] * len(cards.TEST_CARDS)


def a_real_looking_number() -> str:
    """Made here and in no issuer's books for sure: any number that only passes the checks of form."""
    for last in range(10):
        number = f"453201511283036{last}"
        if cards.passes_luhn(number):
            return number
    raise AssertionError("one of ten check digits fits")


def test_any_other_card_is_refused_without_repeating_its_number() -> None:
    number = a_real_looking_number()

    words = cards.refused(number)

    assert "not one of the payment providers' public test cards" in words
    assert number not in words


@pytest.mark.parametrize("form", ["{}", "card: {}", "pay with {} please", "'{}'"])
def test_a_real_looking_card_is_found_in_a_text(form: str) -> None:
    number = a_real_looking_number()
    grouped = " ".join(number[i : i + 4] for i in range(0, 16, 4))

    assert cards.real_cards_in(form.format(number)) == [number[-4:]]
    assert cards.real_cards_in(form.format(grouped)) == [number[-4:]]


def test_a_public_test_card_in_a_text_is_fine() -> None:
    assert cards.real_cards_in("number: 4242 4242 4242 4242") == []


def test_order_numbers_are_rarely_taken_for_cards() -> None:
    """Luhn alone would stop one order number in ten; with issuer range and length it is about one in fifty."""
    numbers = random.Random(4).sample(range(10**15, 10**16), 20_000)
    stopped = [number for number in numbers if cards.looks_real(str(number))]

    assert len(stopped) / len(numbers) < 0.04


@pytest.mark.parametrize(
    "text", ["100001", "tel. 020 7946 0958", "2026-11-21 10:00:00", "GBP 1234.56", "a1b2c3d4e5f60718"]
)
def test_ordinary_numbers_are_no_cards(text: str) -> None:
    assert cards.real_cards_in(text) == []
