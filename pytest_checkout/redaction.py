"""The one point that everything passes before it leaves the process: reports, attachments, logs, messages.

What is hidden:

- card numbers, the public test cards too: a reader needs the last four digits at most (PCI DSS 4.0, requirement 3.4);
- security codes beside their names, Authorization and Cookie headers, bearer tokens, JSON web tokens, payment
  providers' API keys, passwords in URLs, and the values of query parameters that carry a secret;
- the value of every environment variable that the store profile names, and of every variable whose own name says
  that it holds a secret.

E-mail addresses stay: the robot shops with one of its own (`shopper-1f2e@example.com`), which is needed to find an
order again; a shop's contact address is part of what the shop said; and an item's owner must be reachable.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pytest_checkout import cards

HIDDEN = "[hidden]"

_SECRET_ENDINGS = ("TOKEN", "SECRET", "PASSWORD", "PASSWD", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY")
_SHORTEST_NAMED = 4  # shorter values would black out ordinary words
_SHORTEST_GUESSED = 8

# A number may start right behind a percent escape ("%204242..."), but not inside one.
_CARDLIKE = re.compile(r"(?:(?<=%[0-9A-Fa-f]{2})|(?<![\d%])(?<!%[0-9A-Fa-f]))\d(?:[ .\u00a0\u202f-]?\d){11,18}(?!\d)")
_SHAPES = (
    (re.compile(r"(?i)\b((?:c(?:vc|vv|cv)2?|csc|security[ _-]?code)\b[^\w\n]{1,6})\d{3,4}\b"), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\W{1,4})[^\n\"']+"), rf"\1\2{HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|basic) +[\w.~+/=-]{6,}"), rf"\1 {HIDDEN}"),
    (re.compile(r"\b(?:sk|rk|pk|whsec)_(?:live_|test_)?\w{8,}"), HIDDEN),
    (re.compile(r"\bey[JK][\w-]{8,}\.[\w-]{8,}\.[\w-]*"), HIDDEN),
    (re.compile(r"(?i)(\w://[^/\s:@]+:)[^/\s@]+@"), rf"\1{HIDDEN}@"),
    (
        re.compile(
            r"(?i)([?&;](?:access_|auth_|csrf)?(?:token|middlewaretoken|key|api_?key|secret|client_secret|password|"
            r"signature|sig|session(?:id)?)=)[^&#\s\"']+"
        ),
        rf"\1{HIDDEN}",
    ),
)

_named_by_profile: set[str] = set()


def hide_environment(names: Iterable[str]) -> None:
    """From now on, hide the values of these environment variables wherever they show."""
    _named_by_profile.update(names)


def secret_names(data: Any) -> Iterator[str]:
    """The names of environment variables in a profile's plain data: every `{env: NAME}` at any depth."""
    if isinstance(data, Mapping):
        if set(data) == {"env"} and isinstance(data["env"], str):
            yield data["env"]
        for value in data.values():
            yield from secret_names(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from secret_names(value)


def redact(text: str) -> str:
    """`text` without card numbers and secrets (see the top of this module)."""
    return _without(text, _secrets())


def _without(text: str, secrets: Sequence[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    for shape, replacement in _SHAPES:
        text = shape.sub(replacement, text)
    return _CARDLIKE.sub(_mask_card, text)


def redact_data(data: Any) -> Any:
    """Plain data (as JSON has it) with every text in it redacted, mapping keys too. Never changes what it is given."""
    return _data_without(data, _secrets())  # the environment is asked once, not for each of a report's many texts


def _data_without(data: Any, secrets: Sequence[str]) -> Any:
    if isinstance(data, str):
        return _without(data, secrets)
    if isinstance(data, Mapping):
        return {_without(str(key), secrets): _data_without(value, secrets) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_data_without(value, secrets) for value in data]
    return data


def _secrets() -> list[str]:
    """Values to hide, longest first, so that one that contains another is replaced whole."""
    named = {os.environ.get(name, "") for name in _named_by_profile}
    guessed = {value for name, value in os.environ.items() if name.upper().endswith(_SECRET_ENDINGS)}
    values = {value for value in named if len(value) >= _SHORTEST_NAMED}
    values |= {value for value in guessed if len(value) >= _SHORTEST_GUESSED}
    return sorted(values, key=len, reverse=True)


def _mask_card(found: re.Match[str]) -> str:
    number = re.sub(r"\D", "", found.group())
    is_card = number in cards.TEST_CARDS or cards.looks_real(number)
    return f"[card ending {number[-4:]}]" if is_card else found.group()
