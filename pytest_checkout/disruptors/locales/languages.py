"""Every shopper reads his own language, all of it, from right to left where it runs so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext
from pytest_bdd import step, then, when

from pytest_checkout.checks import expect_that
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, CannotRead
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.journal import SeenPage
from pytest_checkout.storefront.shopper import Shopper
from pytest_checkout.storefront.words import lexicon, normal

_RARELY_SPOKEN = ("cy", "sw", "nb", "eu")
"""Languages for a visitor whom a shop need not understand; the first that the store does not speak is taken."""

# -- checks --

_KEY = re.compile(
    r"(?<![\w@/.:-])"
    r"(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.){1,}[a-z0-9]*_[a-z0-9_]+(?![\w@/-])"  # checkout.payment.card_number
    r"|(?<![\w@/.:-])(?:[a-z][a-z0-9_]*\.){2,}[a-z][a-zA-Z0-9_]*(?![\w@/.-])"  # checkout.payment.title
    r"|\{\{\s*[\w.]+\s*\}\}|%\(\w+\)[sd]|\[\[?\w+(?:[._]\w+)+\]?\]"  # {{ name }}, %(name)s, [shop.title]
    r"|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){2,}\b"  # CHECKOUT_PAYMENT_TITLE
)
_ADDRESS = re.compile(r"\b(?:www\.|[\w.-]+\.(?:com|org|net|shop|example|de|fr|uk|io)\b)")


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


def foreign_lines(text: str, language: str, others: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """Lines of a page in `language` that are written in one of the `others`.

    Such a line holds two everyday words of another language and none of its own, or is a label of several words that
    only another language has. What holds one of `names` (products, say) is not judged.

    >>> foreign_lines("Weiter\\nHow would you like to pay?", "de", ["en"])
    ['How would you like to pay?']
    """
    known = [normal(name) for name in names if name]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [
        line
        for line in dict.fromkeys(lines)
        if not any(name in normal(line) for name in known) and _speaks_another(normal(line), language, others)
    ]


def _speaks_another(line: str, language: str, others: Iterable[str]) -> bool:
    if _everyday(line, language):
        return False
    for other in others:
        if len(_everyday(line, other)) > 1:
            return True
        if " " in line and _is_a_label(line, other) and not _is_a_label(line, language, share=0.6):
            return True
    return False


def _everyday(line: str, language: str) -> set[str]:
    pattern = lexicon(language).patterns.get("everyday", {}).get("words")
    return set(pattern.findall(line)) if pattern else set()


def _is_a_label(line: str, language: str, share: float = 1.0) -> bool:
    """Whether one meaning of the language explains so much of the line."""
    words = lexicon(language)
    return any(
        max(words.meanings(section, line).values(), default=0) >= share for section in ("acts", "fields", "totals")
    )


def no_language_is_mixed_in(pages: Iterable[SeenPage], spoken: Sequence[str], names: Iterable[str] = ()) -> None:
    """Every page speaks its own language alone; `spoken` are the store's locales. Raises CheckFailed naming the page.

    A page whose language has no list of words is not judged.
    """
    named = list(names)
    for page in pages:
        language = page.locale.split("-")[0]
        others = {locale.split("-")[0] for locale in (*spoken, "en")} - {language}
        if not lexicon(language).patterns:
            continue
        lines = foreign_lines(page.text, language, sorted(others), named)
        expect_that(
            not lines,
            f"The {page.stage} page in {page.locale}",
            expected="to speak one language",
            actual="another language: " + "; ".join(f"'{line}'" for line in lines[:5]),
            advice="Is everything of the last release translated, and every plugin?",
            reason_code="wrong-text",
        )


def is_in_the_language_of(stated: str, locale: str) -> None:
    """A page states the language of `locale`. Raises CheckFailed, and CannotRead for a page that states none."""
    if not stated:
        raise CannotRead("the page states no language", looked_for=f"a page in {locale}", found="no lang attribute")
    expect_that(
        stated.split("-")[0].lower() == locale.split("-")[0].lower(),
        "The language of the page",
        expected=locale,
        actual=stated,
        advice="Who comes with a language that the shop does not speak should find the shop's own.",
        reason_code="wrong-text",
    )


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
        product = self.me.product(Role("products", "in stock", "a product in stock"))
        for index, locale in enumerate(self.names()):
            shopper = self.me if index == 0 else self.another()
            shopper.speaks(locale)
            shopper.visits(product)
            shopper.adds_to_cart(product)
            walk(Stage.REVIEW, shopper, self.store, self.purchase)
        return self.me.journal.pages

    def product_names(self) -> list[str]:
        """What the profile's products are called anywhere: names are not always translated."""
        return [name for product in self.store.products.values() for name in product.name.values()]


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


@then(Phrase("I should see no other language on the way to the review in every locale"))
def no_other_language_in_every_locale(checkout_locales: Locales) -> None:
    if len({name.split("-")[0] for name in checkout_locales.names()}) < 2:
        raise CannotProvide("needs a second language, and the store speaks one alone")
    pages = checkout_locales.walk_in_every_locale()
    no_language_is_mixed_in(pages, checkout_locales.names(), checkout_locales.product_names())


@when(Phrase("I come with a browser that asks for a language the store does not speak"), target_fixture="shopper")
def i_come_with_a_strange_browser(
    shopper: Shopper, new_context: Callable[..., BrowserContext], checkout_store: StoreProfile
) -> Shopper:
    spoken = {name.split("-")[0] for name in (*checkout_store.locales.urls, checkout_store.locales.default)}
    asked = next(language for language in _RARELY_SPOKEN if language not in spoken)
    stranger = Shopper(new_context(locale=asked).new_page(), checkout_store, journal=shopper.journal)
    stranger.comes_to(checkout_store.url)
    return stranger


@then(Phrase("the page should speak the store's own language"))
def the_page_should_speak_the_stores_own_language(shopper: Shopper, checkout_store: StoreProfile) -> None:
    is_in_the_language_of(shopper.hands.reading.snapshot.lang, checkout_store.locales.default)
