"""Which currency a shop sells in: stated in its data, or told by how its prices are written."""

from __future__ import annotations

import functools
import re
from collections import Counter
from urllib.parse import urlsplit

from babel.core import get_global
from babel.numbers import get_territory_currencies

from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront import statements
from pytest_checkout.storefront.money import currency_marks, home_marks
from pytest_checkout.storefront.reading import Reading

_COMMON = "USD EUR JPY GBP CNY AUD CAD CHF HKD SGD SEK KRW NOK NZD INR MXN TWD ZAR BRL DKK PLN THB IDR HUF CZK".split()
"""Which of several currencies that are written alike is meant, when nothing else tells: the one that is traded most."""


def of_shop(said: statements.Statement, reading: Reading, locale: str) -> tuple[str, str]:
    """(ISO code, how it is known); empty when the page shows no amount."""
    if said.stated_currency:
        return said.stated_currency, "its pages state it in their data"
    shown = [amount.text for amount in reading.snapshot.amounts]
    usual = statements.usual_currency(locale)
    marks = currency_marks(usual, locale) if usual else ()
    if any(mark in text for text in shown for mark in marks):
        return usual, f"prices are written like '{shown[0]}', which means {usual} in {statements.territory(locale)}"
    named = {money.currency for money in (_amount(reading, text) for text in shown) if money is not None}
    if len(named) == 1:
        return named.pop(), f"prices are written like '{shown[0]}'"
    if shown and "$" in shown[0]:
        return "USD", f"prices are written like '{shown[0]}', which may be another dollar"
    return written(reading.snapshot.text, said.url, locale)


def _amount(reading: Reading, text: str) -> Money | None:
    try:
        return reading.money(text)
    except CannotRead:
        return None


def written(text: str, url: str, locale: str) -> tuple[str, str]:
    """The currency by the mark that most often stands beside a number: that of the shop's country, if it is one of
    several; else the commonest of them."""
    found: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for mark in _by_mark():
        beside = rf"(?<!\w){re.escape(mark)}\s?\d[\d.,]*|(?<!\w)\d[\d.,]*\s?{re.escape(mark)}(?!\w)"
        hits = re.findall(beside, text)
        found[mark] = len(hits)
        examples.setdefault(mark, next(iter(hits), ""))
    mark, times = max(found.items(), key=lambda item: (item[1], len(item[0])), default=("", 0))
    if not times:
        return "", ""
    fitting = _by_mark()[mark]
    country = urlsplit(url).netloc.partition(":")[0].rpartition(".")[2].upper()
    own = [*reversed(statements.currencies(country if country.isalpha() else "")), statements.usual_currency(locale)]
    common = sorted(fitting, key=lambda code: (_COMMON.index(code) if code in _COMMON else len(_COMMON), code))
    code = next((code for code in own if code in fitting), common[0])
    doubt = f", which may be {', '.join(other for other in common if other != code)} too" if len(fitting) > 1 else ""
    return code, f"prices are written like '{examples[mark]}'{doubt}"


@functools.cache
def _by_mark() -> dict[str, frozenset[str]]:
    """Mark -> the currencies that are written so at home, or by their code."""
    found: dict[str, set[str]] = {}
    countries = [country for country in get_global("territory_currencies") if re.fullmatch("[A-Z]{2}", country)]
    for code in {str(code) for country in countries for code in get_territory_currencies(country)}:
        for mark in {code, *home_marks(code)}:
            found.setdefault(mark, set()).add(code)
    return {mark: frozenset(codes) for mark, codes in found.items() if mark == "R" or not _is_a_unit(mark)}


def _is_a_unit(mark: str) -> bool:
    """One letter beside a number is rather a size or a measure than money; only South Africa's is common."""
    return len(mark) == 1 and mark.isalpha()
