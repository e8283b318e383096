"""Names and the things they stand for: duplicates are refused, unknown names get the nearest right word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
_NEARLY = 0.85
"""How alike (difflib's ratio) two names are of which one is a typing error: one letter of seven."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ " Did you mean 'x'?" with a leading blank, or an empty text when nothing is near.

    >>> did_you_mean("promotion", ["promotions", "locales"])
    " Did you mean 'promotions'?"
    """
    by_lower = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f" Did you mean '{by_lower[near[0]]}'?" if near else ""


def nearly(word: str, known: Iterable[str]) -> str:
    """The name that `word` is but for a typing error, a capital or a hyphen; empty when it is one, or is near to none.

    For names that people may choose freely: what is this near to a known one was meant to be it.

    >>> nearly("sold-out", ["sold out", "in stock"]), nearly("sold out", ["sold out"]), nearly("oak", ["oms"])
    ('sold out', '', '')
    """
    by_spelling = {name.lower().replace("-", " "): name for name in known}
    if word in by_spelling.values():
        return ""
    near = difflib.get_close_matches(word.lower().replace("-", " "), by_spelling, n=1, cutoff=_NEARLY)
    return by_spelling[near[0]] if near else ""


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """The sentence for a name that does not exist: what, the nearest right word, and all that are known."""
    names = sorted(known)
    listed = ", ".join(names) if names else "none"
    return f"no {kind} named '{word}'.{did_you_mean(word, names)} Known: {listed}."


class Registry(Generic[T]):
    """A mapping that is filled once and tells who registered a name twice."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._things: dict[str, T] = {}
        self._origins: dict[str, str] = {}

    def add(self, name: str, thing: T, origin: str) -> None:
        """Register `thing`; `origin` says where it comes from. Raises ValueError for a name that is taken."""
        if name in self._things:
            raise ValueError(f"{self.kind} '{name}' is registered twice: by {self._origins[name]} and by {origin}")
        self._things[name] = thing
        self._origins[name] = origin

    def get(self, name: str) -> T:
        """The thing of that name. Raises KeyError with the nearest right word."""
        try:
            return self._things[name]
        except KeyError:
            raise KeyError(unknown(self.kind, name, self._things)) from None

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def values(self) -> Iterable[T]:
        return self._things.values()
