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
        ("it answers after {t:duration}", "it answers after 3s", "a number and its unit, as in '3 seconds'"),
        ("it answers after {t:duration}", "it answers after 0 seconds", "is not a time"),
        ("it fails {p:percentage} of the time", "it fails 30 of the time", "a number up to 100 and %, as in 30%"),
        ("it fails {p:percentage} of the time", "it fails 300% of the time", "a number up to 100 and %, as in 30%"),
        (
            "the clock reads {d:date}",
            "the clock reads 30.6.2027",
            'is not a day; write it in quotes, as in "2027-06-30"',
        ),
        (
            "the clock reads {t:time}",
            'the clock reads "noon"',
            'is not a time of day; write it in quotes, as in "23:59"',
        ),
        (
            "the clock is in {z:zone}",
            'the clock is in "London"',
            'is not a time zone; write it in quotes, as in "Europe',
        ),
        ("a minute after it {e:edge}", "a minute after it stops", "'stops' should be 'starts' or 'ends'"),
        ("I pay {a:money}", 'I pay "90"', "as in 'GBP 10.00'"),
        ("I forget my {p:part}", "I forget my stret", "Did you mean 'street'?"),
        ("I {a:answer} it", "I passs it", "Did you mean 'pass'"),
        ("my bank {a:bank_answer} it", "my bank accepts it", "'accepts' is none of pays, refuses"),
        ("it arrives {w:when} I return", "it arrives beffore I return", "Did you mean 'before'"),
        ("the money {c:capture}", "the money at dispach", "Did you mean 'at dispatch'"),
        ("shown as {s:payment_state}", "shown as payed", "Did you mean 'paid'"),
        ("to {a:money_act} it", "to take it", "'take' is none of capture, void, refund"),
        ("the cause is {c:cause}", "the cause is missing fundz", "Did you mean 'missing funds'"),
        ("reached with {m:mistake}", "reached with an old key", "is none of test keys in production, wrong account"),
    ],
)
def test_sloppy_words_are_answered_with_the_right_form(phrase: str, line: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice.replace("?", r"\?")):
        Phrase(phrase).parse_arguments(line)


def test_a_stage_is_read() -> None:
    assert Phrase("I reach the {s:stage} step").parse_arguments("I reach the payment step") == {"s": Stage.PAYMENT}


@pytest.mark.parametrize(
    ("text", "seconds"), [("1 second", 1), ("2.5 seconds", 2.5), ("3 minutes", 180), ("1 hour", 3600)]
)
def test_a_duration_is_read_in_seconds(text: str, seconds: float) -> None:
    assert Phrase("after {t:duration}").parse_arguments(f"after {text}") == {"t": seconds}


def test_a_percentage_is_read_as_a_share() -> None:
    assert Phrase("{p:percentage} of the time").parse_arguments("12.5% of the time") == {"p": 0.125}


def test_a_service_is_a_role_that_keeps_its_whole_name() -> None:
    phrase = Phrase("{service:service} is down")

    assert phrase.parse_arguments("the tax service is down") == {
        "service": Role("proxies", "tax service", "the tax service")
    }
    assert not phrase.is_matching("my connection is down")


def test_another_line_does_not_match() -> None:
    assert not Phrase("I open my cart").is_matching("I open my carton")
    assert Phrase("I open my cart").parse_arguments("I close my cart") is None


def test_a_moment_beside_another_is_read_whole() -> None:
    phrase = Phrase("the clock reads {distance:duration} {side:side} {code:code} {edge:edge}")
    found = phrase.parse_arguments("the clock reads 1 minute after a live code ends")
    assert found is not None
    assert (found["distance"], found["side"], found["code"].key, found["edge"]) == (60.0, 1, "live", "ends")
