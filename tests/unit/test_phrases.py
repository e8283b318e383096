"""Typed parameters of our phrases reject sloppy input with the right form."""

import pytest

from pytest_checkout.domain import Money, Stage
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store.roles import Role


def test_a_phrase_reads_its_parameters() -> None:
    phrase = Phrase("I have {units:count} of {product:product} in my cart")

    assert phrase.parse_arguments("I have 2 of a product in stock in my cart") == {
        "units": 2,
        "product": Role("products", "in stock", "a product in stock"),
    }


def test_money_is_quoted_with_its_currency() -> None:
    phrase = Phrase("my order total should be {amount:money}")

    assert phrase.parse_arguments('my order total should be "GBP 90.00"') == {"amount": Money.parse("GBP 90.00")}
    with pytest.raises(ValueError, match='should stand in quotes with its currency, as in "GBP 10.00"'):
        phrase.parse_arguments("my order total should be 90")


@pytest.mark.parametrize(
    ("phrase", "line", "advice"),
    [
        ("exactly {n:count} orders", "exactly two orders", "'two' is not a number; write digits, as in 3"),
        ("I reach the {s:stage} step", "I reach the paymnt step", "Did you mean 'payment'?"),
        ("it is {s:switch}", "it is on", "'on' should be 'active' or 'inactive'"),
        ("I pay {a:money}", 'I pay "90"', "as in 'GBP 10.00'"),
    ],
)
def test_sloppy_words_are_answered_with_the_right_form(phrase: str, line: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice.replace("?", r"\?")):
        Phrase(phrase).parse_arguments(line)


def test_a_stage_is_read() -> None:
    assert Phrase("I reach the {s:stage} step").parse_arguments("I reach the payment step") == {"s": Stage.PAYMENT}


def test_another_line_does_not_match() -> None:
    assert not Phrase("I open my cart").is_matching("I open my carton")
    assert Phrase("I open my cart").parse_arguments("I close my cart") is None
