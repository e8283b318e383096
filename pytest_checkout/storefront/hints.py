"""What a field tells without a word of any language: its examples, its options, its limits, its place in a form."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from babel import Locale

from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import languages, normal

_EXAMPLES = {
    "email": r"[\w.+-]+@[\w.-]+\.\w+",
    "card_number": r"(?:[\dx•·*]{4}[ -]?){3}[\dx•·*]{1,4}",
    "card_expiry": r"(?:[Mm]{2}|0?\d|1[0-2]) ?/ ?\w{2,4}",
    "card_code": r"[\dx•·*]{3,4}",
    "phone": r"\+[\d ()/-]{6,}",
    "postcode": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2}|\d{3}-\d{4}",
}
"""How an example in a field's placeholder looks."""
_WAY = {
    "full_name": 1,
    "first_name": 1,
    "last_name": 2,
    "line1": 4,
    "line2": 5,
    "postcode": 6,
    "city": 6,
    "state": 7,
    "country": 8,
    "phone": 9,
}
"""The order in which forms ask for an address; postcode and city change places, countries and phones stand anywhere."""
PARTS = ("line1", "city", "postcode")
"""What an address cannot do without, but for whose it is."""


@functools.cache
def countries(language: str) -> dict[str, str]:
    """ISO 3166-1 alpha-2 code -> name in a language (CLDR)."""
    names = Locale.parse(language.replace("-", "_")).territories
    return {code: name for code, name in names.items() if re.fullmatch(r"[A-Z]{2}", code)}


@functools.cache
def _country_names() -> frozenset[str]:
    """The names of all countries, in every language that the reader has words for."""
    return frozenset(normal(name) for language in languages() for name in countries(language).values())


def example(placeholder: str) -> str:
    """What a field asks for whose placeholder is an example: "jane@example.com", "MM/YY", "SW1A 1AA"."""
    text = re.sub(r"^\w+[:.] ", "", placeholder.strip())
    return next((meaning for meaning, looks in _EXAMPLES.items() if re.fullmatch(looks, text)), "")


def in_brackets(label: str) -> list[str]:
    """What a label adds as an example: "Expiry (MM/YY)"."""
    return re.findall(r"[(（\[]([^)）\]]+)[)）\]]", label)


def options(control: Control) -> str:
    """What the options of a list tell."""
    entries = [option for option in control.options if option.value.strip() and option.text.strip()]
    values = [option.value.strip() for option in entries]
    if len(values) < 2:
        return ""
    if sum(value.upper() in countries("en") for value in values) > 0.9 * len(values):
        texts = [normal(option.text) for option in entries]
        states = len(values) > 10 and {"ca", "ny", "tx"} <= {value.lower() for value in values}
        return "state" if states and sum(text in _country_names() for text in texts) < len(texts) / 2 else "country"
    if sum(normal(option.text) in _country_names() for option in entries) > 0.7 * len(entries):
        return "country"
    numbers = [int(value) for value in values if value.isdigit()]
    if len(values) == 12 and numbers in (list(range(1, 13)), list(range(12))):
        return "card_expiry"
    if len(values) >= 5 and all(re.fullmatch(r"(20)?[2-5]\d", value) for value in values):
        return "card_expiry"
    return ""


def limits(control: Control) -> str:
    """What a field's keyboard and length tell: a card's number has sixteen digits or more, its code three or four."""
    digits = control.inputmode in ("numeric", "decimal") or control.type in ("tel", "number")
    if not digits or control.tag != "input":
        return ""
    if 16 <= control.maxlength <= 23:
        return "card_number"
    return "card_code" if control.maxlength in (3, 4) else ""


def by_place(read: Mapping[int, str], unread: Sequence[Control]) -> dict[int, str]:
    """Index of a control -> what it asks for, from its place among fields of an address that are understood.

    `read` gives the understood fields of the same form by index. Only where as many fields are left over as parts of
    an address are missing, and in one order alone, is anything said at all.
    """
    known = set(read.values())
    if len(known & _WAY.keys()) < 2 or not known & {"city", "postcode"}:
        return {}  # which of the two comes first differs from country to country
    missing = [meaning for meaning in PARTS if meaning not in known]
    if "full_name" not in known:
        missing += [meaning for meaning in ("first_name", "last_name") if meaning not in known]
    fitting = [
        dict(zip((control.index for control in unread), meanings, strict=True))
        for meanings in _orders(missing, len(unread))
        if _in_order({**read, **dict(zip((control.index for control in unread), meanings, strict=True))})
    ]
    return fitting[0] if len(fitting) == 1 else {}


def by_word_and_place(read: Mapping[int, str], faint: Mapping[int, tuple[float, str]]) -> dict[int, str]:
    """Index of a control -> the part of an address that a faint word says, where its place in the form agrees.

    `faint` gives (score, meaning) by index; the strongest word for a part that is missing has it.
    """
    found: dict[int, str] = {}
    if len({*read.values()} & _WAY.keys()) < 2:
        return found
    for index, (_, meaning) in sorted(faint.items(), key=lambda entry: -entry[1][0]):
        missing = meaning in PARTS and meaning not in {*read.values(), *found.values()}
        if missing and _in_order({**read, **found, index: meaning}):
            found[index] = meaning
    return found


def _orders(missing: list[str], count: int) -> list[tuple[str, ...]]:
    """The ways to give `count` fields the missing meanings, in the order of a form."""
    whole = [meaning for meaning in missing if meaning not in ("first_name", "last_name")]
    sets = [missing] + ([["full_name", *whole]] if len(missing) - len(whole) == 2 else [])
    return [tuple(sorted(each, key=lambda meaning: _WAY[meaning])) for each in sets if len(each) == count > 0]


def _in_order(placed: Mapping[int, str]) -> bool:
    """Whether meanings by position follow the order of a form."""
    ranks = [_WAY[placed[index]] for index in sorted(placed) if placed[index] in _WAY and _WAY[placed[index]] < 7]
    return ranks == sorted(ranks) and ranks.count(6) <= 2
