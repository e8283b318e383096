"""The form of our Gherkin phrases: "{name:kind}" is a typed parameter that says how to write it right.

A parameter's pattern is lenient and its reading strict, so that a sloppy word is answered with the right form
instead of "no such step". Every reading raises ValueError with a sentence for the author of the checklist.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pytest_bdd.parsers import StepParser

from pytest_checkout.domain import Money, Stage
from pytest_checkout.registry import did_you_mean
from pytest_checkout.store import roles
from pytest_checkout.store.arrival import MOMENTS
from pytest_checkout.store.ports import LIES
from pytest_checkout.storefront import devices
from pytest_checkout.storefront.devices import Device

T = TypeVar("T")
_ROLE = r'"[^"]+"|(?![\d"]).+?'
_PARAMETER = re.compile(r"\{(?P<name>\w+):(?P<kind>\w+)\}")


def count(text: str) -> int:
    """A whole number written in digits."""
    if not text.isdecimal():
        raise ValueError(f"'{text}' is not a number; write digits, as in 3")
    return int(text)


def money(text: str) -> Money:
    """A quoted amount with its currency: "GBP 10.00"."""
    if not (text.startswith('"') and text.endswith('"')):
        raise ValueError(f"'{text}' should stand in quotes with its currency, as in \"GBP 10.00\"")
    return Money.parse(text[1:-1])


def stage(text: str) -> Stage:
    """A step of the checkout: cart, contact, address, delivery, payment, review, confirmation."""
    names = [str(known) for known in Stage if known not in (Stage.ERROR, Stage.ELSEWHERE)]
    if text not in names:
        raise ValueError(
            f"'{text}' is not a step of the checkout.{did_you_mean(text, names)} Known: {', '.join(names)}."
        )
    return Stage(text)


def switch(text: str) -> bool:
    """active or inactive."""
    if text not in ("active", "inactive"):
        raise ValueError(f"'{text}' should be 'active' or 'inactive'")
    return text == "active"


def duration(text: str) -> float:
    """A time in seconds, minutes or hours, given in seconds: "1 second", "2.5 seconds", "3 minutes"."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) (second|minute|hour)s?", text)
    if not found or not float(found[1]):
        raise ValueError(f"'{text}' is not a time; write a number and its unit, as in '3 seconds' or '2 minutes'")
    return float(found[1]) * {"second": 1, "minute": 60, "hour": 3600}[found[2]]


def percentage(text: str) -> float:
    """A part of a whole as a number and %, given as a share: "30%" is 0.3."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)%", text)
    if not found or not 0 < float(found[1]) <= 100:
        raise ValueError(f"'{text}' is not a share; write a number up to 100 and %, as in 30%")
    return float(found[1]) / 100


def lie(text: str) -> str:
    """What a stock feed may tell that is false."""
    if text not in LIES:
        raise ValueError(f"'{text}' is not something a feed tells.{did_you_mean(text, LIES)} Known: {', '.join(LIES)}.")
    return LIES[text]


def moment(text: str) -> str:
    """A moment at which the day of arrival is reckoned in another way."""
    if text not in MOMENTS:
        raise ValueError(
            f"'{text}' is not a moment of a delivery.{did_you_mean(text, MOMENTS)} Known: {', '.join(MOMENTS)}."
        )
    return text


def date(text: str) -> datetime:
    """A quoted day: "2027-06-30"."""
    return _quoted(text, "a day", "2027-06-30", datetime.fromisoformat).replace(hour=0, minute=0)


def time(text: str) -> timedelta:
    """A quoted time of day: "23:59"."""

    def read(inside: str) -> timedelta:
        found = datetime.strptime(inside, "%H:%M")
        return timedelta(hours=found.hour, minutes=found.minute)

    return _quoted(text, "a time of day", "23:59", read)


def zone(text: str) -> ZoneInfo:
    """A quoted time zone of the IANA database: "Europe/London"."""
    return _quoted(text, "a time zone", "Europe/London", ZoneInfo)


def _quoted(text: str, what: str, example: str, read: Callable[[str], T]) -> T:
    try:
        if not (text.startswith('"') and text.endswith('"')):
            raise ValueError
        return read(text[1:-1])
    except (ValueError, KeyError, OSError):  # zoneinfo: no such zone, or a folder of zones
        raise ValueError(f"'{text}' is not {what}; write it in quotes, as in \"{example}\"") from None


def side(text: str) -> int:
    """before or after, as -1 or 1."""
    return {"before": -1, "after": 1}[text]


def edge(text: str) -> str:
    """starts or ends."""
    if text not in ("starts", "ends"):
        raise ValueError(f"'{text}' should be 'starts' or 'ends'")
    return text


def one_of(*words: str) -> Callable[[str], str]:
    """A reading that takes one of these words, and names them all to whoever wrote another."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"'{text}' is none of {', '.join(words)}.{did_you_mean(text, words)}")
        return text

    return read


