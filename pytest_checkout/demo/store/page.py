"""What every page knows besides Oscar's own context."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language_bidi

from pytest_checkout.demo.store.switches import switches


def context(_: HttpRequest) -> dict[str, Any]:
    return {"direction": direction(), "theme": switches.theme, "plugins": switches.plugins}


def direction() -> str:
    """Writing direction of the page's language, for the `dir` attribute."""
    return "rtl" if get_language_bidi() else "ltr"
