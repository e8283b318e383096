"""What a fault does to the pages themselves: the order of their scripts, and what they allow to run. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SCRIPT = re.compile(r"<script\b[^>]*\bsrc\s*=[^>]*>\s*</script\s*>", re.IGNORECASE)
_POLICY = ("content-security-policy", "content-security-policy-report-only")


def scripts_reversed(html: str) -> str:
    """The page with its external scripts in reverse order."""
    scripts = [found[0] for found in _SCRIPT.finditer(html)]
    last_first = iter(reversed(scripts))
    return _SCRIPT.sub(lambda _: next(last_first), html)


def scripts_deferred(html: str) -> str:
    """The page with its external scripts deferred, as speed plugins do: inline scripts now run before them."""
    return _SCRIPT.sub(lambda found: re.sub(r"^<script\b", "<script defer", found[0], flags=re.IGNORECASE), html)


def with_policy(headers: Mapping[str, str], policy: str) -> dict[str, str]:
    """The headers of a page with this content security policy in the place of its own."""
    kept = {name: value for name, value in headers.items() if name.lower() not in _POLICY}
    return {**kept, "content-security-policy": policy}