@dataclass(frozen=True)
class Part:
    """A part of an address by its word in scenarios: the parts of `domain.Address`, and what fields that ask for it
    mean (`storefront.fields.ADDRESS`).
    """

    word: str
    of_address: tuple[str, ...]
    meanings: tuple[str, ...]


_PARTS = {
    part.word: part
    for part in (
        Part("name", ("first_name", "last_name"), ("first_name", "last_name", "full_name")),
        Part("street", ("line1",), ("line1",)),
        Part("city", ("city",), ("city",)),
        Part("postcode", ("postcode",), ("postcode",)),
    )
}


def part(text: str) -> Part:
    """A part of an address that every shop that delivers asks for: name, street, city or postcode."""
    return _PARTS[one_of(*_PARTS)(text)]


def mistake(text: str) -> str:
    """What may be wrong with the access to a payment gateway: test keys in production, a wrong account, ..."""
    return one_of("test keys in production", "wrong account", "expired credential")(re.sub(r"^(a|an) ", "", text))


def cause(text: str) -> str:
    """Why a card was declined, as the word lists call it."""
    meanings = {"missing funds": "no funds", "an expired card": "expired", "a wrong code": "wrong code"}
    return meanings[one_of(*meanings)(text)]


def device(text: str) -> Device:
    """A kind of device: a desktop, a small touch screen."""
    return devices.BY_NAME[one_of(*devices.BY_NAME)(text)]


_KINDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "product": (_ROLE, partial(roles.parse, "products")),
    "code": (_ROLE, partial(roles.parse, "codes")),
    "delivery": (r'"[^"]+"|[\w -]+? delivery', partial(roles.parse, "delivery")),
    "payment": (_ROLE, partial(roles.parse, "payments")),
    "card": (_ROLE, partial(roles.parse, "cards")),
    "address": (_ROLE, partial(roles.parse, "addresses")),
    "plugin": (_ROLE, partial(roles.parse, "plugins")),
    "host": (_ROLE, partial(roles.parse, "hosts")),
    "service": (r'"[^"]+"|the [\w -]+?', partial(roles.parse, "proxies")),
    "device": (r".+?", device),
    "locale": (_ROLE, partial(roles.parse, "locales")),
    "channel": (_ROLE, partial(roles.parse, "channels")),
    "money": (r".+?", money),
    "count": (r"\S+", count),
    "stage": (r"\S+", stage),
    "theme": (_ROLE, partial(roles.parse, "themes")),
    "date": (r"\S+", date),
    "time": (r"\S+", time),
    "zone": (r"\S+", zone),
    "side": (r"before|after", side),  # strict: what stands before it may be several words
    "edge": (r"\S+", edge),
    "switch": (r"\S+", switch),
    "answer": (r"\S+|go back from", one_of("pass", "fail", "dismiss", "go back from")),
    "bank_answer": (r"\S+", lambda text: one_of("pays", "refuses")(text) == "pays"),
    "when": (r"\S+", one_of("before", "after")),
    "capture": (r"(?:with|at) .+", one_of("with the order", "at dispatch")),
    "payment_state": (
        r".+",
        one_of("open", "awaiting", "held", "capture refused", "paid", "voided", "refunded"),
    ),
    "money_act": (r"\S+", one_of("capture", "void", "refund")),
    "mistake": (r".+", mistake),
    "cause": (r".+", cause),
    "part": (r"\S+", part),
    "duration": (r".+?", duration),
    "percentage": (r"\S+", percentage),
    "lie": (r".+?", lie),
    "moment": (r".+?", moment),
}


class Phrase(StepParser):
    """A step's text with typed parameters, matched whole."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._kinds = {found["name"]: found["kind"] for found in _PARAMETER.finditer(name)}
        pattern, end = "", 0
        for found in _PARAMETER.finditer(name):
            pattern += re.escape(name[end : found.start()]) + f"(?P<{found['name']}>{_KINDS[found['kind']][0]})"
            end = found.end()
        self._regex = re.compile(pattern + re.escape(name[end:]))

    def is_matching(self, name: str) -> bool:
        return self._regex.fullmatch(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """The typed arguments. Raises ValueError with the right form for one that is written sloppily."""
        found = self._regex.fullmatch(name)
        if found is None:
            return None
        return {key: _KINDS[self._kinds[key]][1](value) for key, value in found.groupdict().items()}
