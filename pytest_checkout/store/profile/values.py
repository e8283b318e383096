"""The values of a profile: amounts, names by locale, shares, and the strictness that all its parts share."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from pytest_checkout.domain import Money
from pytest_checkout.registry import did_you_mean

Amount = Annotated[Money, BeforeValidator(lambda value: Money.parse(str(value)))]
Names = dict[str, str]
"""A name per locale; a plain text in the file means: the same in every locale."""


def _names(value: object) -> object:
    return {"*": value} if isinstance(value, str) else value


def _locale(name: str) -> str:
    """Raises ValueError for a name that is no locale of the Unicode CLDR."""
    try:
        Locale.parse(name, sep="-")
    except (ValueError, UnknownLocaleError):
        near = did_you_mean(name, (known.replace("_", "-") for known in locale_identifiers()))
        raise ValueError(f"'{name}' is not a locale.{near} Write it as in 'en-GB'") from None
    return name


LocaleName = Annotated[str, AfterValidator(_locale)]
NameByLocale = Annotated[
    dict[Annotated[str, AfterValidator(lambda name: name if name == "*" else _locale(name))], str],
    BeforeValidator(_names),
]


def name_in(names: Names, locale: str) -> str:
    """The name in one locale: exact, then by language, then the one for all; empty when there is none."""
    language = locale.split("-")[0]
    by_language = next((name for key, name in names.items() if key.split("-")[0] == language), "")
    return names.get(locale) or by_language or names.get("*", "")


def _share(text: object) -> Decimal:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", str(text).strip())
    if not found or Decimal(found[1]) > 100:
        raise ValueError(f"'{text}' is not a share; write a number from 0 to 100 and %, as in '30%'")
    return Decimal(found[1]) / 100


Share = Annotated[Decimal, BeforeValidator(_share)]
"""A part of a whole, from 0 to 1, written as "30%"."""


def _currency(code: str) -> str:
    """Raises ValueError for what is no code of ISO 4217."""
    known = list_currencies()
    if code not in known:
        turned = [name for name in known if sorted(name) == sorted(code.upper())]  # more often than another letter
        near = did_you_mean(code, turned) or did_you_mean(code, known)
        raise ValueError(f"'{code}' is not the code of a currency.{near} Write it as in 'EUR'")
    return code


Currency = Annotated[str, AfterValidator(_currency)]
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"})
"""Territories of the Unicode CLDR that no parcel can be sent to."""
_OTHER_NAMES = {"UK": "GB", "EL": "GR"}
"""Codes that are in use beside those of ISO 3166-1."""


def _country(code: str) -> str:
    """Raises ValueError for what is no code of ISO 3166-1."""
    territories = map(str, Locale("en").territories)
    known = [name for name in territories if len(name) == 2 and name not in _NO_COUNTRIES]
    if code not in known:
        near = f" Did you mean '{_OTHER_NAMES[code]}'?" if code in _OTHER_NAMES else did_you_mean(code, known)
        raise ValueError(f"'{code}' is not the code of a country.{near} Write it in two capitals, as in 'DE'")
    return code


Country = Annotated[str, AfterValidator(_country)]


def _address(url: str) -> str:
    """Raises ValueError for what a browser could not open."""
    if not (re.match(r"https?://", url) and urlsplit(url).hostname):
        raise ValueError("is not the address of a page; write it whole, as in 'https://shop.example/'")
    return url


WebAddress = Annotated[str, AfterValidator(_address)]


class Part(BaseModel):
    """A part of the profile: unknown keys are mistakes, keys may contain blanks."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True)
