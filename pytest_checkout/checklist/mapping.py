"""One mapping of a YAML file that hands out its values and remembers, with file:line, everything that is wrong."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pytest_checkout.errors import Problem
from pytest_checkout.registry import did_you_mean, unknown
from pytest_checkout.yamlfile import YamlFile

Word = TypeVar("Word", bound=enum.StrEnum)
Value = TypeVar("Value")
Loc = tuple[int | str, ...]


class Mapping:
    """A mapping at `loc` of `file`. Every reading returns something usable, so that all mistakes are found at once."""

    def __init__(self, file: YamlFile, loc: Loc, data: dict[str, Any], problems: list[Problem]) -> None:
        self.file, self.loc, self.data, self.problems = file, loc, data, problems

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def at(self, key: str) -> Loc:
        return (*self.loc, key)

    def line(self, key: str | None = None) -> int:
        return self.file.line_of(self.loc if key is None else self.at(key))

    def wrong(self, message: str, key: str | int | None = None) -> None:
        """Remember a mistake of this mapping, or of one of its keys."""
        self.problems.append(self.file.problem(self.loc if key is None else (*self.loc, key), message))

    def wrong_line(self, line: int, message: str) -> None:
        """Remember a mistake at a line that has no key of its own (a row of a text)."""
        self.problems.append(Problem.at(self.file.path, line, message))

    def only(self, known: Iterable[str]) -> None:
        """Every other key is a mistake."""
        names = list(known)
        for key in self.data:
            if key not in names:
                self.wrong(f"unknown key '{key}'.{did_you_mean(str(key), names)} Known: {', '.join(names)}.", key)

    def text(self, key: str, *, required: bool = True, default: str = "") -> str:
        """One line of text. A number, a date or a list where text belongs is a mistake."""
        if key not in self.data:
            if required:
                self.wrong(f"'{key}' is missing.")
            return default
        value = self.data[key]
        if not isinstance(value, str):
            self.wrong(f"'{key}' should be text{_quoted(value)}.", key)
        elif not value.strip():
            self.wrong(f"'{key}' is empty.", key)
        elif len(value.strip().splitlines()) > 1:
            self.wrong(f"'{key}' should be a single line.", key)
        else:
            return value.strip()
        return default

    def parsed(self, key: str, parse: Callable[[str], Value], default: Value, *, required: bool = True) -> Value:
        """A text read by `parse`, whose ValueError becomes a mistake at the key."""
        text = self.text(key, required=required)
        try:
            return parse(text) if text else default
        except ValueError as error:
            self.wrong(f"'{key}': {error}.", key)
            return default

    def word(self, key: str, words: type[Word], default: Word) -> Word:
        """One word of a closed list."""
        text = self.text(key)
        if text and text not in set(words):
            self.wrong(unknown(key, text, list(words)), key)
        return words(text) if text in set(words) else default

    def mapping(self, key: str) -> Mapping | None:
        """The mapping under `key`, or None when there is none (an absent key is no mistake here)."""
        if key not in self.data:
            return None
        value = self.data[key]
        if not isinstance(value, dict):
            self.wrong(f"'{key}' should hold keys and values.", key)
            return None
        return Mapping(self.file, self.at(key), value, self.problems)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, with at least one."""
        value = self.data[key]
        if not isinstance(value, list) or not value:
            self.wrong(f"'{key}' should be a list with at least one text in it.", key)
            return ()
        for index, entry in enumerate(value):
            if not isinstance(entry, str) or not entry.strip():
                self._wrong_at((key, index), f"'{key}' should hold texts{_quoted(entry)}.")
        return tuple(entry.strip() for entry in value if isinstance(entry, str) and entry.strip())

    def mappings(self, key: str) -> list[Mapping]:
        """A list of mappings; what is none of them is a mistake."""
        value = self.data.get(key)
        if not isinstance(value, list):
            self.wrong(f"'{key}' should be a list: one '-' per entry.", key)
            return []
        for index, entry in enumerate(value):
            if not isinstance(entry, dict):
                self._wrong_at((key, index), f"an entry of '{key}' should hold keys and values.")
        return [
            Mapping(self.file, (*self.at(key), index), entry, self.problems)
            for index, entry in enumerate(value)
            if isinstance(entry, dict)
        ]

    def _wrong_at(self, below: Loc, message: str) -> None:
        self.problems.append(self.file.problem((*self.loc, *below), message))


def _quoted(value: object) -> str:
    """The hint for a value that YAML took for something else than text (a postcode with leading zeros, a date)."""
    if value is None:
        return " and is empty"
    simple = not isinstance(value, (dict, list))
    return f"; put it in quotes, as written, because YAML reads it as {_yaml_kind(value)}" if simple else ""


def _yaml_kind(value: object) -> str:
    return "true or false" if isinstance(value, bool) else "a number or a date"
