"""Days as pages write them: "1 December 2026", "1. Dezember", "Tue, Dec 1", "2026-12-01"; by the words of a locale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from babel import Locale

from pytest_checkout.storefront.words import normal

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = r"(?:[\s,،.]*(?:of |de )?(\d{4}))?(?!\d)"


def days_in(text: str, locale: str, near: date) -> list[date]:
    """Every day that a text names, in its order. Where no year is written, the one that is closest to `near`.

    A day in digits alone ("01/12") is left out: it may be read in two ways.
    """
    plain = _western(normal(text))
    months = _months(locale)
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    # "1 December 2026", "1. Dezember", "1er décembre"; "December 1, 2026", "Dec 1st"
    day_first = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s+(?:de |of )?({names})\.?(?!\w){_YEAR}")
    month_first = re.compile(rf"(?<!\w)({names})\.?\s+(\d{{1,2}})(?:\.|st|nd|rd|th)?(?!\d){_YEAR}")
    found = [(hit.start(), _day(hit[1], hit[2], hit[3], near)) for hit in _ISO.finditer(plain)]
    found += [(hit.start(), _day(hit[3], months[hit[2]], hit[1], near)) for hit in day_first.finditer(plain)]
    taken = [hit.span() for hit in day_first.finditer(plain)]
    found += [
        (hit.start(), _day(hit[3], months[hit[1]], hit[2], near))
        for hit in month_first.finditer(plain)
        if not any(start <= hit.start() < end for start, end in taken)
    ]
    return [day for _, day in sorted((at, day) for at, day in found if day is not None)]


def _day(year: str | None, month: str | int, day: str, near: date) -> date | None:
    """The day; None when there is no such day."""
    years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
    possible = []
    for each in years:
        try:
            possible.append(date(each, int(month), int(day)))
        except ValueError:
            continue
    return min(possible, key=lambda found: abs(found - near), default=None)


def _western(text: str) -> str:
    """The digits of all scripts as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


@lru_cache(maxsize=32)
def _months(locale: str) -> Mapping[str, int]:
    """Month by name, in full and short, as the locale writes them and as its language does."""
    named: dict[str, int] = {}
    own = Locale.parse(locale, sep="-")
    for known in (own, Locale(own.language)):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in known.months[form][width].items():
                    named[normal(name).rstrip(".")] = number
    return named
