"""What a fault does to what a form sends: a price of one's own, an address elsewhere, a token grown old. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from pytest_checkout.strikes import Fault

ENCODED = "application/x-www-form-urlencoded"
ELSEWHERE = "elsewhere.example"
"""A host that nobody has (RFC 2606), to be led to."""

_RETURNS = (
    *("next", "return", "return_to", "return_url", "returnUrl", "redirect", "redirect_to", "redirect_url"),
    *("redirectUrl", "continue", "goto", "dest", "destination", "back", "back_url"),
)
"""Names under which shops write down where to go after a form."""
_TOKEN = re.compile(r"csrf|xsrf|nonce|authenticity|form_?key|token", re.IGNORECASE)
_OTHER_TOKEN = re.compile(r"card|pay|stripe|captcha|device", re.IGNORECASE)


@dataclass
class LedAway(Fault):
    """Every form asks to be led to another site afterwards. `led` are the paths of the forms that obeyed."""

    led: list[str] = field(default_factory=list)


def read(body: str) -> list[tuple[str, str]]:
    return parse_qsl(body, keep_blank_values=True)


def with_fields(body: str, fields: Mapping[str, str]) -> str:
    """The form with these fields as well, or with these values."""
    kept = [(name, value) for name, value in read(body) if name not in fields]
    return urlencode([*kept, *fields.items()])


def asking_away(body: str, page: str) -> str:
    """The form with a return address on another site, under every name that shops have for one.

    It is written as browsers take it and careless checks do not: "//host/path" begins like a path. `page` is the path
    to come back to where the form names none; so the shopper can be brought there after all.
    """
    sent = dict(read(body))
    path = next((urlsplit(sent[name]).path for name in _RETURNS if sent.get(name)), page)
    return with_fields(body, dict.fromkeys(_RETURNS, f"//{ELSEWHERE}{path}"))


def leads_away(target: str) -> bool:
    return urlsplit(target).hostname == ELSEWHERE


def has_token(body: str) -> bool:
    """Whether the form carries a token that proves where it came from."""
    return any(_is_token(name) and value for name, value in read(body))


def aged(body: str) -> str:
    """The form with its tokens as they might have been an hour ago: of the same make, and not valid any more."""
    return urlencode([(name, value[::-1] if _is_token(name) else value) for name, value in read(body)])


def _is_token(name: str) -> bool:
    return bool(_TOKEN.search(name)) and not _OTHER_TOKEN.search(name)
