"""What a fault does to the pages themselves: the order of their scripts, and what they allow to run. Pure."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

_SCRIPT = re.compile(r"<script\b[^>]*\bsrc\s*=[^>]*>\s*</script\s*>", re.IGNORECASE)
_POLICY = ("content-security-policy", "content-security-policy-report-only")


def scripts_reversed(page: str) -> str:
    """The page with its external scripts in reverse order."""
    scripts = [found[0] for found in _SCRIPT.finditer(page)]
    last_first = iter(reversed(scripts))
    return _SCRIPT.sub(lambda _: next(last_first), page)


def scripts_deferred(page: str) -> str:
    """The page with its external scripts deferred, as speed plugins do: inline scripts now run before them."""
    return _SCRIPT.sub(lambda found: re.sub(r"^<script\b", "<script defer", found[0], flags=re.IGNORECASE), page)


def with_policy(headers: Mapping[str, str], policy: str) -> dict[str, str]:
    """The headers of a page with this content security policy in the place of its own."""
    kept = {name: value for name, value in headers.items() if name.lower() not in _POLICY}
    return {**kept, "content-security-policy": policy}


def leading_to(url: str) -> str:
    """A page that takes the browser on at once, in the place of a redirect."""
    address = json.dumps(url).replace("<", "\\u003c")
    script = f"<script>location.replace({address})</script>"
    return f'<!DOCTYPE html><title></title><noscript><a href="{html.escape(url)}"></a></noscript>{script}'
