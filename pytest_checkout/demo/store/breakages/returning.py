"""Breakages of the way to the bank and back: carts lost there, payments that nobody cancels, orders left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.models import Attempt
from pytest_checkout.demo.store.payments import attempts, returning, settling

Sound = Callable[..., Any]


@breaks(returning, "reopen", switch="cart-lost-after-the-bank")
def leave_frozen(*_: Any) -> None:
    """The cart that was closed for the payment is never opened again: Oscar's own trap for shops that redirect."""


@breaks(attempts, "give_up", switch="payment-left-open-on-return")
def forget(_: Sound, attempt: Attempt) -> bool:
    """A payment that the shopper left is only forgotten, and waits at the gateway to be made."""
    attempts.finish(attempt, Attempt.GIVEN_UP)
    return True


@breaks(returning, "conclude", switch="order-only-by-notification")
def leave_it_to_the_gateway(_: Sound, attempt: Attempt, __: Any) -> Any:
    """Who comes back from the bank waits for a notification to make the order; if none comes, there is none."""
    return settling.order_of(attempt)


@breaks(returning, "conclude", switch="return-loses-to-the-notification")
def find_it_done(sound: Sound, attempt: Attempt, intent: Any) -> Any:
    """Who comes back after the notification is treated as if his order were somebody else's."""
    return None if settling.order_of(attempt) else sound(attempt, intent)


@breaks(returning, "state", switch="failed-authentication-counts-as-paid")
def believe_in_luck(sound: Sound, attempt: Attempt, *more: Any) -> Any:
    """Whoever comes back has paid, whatever the gateway says."""
    intent = sound(attempt, *more)
    if intent.status == "requires_payment_method":
        intent.status, intent.amount_received = "succeeded", intent.amount
    return intent
