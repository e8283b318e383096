"""Breakages of language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.html import escape
from django.utils.translation import get_language, gettext, override
from oscar.apps.basket import views as basket_views

from pytest_checkout.demo.store import page
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout import forms
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView

KEYS = {
    "Enter payment details": "checkout.payment.title",
    "Name on card": "checkout.payment.name_on_card",
    "Card number": "checkout.payment.card_number",
    "Valid to": "checkout.payment.valid_to",
    "CCV number": "checkout.payment.security_code",
    "Billing address is the same as the delivery address": "checkout.payment.same_address",
}


@breaks(PaymentDetailsView, "render_to_response", switch="raw-translation-keys-on-payment")
def show_keys(sound: Callable[..., Any], view: Any, *args: Any, **more: Any) -> Any:
    """In German, the payment page shows keys in the place of texts: a catalogue that was not deployed."""
    response = sound(view, *args, **more)
    if get_language() == "de-de" and not view.preview:
        response.add_post_render_callback(_put_keys)
    return response


def _put_keys(response: HttpResponse) -> None:
    text = response.content.decode()
    # Longest first, so that no text is spoilt by a shorter one inside it.
    for english in sorted(KEYS, key=lambda english: -len(gettext(english))):
        text = text.replace(escape(gettext(english)), KEYS[english])
    response.content = text.encode()


@breaks(basket_views.BasketView, "get_context_data", switch="code-field-missing-in-arabic")
def without_the_field(sound: Callable[..., Any], view: Any, **more: Any) -> Any:
    """The Arabic cart has no field for a code: its translator had a template of his own."""
    context = sound(view, **more)
    if get_language() == "ar":
        context.pop("voucher_form", None)
    return context


@breaks(page, "direction", switch="rtl-missing")
def left_to_right(_: Callable[..., str]) -> str:
    """Arabic pages run from left to right."""
    return "ltr"


@breaks(forms, "ways_to_pay", switch="ways-to-pay-in-english")
def english_names(sound: Callable[..., Any]) -> dict[str, str]:
    """The ways to pay have the names that the back office gave them, whatever the shopper speaks."""
    with override("en-gb"):
        return {code: str(name) for code, name in sound().items()}
