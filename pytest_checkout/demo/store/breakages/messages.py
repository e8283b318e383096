"""Breakages of the confirmation mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView


@breaks(PaymentDetailsView, "confirm", switch="confirmation-mail-twice")
def send_again(sound: Callable[..., Any], view: Any, order: Any) -> None:
    """Every order is confirmed twice."""
    sound(view, order)
    sound(view, order)


@breaks(PaymentDetailsView, "confirm", switch="wrong-mail-language")
def send_in_english(sound: Callable[..., Any], view: Any, order: Any) -> None:
    """The mail is English whatever the shopper speaks, as it is where mails are sent by a background worker."""
    with override("en-gb"):
        sound(view, order)
