"""The holidays of a country or one of its regions, by name and year, from the `holidays` library."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import holidays

from pytest_checkout.registry import did_you_mean

_ENGLISH: Final = "en_US"
_LABEL: Final = re.compile(r" \([^()]*\)$")
"""What the library adds to a day that follows the moon until the year is near: "Eid al-Fitr (estimated)"."""


@dataclass(frozen=True)
class Calendar:
    """`country` is an ISO 3166-1 alpha-2 code, `region` an ISO 3166-2 subdivision without the country's code."""

    country: str
    region: str = ""

    def days(self, name: str, year: int) -> tuple[date, ...]:
        """The days of that holiday in a year: none, one, or two when it follows the moon."""
        return _by_name(self.country, self.region, year).get(name, ())

    def names(self, years: range) -> set[str]:
        """Every holiday that comes in one of the years, in the country's own language and in English."""
        return {name for year in years for name in _by_name(self.country, self.region, year)}


def calendar(country: str, region: str = "") -> Calendar:
    """Raises ValueError, with the nearest right code, for a country or a region that nobody knows."""
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        raise ValueError(
            f"no country has the code '{country}'.{did_you_mean(country, known)} Codes are those of ISO 3166-1, "
            "as in 'DE' or 'US'"
        )
    if region and region not in known[country]:
        regions = ", ".join(known[country]) or "none"
        raise ValueError(f"{country} has no region '{region}'.{did_you_mean(region, known[country])} Known: {regions}")
    return Calendar(country, region)


@lru_cache(maxsize=256)
def _by_name(country: str, region: str, year: int) -> Mapping[str, tuple[date, ...]]:
    found: dict[str, set[date]] = defaultdict(set)
    kind = getattr(holidays, country)
    for language in {kind.default_language, *({_ENGLISH} & set(kind.supported_languages))}:
        for category in set(kind.supported_categories) - {holidays.constants.SCHOOL}:
            # The day itself and not the working day that is off instead: shoppers keep the day.
            days = holidays.country_holidays(
                country, region or None, years=year, observed=False, language=language, categories=category
            )
            for day, names in days.items():
                for name in names.split(holidays.constants.HOLIDAY_NAME_DELIMITER):
                    found[_LABEL.sub("", name)].add(day)
    return {name: tuple(sorted(days)) for name, days in found.items()}
