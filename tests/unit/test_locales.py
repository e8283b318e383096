"""The checks of the locales family: raw keys, mixed languages, numbers, names of ways to pay, addresses."""

from dataclasses import replace

import pytest

from pytest_checkout.checks import CheckFailed
from pytest_checkout.disruptors.locales import addresses, amounts, languages
from pytest_checkout.domain import Address, Money, Stage
from pytest_checkout.errors import CannotProvide, CannotRead
from pytest_checkout.storefront.journal import SeenPage


@pytest.mark.parametrize(
    "key",
    [
        "checkout.payment.card_number",
        "checkout.payment.title",
        "basket.add_to_basket",
        "CHECKOUT_PAYMENT_TITLE",
        "{{ order.total }}",
        "%(count)s",
        "[shop.title]",
    ],
)
def test_a_raw_key_is_found_in_a_page(key: str) -> None:
    assert languages.raw_keys(f"Zahlung\n{key}\nWeiter") == [key]


@pytest.mark.parametrize(
    "text",
    [
        "Write to shop@example.com or see www.our-shop.example and our-shop.de.",
        "Versand z.B. mit DHL, d.h. in 2-3 Tagen (i.d.R.).",
        "Version 1.2.3 of terms_of_use.pdf",
        "£1,249.00 or 1.249,00 €",
        "Open 9 a.m. to 5 p.m. No. 12.",
        "IBAN GB33 BUKB 2020 1555 5555 55",
        "SKU BAG_CANVAS",
        "Ctrl.Alt.Del",
    ],
)
def test_ordinary_text_holds_no_raw_key(text: str) -> None:
    assert languages.raw_keys(text) == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-GB", "Total £1,249.00"),
        ("de-DE", "Summe 1.249,00 £"),
        ("fr-FR", "Total 1\u202f249,00 £GB"),
        ("ar", "\u200f1,249.00 £"),
        ("ar", "١٬٢٤٩٫٠٠ £"),
    ],
)
def test_an_amount_may_be_written_the_way_of_the_locale(locale: str, text: str) -> None:
    amounts.is_written_the_way_of(Money.parse("GBP 1249.00"), text, locale)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de-DE", "Summe £1,249.00"),
        ("en-GB", "1.249,00 £"),
        ("fr-FR", "1249"),
        ("en-GB", "£11,249.00"),
        ("en-GB", "£1,249.005"),
    ],
)
def test_an_amount_written_another_way_is_wrong(locale: str, text: str) -> None:
    with pytest.raises(CheckFailed, match="on a page in"):
        amounts.is_written_the_way_of(Money.parse("GBP 1249.00"), text, locale)


def test_a_currency_without_cents_is_written_without_them() -> None:
    assert amounts.spellings(Money.parse("JPY 1200"), "en-GB") == ["1,200"]
    amounts.is_written_the_way_of(Money.parse("JPY 1200"), "Total: ¥1,200.", "en-GB")
    with pytest.raises(CheckFailed, match="on a page in"):
        amounts.is_written_the_way_of(Money.parse("JPY 1200"), "Total: ¥1,200.00", "en-GB")


def test_a_currency_with_three_decimals_is_written_with_them() -> None:
    amounts.is_written_the_way_of(Money.parse("TND 1234.500"), "1\u202f234,500 DT", "fr-TN")
    with pytest.raises(CheckFailed, match="on a page in"):
        amounts.is_written_the_way_of(Money.parse("TND 1234.500"), "1\u202f234,50 DT", "fr-TN")


# -- one language on a page --


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("How would you like to pay?", "de"),
        ("Wie möchten Sie bezahlen?", "en"),
        ("Add to cart", "fr"),
        ("Order total", "de"),
        ("Please choose your address", "ar"),
        ("Votre commande est prête pour la livraison", "es"),
    ],
)
def test_a_line_in_another_language_is_found(line: str, language: str) -> None:
    others = [other for other in ("en", "de", "fr") if other != language]
    assert languages.foreign_lines(f"OK\n{line}\n12,00", language, others) == [line]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("In den Warenkorb", "de"),
        ("Newsletter", "de"),
        ("Code", "fr"),
        ("Total", "fr"),
        ("Checkout", "de"),
        ("PayPal Express Checkout", "de"),
        ("British English", "de"),
        ("Robin Tester", "de"),
        ("12 Orchard Road, Bristol BS1 4DJ", "fr"),
        ("Continuer", "fr"),
        ("Zwischensumme (3 Artikel)", "de"),
        ("Spedizione a casa con il corriere", "it"),
        ("Download der Rechnung", "de"),
    ],
)
def test_a_line_in_the_pages_own_language_is_let_be(line: str, language: str) -> None:
    others = [other for other in ("en", "de", "fr", "es") if other != language]
    assert languages.foreign_lines(line, language, others) == []


