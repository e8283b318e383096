"""The values of a profile: amounts, names by locale, shares, and the strictness that all its parts share."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pytest_checkout.domain import Money

Amount = Annotated[Money, BeforeValidator(lambda value: Money.parse(str(value)))]
Names = dict[str, str]
"""A name per locale; a plain text in the file means: the same in every locale."""


def _names(value: object) -> object:
    return {"*": value} if isinstance(value, str) else value


NameByLocale = Annotated[Names, BeforeValidator(_names)]


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


class Part(BaseModel):
    """A part of the profile: unknown keys are mistakes, keys may contain blanks."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True)
