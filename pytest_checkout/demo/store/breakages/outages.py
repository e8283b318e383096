"""Breakages that show when a service behind the shop fails: what it did not answer is guessed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oscar.apps.payment.exceptions import GatewayError

from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView

Sound = Callable[..., Any]


@breaks(PaymentDetailsView, "handle_payment", switch="gateway-error-taken-for-paid")
def trust(sound: Sound, view: Any, *args: Any, **forms: Any) -> None:
    """A gateway that does not answer is taken for one that has said yes: the order is placed, and nobody paid."""
    try:
        sound(view, *args, **forms)
    except GatewayError:
        return
