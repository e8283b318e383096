"""Kinds of cards: Visa, Mastercard ... Some forms ask which one a card is, beside its number. That is no way to pay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pytest_checkout.storefront.words import normal

if TYPE_CHECKING:
    from pytest_checkout.storefront.choices import Choice, Group

_BRANDS = {
    # brand: (its numbers by ISO/IEC 7812, as regular expression; how forms call it)
    "visa": (r"4", ("visa", "visa electron", "visa debit")),
    "mastercard": (r"5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)", ("mastercard", "master card", "mc", "eurocard")),
    "amex": (r"3[47]", ("american express", "amex")),
    "diners": (r"3(?:0[0-5]|[689])", ("diners", "diners club")),
    "discover": (r"6(?:011|4[4-9]|5)", ("discover",)),
    "jcb": (r"35", ("jcb",)),
    "unionpay": (r"62", ("unionpay", "union pay", "china unionpay")),
    "maestro": (r"5[06-9]|6", ("maestro", "switch", "solo")),
}
KIND = "card brand"
"""The kind of a group that asks which card it is."""


def named(text: str) -> str:
    """The brand that a text is the name of; empty for any other text."""
    plain = normal(text).removesuffix(" card")
    return next((brand for brand, (_, names) in _BRANDS.items() if plain in names), "")


def of(number: str) -> str:
    """The brand of a card number; empty when it is of none that is known."""
    digits = re.sub(r"\D", "", number)
    return next((brand for brand, (numbers, _) in _BRANDS.items() if re.match(numbers, digits)), "")


def lists(group: Group) -> bool:
    """Whether a group offers kinds of cards and nothing else: beside a card's number it asks which of them that is."""
    return bool(group.choices) and all(named(choice.text) or named(choice.control.value) for choice in group.choices)


def fitting(choices: Iterable[Choice], number: str) -> Choice | None:
    """The choice that a card with this number is; None where it is not offered."""
    brand = of(number)
    return next((c for c in choices if brand and brand in (named(c.text), named(c.control.value))), None)
