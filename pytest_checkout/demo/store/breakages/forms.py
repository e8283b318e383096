"""Breakages of forms: what is needed is not asked for, what was typed is thrown away, old ones are forbidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.views.csrf import csrf_failure
from oscar.apps.checkout.views import ShippingAddressView

from pytest_checkout.demo.store import old_forms
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.forms import ShippingAddressForm
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView
from pytest_checkout.demo.store.payments import tries

Sound = Callable[..., Any]


@breaks(ShippingAddressForm, "__init__", switch="street-not-required")
def ask_for_less(sound: Sound, form: Any, *args: Any, **more: Any) -> None:
    """An address without a street is taken, and the parcel goes nowhere."""
    sound(form, *args, **more)
    form.fields["line1"].required = False


@breaks(ShippingAddressForm, "__init__", switch="refused-address-starts-anew")
def let_the_server_look(sound: Sound, form: Any, *args: Any, **more: Any) -> None:
    """The browser is not told what is required."""
    sound(form, *args, **more)
    form.use_required_attribute = False


@breaks(ShippingAddressView, "form_invalid", switch="refused-address-starts-anew")
def start_anew(sound: Sound, view: Any, form: Any) -> Any:
    """The mistake is told above a form that is empty again."""
    fresh = view.get_form_class()()
    fresh._errors = form.errors
    return sound(view, fresh)


@breaks(ShippingAddressForm, "clean", switch="note-thrown-away")
def forget_the_note(sound: Sound, form: Any) -> Any:
    """What somebody wrote to the courier goes nowhere."""
    given = sound(form)
    if given:
        given["notes"] = ""
    return given


@breaks(old_forms, "show_again", switch="old-form-is-a-dead-end")
def forbid(_: Sound, request: Any, reason: str = "") -> Any:
    """Who sends a page that was open for too long is forbidden to: Django as it is."""
    return csrf_failure(request, reason)


@breaks(tries, "refuse_too_many", switch="cards-tried-without-end")
def let_them_try(*_: Any) -> None:
    """One basket may try any number of cards."""


@breaks(PaymentDetailsView, "terms_are_missing", switch="terms-need-no-consent")
def take_it_anyway(*_: Any) -> bool:
    """The box is there, and nobody looks whether it was ticked."""
    return False
