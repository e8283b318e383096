"""What a page states for machines: currency, the shop's name, its languages and where their pages start."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import urljoin, urlsplit

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_territory_currencies
from playwright.sync_api import Page

from pytest_checkout.storefront.asking import asks
from pytest_checkout.storefront.words import normal

_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_SHOWN = (
    "ar de en es fr he it ja ko nl pl pt ru sv tr zh da fi nb cs hu el uk ro bg hr sk sl et lv lt fa hi th vi id"
).split()


@dataclass(frozen=True)
class Statement:
    """The raw statements of one page (see statements.js)."""

    url: str
    lang: str
    title: str
    site: list[str]
    currency: list[str]
    structured: list[str]
    alternates: list[tuple[str, str]]
    links: list[dict[str, str]]
    lists: list[list[tuple[str, str]]]

    @functools.cached_property
    def offers(self) -> list[dict[str, Any]]:
        """Every part of the page's structured data that has a price or an availability (schema.org Offer)."""
        return [part for text in self.structured for part in _parts(text) if "price" in part or "availability" in part]

    @property
    def sold_out(self) -> bool:
        """Whether the structured data says of every offer that there is none left."""
        told = [str(offer["availability"]).rpartition("/")[2] for offer in self.offers if "availability" in offer]
        return bool(told) and all(word in ("OutOfStock", "SoldOut", "Discontinued") for word in told)

    @property
    def stated_currency(self) -> str:
        """The ISO code of the one currency that the page states; empty when it states none, or several."""
        stated = [*self.currency, *(str(offer.get("priceCurrency", "")) for offer in self.offers)]
        codes = {code.upper() for code in stated if re.fullmatch(r"[A-Za-z]{3}", code)}
        return codes.pop() if len(codes) == 1 else ""


def of(page: Page) -> Statement:
    """Ask the page as it is now."""
    raw = asks(page, (resources.files(__package__) / "statements.js").read_text(encoding="utf-8"))
    return Statement(**raw)


def _parts(text: str) -> Iterator[dict[str, Any]]:
    """Every mapping in a block of JSON-LD; a block that is no JSON states nothing."""
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


# -- languages --


def locale_named(code: str) -> str:
    """A code such as "de_at" as a locale ("de-AT"); empty for what CLDR does not know."""
    if not _CODE.fullmatch(code):
        return ""
    try:
        return str(Locale.parse(code.replace("-", "_"))).replace("_", "-")
    except (ValueError, UnknownLocaleError):
        return ""


def territory(locale: str) -> str:
    """The country of a locale, by CLDR's likely subtags when the locale names none."""
    parsed = Locale.parse(locale, sep="-")
    if parsed.territory:
        return parsed.territory
    likely = get_global("likely_subtags").get(parsed.language, "")
    return likely.rpartition("_")[2] if "_" in likely else ""


def currencies(country: str) -> list[str]:
    """The currencies that are tender in a country now (CLDR), the newest last."""
    return [str(code) for code in get_territory_currencies(country)] if country else []


def usual_currency(locale: str) -> str:
    """The currency of a locale's country; empty when it has none."""
    return next(reversed(currencies(territory(locale))), "")


def other_starts(statement: Statement, locale: str) -> dict[str, list[str]]:
    """Addresses where this page may be had in other locales, by locale: stated, linked, or built from a list.

    They are candidates: nobody has opened them yet.
    """
    found: dict[str, list[str]] = {}

    def add(code: str, url: str) -> None:
        name = locale_named(code)
        if name and name != locale and urlsplit(url).netloc == urlsplit(statement.url).netloc:
            found.setdefault(name, []).append(url.split("#")[0])

    for code, url in statement.alternates:
        add(code, url)
    for link in statement.links:
        if code := link["lang"] or _language_called(link["text"]):
            add(code, link["href"])
    here = urlsplit(statement.url)
    segments = here.path.split("/")
    for options in statement.lists:
        codes = [value for value, _ in options]
        if len(codes) < 2 or not all(locale_named(code) for code in codes):
            continue
        own = [code for code in codes if code.lower() in (segment.lower() for segment in segments)]
        for code in codes:
            if own:  # the list's own codes stand in addresses
                path = "/".join(code if segment.lower() == own[0].lower() else segment for segment in segments)
                add(code, urljoin(statement.url, path))
    return found


def offered_languages(statement: Statement) -> list[str]:
    """The languages that the page offers by name, whether or not they have addresses of their own."""
    named = [_language_called(link["text"]) for link in statement.links]
    listed = [locale_named(value) for options in statement.lists for value, text in options if _language_called(text)]
    return sorted({name for name in [*named, *listed] if name})


def _language_called(text: str) -> str:
    """The language whose own name a text is ("Deutsch"); empty for any other text."""
    return _own_names().get(normal(text), "")


@functools.cache
def _own_names() -> dict[str, str]:
    return {normal(str(Locale(code).get_display_name(code))): code for code in _SHOWN}
