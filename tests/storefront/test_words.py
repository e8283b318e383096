"""Word lists: every language says the same things, and a word in a longer phrase says nothing by itself."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from pytest_checkout.storefront import words

LANGUAGES = ("en", "ar", "de", "es", "fr", "he", "it", "ja", "nl", "pl", "pt", "sv")


def data(language: str) -> dict[str, dict[str, list[str]]]:
    return json.loads((resources.files("pytest_checkout.storefront") / "words" / f"{language}.json").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_words_for_the_same_meanings(language: str) -> None:
    english = {section: set(meanings) for section, meanings in data("en").items()}
    assert {section: set(meanings) for section, meanings in data(language).items()} == english


@pytest.mark.parametrize("language", [*LANGUAGES, words.CODE])
def test_every_phrase_is_understood_as_what_it_stands_for(language: str) -> None:
    for section, meanings in data(language).items():
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                assert words.lexicon(language).says(section, meaning, words.normal(phrase.strip("*"))), phrase


def test_a_word_inside_a_longer_phrase_says_nothing() -> None:
    assert set(words.lexicon("en").meanings("fields", "name on card")) == {"card_holder"}
    assert set(words.lexicon("en").meanings("fields", "email address")) == {"email"}


def test_several_phrases_of_one_meaning_explain_a_text_together() -> None:
    both = words.lexicon("nl").meanings("acts", "bestelling plaatsen en betalen")["place order"]
    assert both == pytest.approx(26 / 30)
    assert words.lexicon("en").meanings("signs", "card card")["card"] <= 1


def test_a_phrase_is_a_whole_word_unless_it_says_otherwise() -> None:
    assert not words.lexicon("de").says("fields", "city", "sort")
    assert words.lexicon("de").says("fields", "coupon", "gutscheinfeld")


def test_arabic_is_read_in_every_spelling() -> None:
    assert words.speaks("totals", "total", "إجمالي الطلب", "ar")
    assert words.speaks("totals", "total", "اجمالي الطلب", "ar")
    assert words.speaks("signs", "confirmation", "شكرًا لك", "ar")


def test_an_identifier_is_read_as_words() -> None:
    assert words.tokens("id_firstName-1 /cart/add/?x=2") == "id first name 1 cart add x 2"


def test_a_language_without_a_list_says_nothing_and_breaks_nothing() -> None:
    assert words.lexicon("tlh").meanings("fields", "e-mail") == {}
    assert words.understood("fields", "E-mail", "tlh") == ({"email": 1.0}, 0.8)


def test_of_two_languages_that_understand_a_label_the_one_speaks_that_explains_more() -> None:
    assert words.understood("fields", "First name", "de") == ({"first_name": 1.0}, 0.8)
    assert words.understood("fields", "Name", "de") == ({"full_name": 1.0}, 1.0)
