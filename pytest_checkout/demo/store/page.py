"""What every page knows besides Oscar's own context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_bidi

from pytest_checkout.demo.store.switches import switches


def context(_: HttpRequest) -> dict[str, Any]:
    return {
        "direction": direction(),
        "theme": switches.theme,
        "plugins": switches.plugins,
        "card_script": card_script(),
    }


def card_script() -> str:
    """Where the payment gateway serves the script that helps to type a card."""
    return f"{settings.GATEWAY_URL.rstrip('/')}/card.js"


def direction() -> str:
    """Writing direction of the page's language, for the `dir` attribute."""
    return "rtl" if get_language_bidi() else "ltr"
