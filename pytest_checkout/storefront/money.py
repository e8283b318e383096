"""Amounts as a page writes them: Babel, strict, in the page's locale. What cannot be read exactly is an error."""

from __future__ import annotations

import contextlib
import functools
import re
import unicodedata
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import (
    NumberFormatError,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
    get_territory_currencies,
    parse_decimal,
)

from pytest_checkout.domain import Money, minor_digits
from pytest_checkout.errors import CannotRead

_MINUS = re.compile(r"[-\u2212\u2013]")
_NUMBER = re.compile(r"\d(?:.*\d)?")
_ONE_CURRENCY = {"£": "GBP", "€": "EUR", "₹": "INR", "₺": "TRY", "₪": "ILS", "₽": "RUB", "₴": "UAH", "zł": "PLN"}
_EVERYWHERE = ("EUR", "USD")
"""Tender in so many countries that their own ways to write it tell nothing more."""
_ALSO = {"INR": ("Rs", "Rs."), "MUR": ("Rs",), "BRL": ("R$",), "CZK": ("Kč",)}
"""Ways of writing that shops keep and CLDR does not."""
_ARABIC = re.compile("[\u0660-\u0669\u066b\u066c]")


def page_locale(stated: str, shopper: str) -> str:
    """The locale that a page's amounts are read in: the language it states, with the shopper's territory.

    A page that states no language, or one that CLDR does not know, is read in the shopper's locale.
    """
    for name in (stated, shopper):
        try:
            locale = Locale.parse(name.strip(), sep="-") if name.strip() else None
        except (ValueError, UnknownLocaleError):
            continue
        if locale is None:
            continue
        if not locale.territory and shopper.lower().split("-")[0] == locale.language:
            return shopper
        return str(locale).replace("_", "-")
    return "en"


@functools.cache
def currency_marks(currency: str, locale: str) -> tuple[str, ...]:
    """How `currency` may be written on a page in `locale`: code, symbols of CLDR here and in its own languages."""
    names = {currency}
    for language in {locale.replace("-", "_"), locale.split("-")[0], "en"}:
        names.add(get_currency_symbol(currency, language))
    names |= {symbol for symbol, code in _ONE_CURRENCY.items() if code == currency}
    names |= home_marks(currency)
    plain = {_unmarked(name) for name in names}
    plain |= {name.rstrip(".") for name in plain}  # "ر.س." is mostly written without its last stop
    return tuple(sorted(plain, key=len, reverse=True))


@functools.cache
def home_marks(currency: str) -> frozenset[str]:
    """How a currency is written where it is tender: "kr" for SEK, which a Swedish shop writes in English too."""
    if currency in _EVERYWHERE:
        return frozenset()
    countries = [country for country in get_global("territory_currencies") if re.fullmatch("[A-Z]{2}", country)]
    homes = [country for country in countries if currency in get_territory_currencies(country)]
    found = set(_ALSO.get(currency, ()))
    for language, country in {(spoken, home) for home in homes for spoken in get_official_languages(home)}:
        with contextlib.suppress(UnknownLocaleError, ValueError):
            found.add(_unmarked(get_currency_symbol(currency, Locale(language, country))).strip("\u200b"))
    return frozenset(found - {"", "$"})


@functools.cache
def all_marks(currency: str, locale: str) -> tuple[str, ...]:
    """What makes a number on this page an amount: the store's currency, and those that are told by one symbol."""
    other = {*_ONE_CURRENCY, *_ONE_CURRENCY.values(), "$", "US$", "USD", "CHF", "JPY", "¥"}
    return tuple(sorted({*currency_marks(currency, locale), *other}, key=len, reverse=True))


def read(text: str, *, locale: str, currency: str) -> Money:
    """An amount such as "1.234,50 £". Raises CannotRead for what is not exactly one amount in this locale."""
    plain = _unmarked(text)
    found = _currency(plain, locale, currency)
    number = _NUMBER.search(plain)
    if not found or not number:
        raise _unreadable(text, locale, "no currency or no number")
    rest = plain[: number.start()] + plain[number.end() :]
    rest = rest.replace(found[1], "", 1)
    negative = bool(_MINUS.search(rest)) or (rest.strip().startswith("(") and rest.strip().endswith(")"))
    if re.search(r"\w", rest):
        raise _unreadable(text, locale, f"{rest.strip()!r} is neither number nor currency")
    amount = _decimal(number.group(), text, locale, found[0])
    try:
        return Money(-amount if negative else amount, found[0])
    except ValueError as error:
        raise _unreadable(text, locale, str(error)) from error


def _unmarked(text: str) -> str:
    """Text without marks of direction, and with one kind of blank."""
    kept = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in kept).strip()


def _decimal(digits: str, text: str, locale: str, currency: str) -> Decimal:
    system = "arab" if _ARABIC.search(digits) else "latn"
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in digits)
    name = locale.replace("-", "_")
    group = get_group_symbol(name, numbering_system=system)
    if not group.strip():
        digits = digits.replace(" ", group)  # which of Unicode's blanks separates groups is a matter of the font
    try:
        amount = parse_decimal(digits, locale=name, strict=True, numbering_system=system)
    except (NumberFormatError, ValueError) as error:
        raise _unreadable(text, locale, str(error)) from error
    point = get_decimal_symbol(name, numbering_system=system)
    decimals = digits.rpartition(point)[2] if point in digits else ""
    if len(decimals) not in (0, minor_digits(currency)) and decimals != "00":  # "¥1,200.00" is odd, and exact
        raise _unreadable(text, locale, f"{currency} has {minor_digits(currency)} decimals, not {len(decimals)}")
    return amount


def _currency(text: str, locale: str, currency: str) -> tuple[str, str] | None:
    """(ISO code, as written) of the currency in `text`: the store's own first, then one that only one symbol names."""
    for mark in currency_marks(currency, locale):
        if mark in text:
            return currency, mark
    for mark, code in _ONE_CURRENCY.items():
        for written in (code, mark):
            if written in text:
                return code, written
    return None


def _unreadable(text: str, locale: str, why: str) -> CannotRead:
    return CannotRead(
        f"the amount {text!r} cannot be read exactly in {locale}: {why}", looked_for="an amount", found=text
    )
