"""What pydantic found wrong with a value, in the words of whoever wrote the file: what it is, what was meant, the form.

A secret may stand where it should not, so nothing is quoted but single words of a known kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from pytest_checkout.registry import did_you_mean

_FORMS: Mapping[str, str] = {
    "bool": "{} is neither true nor false; write one of the two",
    "int": "{} is not a whole number; write digits, as in 3",
    "decimal": "{} is not a number; write digits, as in 2.5",
    "time": '{} is not a time of day; write it in quotes, as in "14:00"',
    "date": "{} is not a day; write it as in 2027-06-30",
}
"""By how the names of pydantic's errors begin."""
_LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
_PARTS = {
    "model_type": "keys and values",
    "dict_type": "keys and values",
    "tuple_type": "a list",
    "list_type": "a list",
}


def of(detail: ErrorDetails) -> str:
    """One mistake as a sentence without a full stop; pydantic's own words for what nobody has met yet."""
    kind, value, facts = detail["type"], detail["input"], detail.get("ctx", {})
    if kind in ("enum", "literal_error"):
        return none_of(value, re.findall(r"'([^']*)'", str(facts["expected"])))
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return f"{value} is out of bounds; write a number that is {words} {facts[name]}"
    if kind in _PARTS:
        return f"should hold {_PARTS[kind]}, and is {_kind_of(value)}"
    if kind == "string_type" and isinstance(value, int | float) and not isinstance(value, bool):
        return f'is a number, and a text is wanted; put it in quotes, as in "{value}"'
    if kind == "string_type":
        return f"should be one text, and is {_kind_of(value)}"
    if kind == "invalid_key":  # as in {price: EUR 4,90}
        return (
            f"a key should be a word, and this is {_kind_of(value)}; inside {{...}} a comma begins another key: "
            "write amounts with a point, and put texts with a comma in quotes"
        )
    form = _FORMS.get(kind.split("_")[0], "")
    return form.format(f"'{value}'") if form else detail["msg"].removeprefix("Value error, ")


def none_of(value: object, known: Iterable[str]) -> str:
    """A word that is none of those that may stand here, with the nearest of them.

    >>> none_of("verfy", ["verify", "accept self-signed"])
    "'verfy' is none of verify, accept self-signed. Did you mean 'verify'?"
    """
    words = list(known)
    return f"'{value}' is none of {', '.join(words)}.{did_you_mean(str(value), words)}"


def _kind_of(value: Any) -> str:
    if value is None:
        return "empty"
    kinds = ((bool, "true or false"), (str, "a text"), (int, "a number"), (float, "a number"), (list, "a list"))
    return next((words for kind, words in kinds if isinstance(value, kind)), "a mapping of keys and values")
