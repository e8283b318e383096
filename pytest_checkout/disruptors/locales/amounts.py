"""Amounts are written the way of the locale."""

from __future__ import annotations

import re
import unicodedata

from babel import Locale
from babel.numbers import format_decimal
from pytest_bdd import then

from pytest_checkout import bill
from pytest_checkout.checks import expect_that
from pytest_checkout.domain import Money, minor_digits
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.storefront.shopper import Shopper

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"))

# -- checks --


def spellings(amount: Money, locale: str) -> list[str]:
    """How `amount` may be written in `locale` (Unicode CLDR), with the separators of each of its kinds of digits."""
    pattern = "#,##0" + ("." + "0" * digits if (digits := minor_digits(amount.currency)) else "")
    speaks = Locale.parse(locale, sep="-")
    systems = {"default", "latn", *speaks.other_numbering_systems.values()} & {"default", *speaks.number_symbols}
    return sorted(
        {
            _plain(format_decimal(amount.amount, format=pattern, locale=speaks, numbering_system=system))
            for system in systems
        }
    )


def is_written_the_way_of(amount: Money, text: str, locale: str) -> None:
    """`text` of a page holds the amount as `locale` writes it. Raises CheckFailed."""
    ways = spellings(amount, locale)
    expect_that(
        any(re.search(rf"(?<![\d.,٫]){re.escape(way)}(?![\d٫]|[.,]\d)", _plain(text)) for way in ways),
        f"The amount {amount} on a page in {locale}",
        expected=" or ".join(ways),
        actual="not written so anywhere on the page",
        advice="Are thousands and decimals separated the way of this locale?",
        reason_code="wrong-text",
    )


def _plain(text: str) -> str:
    """One kind of blank, no direction marks, Latin digits: what Babel does not vary and a shopper reads alike."""
    latin = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text.translate(_MARKS))
    return re.sub(r"[\u00a0\u202f\u2009]", " ", latin)


# -- steps --


@then(Phrase("my total should be written the way of my locale"))
def my_total_should_be_written(shopper: Shopper) -> None:
    total = bill.required(shopper.reads_totals(), "total")
    is_written_the_way_of(total, shopper.journal.pages[-1].text, shopper.locale)
