"""Locales: every shopper reads his own language, written his way, and pays the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pytest
from babel import Locale
from babel.numbers import format_decimal
from pytest_bdd import step, then

from pytest_checkout import bill
from pytest_checkout.checks import CheckFailed, expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Money, Stage, minor_digits
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.journal import SeenPage
from pytest_checkout.storefront.shopper import Shopper

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("locales", "Locales", "languages, number formats, addresses, text direction")]


# -- checks --

_KEY = re.compile(
    r"(?<![\w@/.:-])"
    r"(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.){1,}[a-z0-9]*_[a-z0-9_]+(?![\w@/-])"  # checkout.payment.card_number
    r"|(?<![\w@/.:-])(?:[a-z][a-z0-9_]*\.){2,}[a-z][a-zA-Z0-9_]*(?![\w@/.-])"  # checkout.payment.title
    r"|\{\{\s*[\w.]+\s*\}\}|%\(\w+\)[sd]|\[\[?\w+(?:[._]\w+)+\]?\]"  # {{ name }}, %(name)s, [shop.title]
    r"|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){2,}\b"  # CHECKOUT_PAYMENT_TITLE
)
_ADDRESS = re.compile(r"\b(?:www\.|[\w.-]+\.(?:com|org|net|shop|example|de|fr|uk|io)\b)")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"))


def raw_keys(text: str) -> list[str]:
    """Words of a page that are names of translations and not translations.

    >>> raw_keys("Pay checkout.payment.card_number now")
    ['checkout.payment.card_number']
    >>> raw_keys("Write to shop@example.com or see www.example.com")
    []
    """
    found = (match.group() for match in _KEY.finditer(text))
    return list(dict.fromkeys(key for key in found if not _ADDRESS.search(key)))


def no_raw_key_is_shown(pages: Iterable[SeenPage]) -> None:
    """No page shows the name of a translation instead of the translation. Raises CheckFailed naming page and key."""
    for page in pages:
        keys = raw_keys(page.text)
        expect_that(
            not keys,
            f"The {page.stage} page in {page.locale}",
            expected="to show words",
            actual="raw translation keys: " + ", ".join(keys[:5]),
            advice="Is the translation of the last release in place?",
            reason_code="wrong-text",
        )


def runs_from_right_to_left(pages: Iterable[SeenPage]) -> None:
    """Every page is laid out from right to left. Raises CheckFailed naming the page."""
    for page in pages:
        expect_that(
            page.direction == "rtl",
            f"The direction of the {page.stage} page in {page.locale}",
            expected="from right to left",
            actual="from left to right",
            reason_code="wrong-text",
        )


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
        any(way in _plain(text) for way in ways),
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


# -- fixture --


@dataclass(frozen=True)
class Locales:
    """The store's locales, and shoppers who speak them."""

    me: Shopper
    store: StoreProfile
    purchase: Purchase
    another: Callable[[], Shopper]

    def names(self) -> list[str]:
        """The store's locales, the default one first."""
        default = self.store.locales.default
        return [default, *(name for name in self.store.locales.urls if name != default)]

    def walk_in_every_locale(self) -> list[SeenPage]:
        """Every page from the product to the review, in every locale of the store, each with a shopper of its own."""
        product = self.store.entry(Role("products", "in stock", "a product in stock"))
        for index, locale in enumerate(self.names()):
            shopper = self.me if index == 0 else self.another()
            shopper.speaks(locale)
            shopper.visits(product)
            shopper.adds_to_cart(product)
            walk(Stage.REVIEW, shopper, self.store, self.purchase)
        return self.me.journal.pages


@pytest.fixture
def checkout_locales(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase, new_shopper: Callable[[], Shopper]
) -> Locales:
    """The locales in the hands of this scenario's shoppers."""
    return Locales(shopper, checkout_store, checkout_purchase, new_shopper)


# -- steps --


@step(Phrase("I switch to {locale:locale}"))
def i_switch_to(locale: Role | Literal, shopper: Shopper, checkout_store: StoreProfile) -> None:
    shopper.switches_locale(checkout_store.locale(locale))


@then(Phrase("I should see no raw translation key on the way to the review in every locale"))
def no_raw_key_in_every_locale(checkout_locales: Locales) -> None:
    no_raw_key_is_shown(checkout_locales.walk_in_every_locale())


@then(Phrase("the pages should have run from right to left"))
def the_pages_should_have_run_from_right_to_left(shopper: Shopper) -> None:
    runs_from_right_to_left(shopper.journal.pages)


@then(Phrase("my total should be written the way of my locale"))
def my_total_should_be_written(shopper: Shopper) -> None:
    total = bill.required(shopper.reads_totals(), "total")
    is_written_the_way_of(total, shopper.journal.pages[-1].text, shopper.locale)


@then(Phrase("I should be past the address step"))
def i_should_be_past_the_address_step(shopper: Shopper) -> None:
    if shopper.stage.order <= Stage.ADDRESS.order:
        raise CheckFailed(
            "The address",
            expected="taken",
            actual=f"still asked for: {'; '.join(shopper.told()) or 'without a word'}",
            reason_code="wrong-outcome",
        )