def test_the_name_of_a_product_is_not_judged() -> None:
    title = "The art of the deal with your cat"
    assert languages.foreign_lines(f"1 x {title}", "de", ["en"]) == [f"1 x {title}"]
    assert languages.foreign_lines(f"1 x {title}", "de", ["en"], [title]) == []


def a_page(text: str, locale: str) -> SeenPage:
    return SeenPage(Stage.PAYMENT, "https://shop.example/pay", locale, "ltr", text, 0)


def test_a_page_with_two_languages_is_named() -> None:
    pages = [a_page("Weiter", "de-DE"), a_page("Weiter\nHow would you like to pay?", "de-DE")]
    with pytest.raises(CheckFailed, match=r"payment page in de-DE.*one language.*How would you like to pay\?"):
        languages.no_language_is_mixed_in(pages, ["en-GB", "de-DE"])


def test_a_page_in_a_language_without_words_is_not_judged() -> None:
    languages.no_language_is_mixed_in([a_page("How would you like to pay?", "hu-HU")], ["en-GB", "hu-HU"])


def test_the_language_of_a_page_is_the_stores_own() -> None:
    languages.is_in_the_language_of("en", "en-GB")
    with pytest.raises(CheckFailed, match="The language of the page"):
        languages.is_in_the_language_of("ar", "en-GB")
    with pytest.raises(CannotRead, match="states no language"):
        languages.is_in_the_language_of("", "en-GB")


# -- addresses --


@pytest.mark.parametrize(
    ("country", "postcode", "ways"),
    [
        ("GB", "BS1 4DJ", ["BS14DJ", "bs1 4dj", "BS1 4DJ "]),
        ("DE", "10969", ["10969 "]),
        ("JP", "100-0001", ["1000001", "100-0001 "]),
        ("NL", "1012 AB", ["1012AB", "1012 ab", "1012 AB "]),
        ("US", "62701-1234", ["62701-1234 "]),
        ("AE", "", []),
    ],
)
def test_the_spellings_of_a_postcode_are_those_of_its_country(country: str, postcode: str, ways: list[str]) -> None:
    assert addresses.postcode_spellings(Address("R", "T", "1 Road", "Town", country, postcode)) == ways


def test_a_refused_spelling_is_named_with_what_the_shop_said() -> None:
    addresses.every_spelling_is_taken([], ["BS14DJ"])
    with pytest.raises(CheckFailed, match="refused as 'BS14DJ': not valid"):
        addresses.every_spelling_is_taken([("BS14DJ", "not valid")], ["BS14DJ", "bs1 4dj"])


def test_another_country_than_home_is_not_chosen_at_first() -> None:
    addresses.is_chosen_at_first("GB", "GB")
    for chosen, told in (("AE", "AE"), ("", "none")):
        with pytest.raises(CheckFailed, match=rf"chosen at first.*GB.*{told}"):
            addresses.is_chosen_at_first(chosen, "GB")


HARD = Address("Zoë", "O'Connor-Weißenböck", "3, rue de l'Œuvre", "Saint-Rémy", "FR", "78470")


def test_an_address_is_kept_letter_by_letter() -> None:
    decomposed = replace(HARD, first_name="Zoe\N{COMBINING DIAERESIS}", city=" Saint-Rémy ")
    addresses.is_kept_letter_by_letter(HARD, decomposed)
    for kept in (
        replace(HARD, first_name="Zo?"),
        replace(HARD, last_name="O'Connor"),
        replace(HARD, line1="3, rue de l&#39;Œuvre"),
    ):
        with pytest.raises(CheckFailed, match="address in the order.*as it was typed"):
            addresses.is_kept_letter_by_letter(HARD, kept)


def test_a_mail_spells_the_address_or_is_not_judged() -> None:
    addresses.is_spelt_letter_by_letter(HARD, ["Zoë O'Connor-Weißenböck\n3, rue de l'Œuvre\n78470 Saint-Rémy"])
    with pytest.raises(CheckFailed, match="without 'Zoë'"):
        addresses.is_spelt_letter_by_letter(HARD, ["ZoÃ« O'Connor-Weißenböck\n3, rue de l'Œuvre\n78470 Saint-Rémy"])
    with pytest.raises(CannotProvide, match="tells the address"):
        addresses.is_spelt_letter_by_letter(HARD, ["Your order 7 has been received."])
