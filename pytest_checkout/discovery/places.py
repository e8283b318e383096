"""Plausible addresses by country, for a shopper who must live somewhere. Nobody lives at them.

Telephone numbers are from the ranges that regulators keep free for fiction, or a hotel's length of nines elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from babel.languages import get_official_languages

from pytest_checkout.domain import Address
from pytest_checkout.storefront import statements

_PLACES: dict[str, tuple[str, str, str, str, str]] = {
    # country: street, city, postcode, state, phone
    "AE": ("Villa 9, Street 4, Al Manara", "Dubai", "", "", "+971 50 123 4567"),
    "AT": ("Lindengasse 7", "Wien", "1070", "", "+43 1 9999999"),
    "AU": ("12 Orchard Road", "Sydney", "2000", "NSW", "+61 2 5550 1234"),
    "BE": ("Rue des Tilleuls 7", "Bruxelles", "1000", "", "+32 2 999 99 99"),
    "CA": ("100 Main Street", "Toronto", "M5V 2T6", "ON", "+1 416 555 0123"),
    "CH": ("Lindenstrasse 7", "Zürich", "8008", "", "+41 44 999 99 99"),
    "DE": ("Lindenstraße 7", "Berlin", "10969", "", "+49 30 23125123"),
    "DK": ("Lindevej 7", "København", "1799", "", "+45 99 99 99 99"),
    "ES": ("Calle del Tilo 7", "Madrid", "28013", "M", "+34 919 999 999"),
    "FR": ("7 rue des Tilleuls", "Paris", "75011", "", "+33 1 99 00 12 34"),
    "GB": ("12 Orchard Road", "Bristol", "BS1 4DJ", "", "+44 117 496 0123"),
    "IE": ("12 Orchard Road", "Dublin", "D02 X285", "", "+353 20 910 1234"),
    "IT": ("Via dei Tigli 7", "Roma", "00184", "RM", "+39 06 99999999"),
    "JP": ("1-2-3 Marunouchi", "千代田区", "100-0005", "東京都", "+81 3 9999 9999"),
    "NL": ("Lindestraat 7", "Amsterdam", "1012 AB", "", "+31 20 999 9999"),
    "NO": ("Lindeveien 7", "Oslo", "0150", "", "+47 22 99 99 99"),
    "PL": ("ul. Lipowa 7", "Warszawa", "00-316", "", "+48 22 999 99 99"),
    "PT": ("Rua das Tílias 7", "Lisboa", "1100-148", "", "+351 21 999 9999"),
    "SA": ("King Fahd Road 7", "Riyadh", "12211", "", "+966 11 999 9999"),
    "SE": ("Lindvägen 7", "Stockholm", "111 29", "", "+46 8 465 004 12"),
    "US": ("100 Main Street", "Springfield", "62701", "IL", "+1 217 555 0123"),
}
KNOWN = frozenset(_PLACES)
STATEFUL = frozenset(country for country, (_, _, _, state, _) in _PLACES.items() if state)
WITHOUT_POSTCODES, WITH_STATES = "AE", "US"


def address(country: str) -> Address:
    """The address in that country. Raises KeyError for a country without one."""
    line1, city, postcode, state, phone = _PLACES[country]
    return Address("Robin", "Tester", line1, city, country, postcode, state, "", phone)


def home_of(locale: str, currency: str, offered: Sequence[str]) -> str:
    """Where a shopper lives: in its locale's country, else in one of the shop's currency and the locale's language.

    Only in a country that the shop offers, when it offers a list; "GB" when nothing else fits.
    """
    known = [country for country in (offered or sorted(_PLACES)) if country in _PLACES]
    language, own = locale.split("-")[0], statements.territory(locale)
    fitting = [country for country in known if currency in statements.currencies(country)]
    if own in known and (own in fitting or own in locale):
        return own
    speaking = [country for country in fitting if language in get_official_languages(country)]
    return next(iter([*speaking, *fitting, *known]), "GB")
