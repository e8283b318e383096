"""The checks of the locales family: raw keys are found, plain text is not, numbers are written the local way."""

import pytest

from pytest_checkout.checks import CheckFailed
from pytest_checkout.disruptors import locales
from pytest_checkout.domain import Money


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
    assert locales.raw_keys(f"Zahlung\n{key}\nWeiter") == [key]


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
    assert locales.raw_keys(text) == []


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
    locales.is_written_the_way_of(Money.parse("GBP 1249.00"), text, locale)


@pytest.mark.parametrize(("locale", "text"), [("de-DE", "Summe £1,249.00"), ("en-GB", "1.249,00 £"), ("fr-FR", "1249")])
def test_an_amount_written_another_way_is_wrong(locale: str, text: str) -> None:
    with pytest.raises(CheckFailed, match="on a page in"):
        locales.is_written_the_way_of(Money.parse("GBP 1249.00"), text, locale)


def test_a_currency_without_cents_is_written_without_them() -> None:
    assert locales.spellings(Money.parse("JPY 1200"), "en-GB") == ["1,200"]
