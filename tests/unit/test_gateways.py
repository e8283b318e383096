"""The checks of the gateways family."""

import pytest

from pytest_checkout.checks import CheckFailed
from pytest_checkout.disruptors import gateways
from pytest_checkout.errors import Unproved
from pytest_checkout.store.profile import Payment

CARD = Payment.model_validate({"name": {"en-GB": "Credit or debit card", "de-DE": "Kredit- oder Debitkarte"}})


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "Your card was declined."),
        ("de-DE", "Ihre Karte wurde abgelehnt."),
        ("fr-FR", "Le paiement a échoué."),
        ("ar", "تم رفض البطاقة"),
        ("xx", "whatever it says"),
    ],
)
def test_a_word_about_the_card_or_the_payment_tells_the_shopper(locale: str, text: str) -> None:
    gateways.refusal_is_told(["Welcome!", text], locale)


@pytest.mark.parametrize("told", [[], ["Welcome!"], ["Your basket total is now £40.00"]])
def test_anything_else_leaves_the_shopper_without_a_reason(told: list[str]) -> None:
    with pytest.raises(CheckFailed, match="a word about the card or the payment"):
        gateways.refusal_is_told(told, "en-GB")


def test_a_way_to_pay_is_known_by_its_name_in_the_locale() -> None:
    gateways.is_offered(CARD, ["Rechnung", "Kredit- oder Debitkarte (Visa, Mastercard)"], "de-DE")
    with pytest.raises(CheckFailed, match="should be offered, but is not among 'Rechnung'"):
        gateways.is_offered(CARD, ["Rechnung"], "de-DE")


def test_a_way_to_pay_that_is_named_twice_is_told() -> None:
    gateways.is_named_once(CARD, ["Rechnung", "Kredit- oder Debitkarte"], "de-DE")
    with pytest.raises(
        CheckFailed, match="How often payment by 'Kredit- oder Debitkarte' is offered should be 1, but is 2"
    ):
        gateways.is_named_once(CARD, ["Kredit- oder Debitkarte", "Kredit- oder Debitkarte (Visa)"], "de-DE")


@pytest.mark.parametrize(
    ("cause", "told", "locale"),
    [
        ("no funds", "Your card was declined: there are not enough funds on it.", "en-GB"),
        ("no funds", "Ihre Karte wurde abgelehnt: keine Deckung.", "de-DE"),
        ("expired", "Votre carte a été refusée : elle a expiré.", "fr-FR"),
        ("wrong code", "The CVC is wrong.", "en-GB"),
        ("wrong code", "セキュリティコードが正しくありません。", "ja-JP"),
        ("expired", "kay chay", "qu"),
    ],
)
def test_a_cause_is_told_in_the_words_of_the_language(cause: str, told: str, locale: str) -> None:
    gateways.cause_is_told([told], cause, locale)


def test_a_decline_without_its_cause_does_not_tell_it() -> None:
    with pytest.raises(CheckFailed, match="a word about the cause: expired, but is 'Your card was declined.'"):
        gateways.cause_is_told(["Your card was declined."], "expired", "en-GB")


def test_a_button_that_shows_the_wait_is_busy() -> None:
    gateways.waiting_is_shown(["it is disabled"])
    with pytest.raises(CheckFailed, match="should be busy: .*, but is as if nobody had pressed it"):
        gateways.waiting_is_shown([""])
    with pytest.raises(Unproved, match="the page was gone before its button could be looked at"):
        gateways.waiting_is_shown([])
