"""Roles: what stock checklists say instead of a shop's own names. The store profile binds them.

A role is written in words ("a product in stock", "an expired code", "standard delivery") and becomes a kind and
a key of the profile ("products" and "in stock"), so that one scenario serves every store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pytest_checkout.registry import unknown

STOCK_ROLES: dict[str, tuple[str, ...]] = {
    "products": (
        "in stock",
        "last unit",
        "sold out",
        "with options",
        "digital",
        "expensive",
        "odd cents",
        "reduced tax",
        "reduced",
    ),
    "codes": (
        "live",
        "fixed",
        "minimum spend",
        "expired",
        "upcoming",
        "single use",
        "free delivery",
        "everything",
        "some products",
        "full price products",
    ),
    "delivery": ("standard", "express", "free", "pickup"),
    "payments": ("card", "invoice", "direct debit"),
    "cards": ("good", "declined", "without funds", "expired", "wrong code", "stolen", "asking for authentication"),
    "addresses": ("home", "abroad", "without postcodes", "with states", "with accents", "unserved"),
    "plugins": ("loyalty badge", "consent banner", "code field remover", "terms box"),
    "themes": ("usual", "another"),
    "hosts": ("store", "every other", "payment", "analytics"),
    "proxies": (
        "payment gateway",
        "carrier",
        "order management system",
        "inventory system",
        "tax service",
        "mail server",
    ),
    "locales": ("default", "another", "right-to-left"),
    "channels": ("zero-decimal", "three-decimal"),
}
"""Role names that stock checklists may use, by section of the profile. A store may add its own in its profile."""

_NOUNS = {
    "products": "product",
    "codes": "code",
    "delivery": "delivery",
    "payments": "payment",
    "cards": "card",
    "addresses": "address",
    "plugins": "plugin",
    "themes": "theme",
    "hosts": "host",
    "proxies": "proxied service",
    "locales": "locale",
    "channels": "channel",
}


@dataclass(frozen=True)
class Role:
    """A name that the profile binds: `kind` is the profile's section, `key` its entry, `text` what was written."""

    kind: str
    key: str
    text: str

    def __str__(self) -> str:
        return self.text

    def problem(self, declared: Iterable[str]) -> str:
        """What is wrong with the role, in words; empty when it is a stock role or one of `declared`."""
        known = {*STOCK_ROLES[self.kind], *declared}
        return "" if self.key in known else unknown(f"{_NOUNS[self.kind]} role", self.key, known)


@dataclass(frozen=True)
class Literal:
    """A shop's own name, quoted in the step: for a store's own checklists, never in a stock one."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f'"{self.name}"'


def parse(kind: str, text: str) -> Role | Literal:
    """Read a role or a quoted literal.

    >>> parse("codes", "an expired code").key
    'expired'
    >>> parse("products", "a sold-out product").key
    'sold out'
    """
    if text[:1] == '"' and text[-1:] == '"' and len(text) > 2:
        return Literal(kind, text[1:-1])
    words = re.sub(r"^(?:a|an|the|my|to|by)\s+", "", text.strip().lower())
    words = re.sub(rf"\b{_NOUNS[kind]}\b(?!\w)", "", words, count=1)
    key = " ".join(words.replace("-", " ").split())
    bare = re.sub(r"^(?:for|with|in|of)\s+(?:(?:a|an|the)\s+)?", "", key)
    key = bare if key not in STOCK_ROLES[kind] and bare in STOCK_ROLES[kind] else key
    by_spelling = {name.replace("-", " "): name for name in STOCK_ROLES[kind]}
    return Role(kind, by_spelling.get(key, key or "default"), text)
