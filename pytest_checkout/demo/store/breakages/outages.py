"""Breakages that show when a service behind the shop fails: what it did not answer is guessed, or forgotten."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any

import stripe
from oscar.apps.payment.exceptions import PaymentError
from oscar.core.loading import get_model

from pytest_checkout.demo.store import gateway, outbox
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.forms import CARD
from pytest_checkout.demo.store.forks.checkout.views import NotSure, PaymentDetailsView
from pytest_checkout.demo.store.payments import attempts, returning

Sound = Callable[..., Any]
KEY = "Idempotency-Key"
PATIENCE_SECONDS = 3


@breaks(PaymentDetailsView, "handle_payment", switch="gateway-error-taken-for-paid")
def trust(sound: Sound, view: Any, *args: Any, **forms: Any) -> None:
    """A gateway that does not answer is taken for one that has said yes: the order is placed, and nobody paid."""
    try:
        sound(view, *args, **forms)
    except NotSure:
        return


@breaks(returning, "ask_first", switch="unanswered-payment-forgotten")
def forget(*_: Any) -> None:
    """Nobody asks what became of a payment without an answer."""


@breaks(attempts, "of_intent", switch="unanswered-payment-forgotten")
def no_idea(*_: Any) -> None:
    """What the gateway tells by itself is not understood either."""


@breaks(attempts, "key", switch="unanswered-payment-forgotten")
def another(sound: Sound, *args: Any) -> str:
    """Every call has an idempotency key of its own, so that the gateway takes a second try for a second payment."""
    return f"{sound(*args)}-{secrets.token_hex(4)}"


@breaks(stripe.RequestsClient, "request", switch="payment-without-key")
def keyless(sound: Sound, client: Any, method: str, url: str, headers: Any, *more: Any) -> Any:
    """Requests carry no idempotency key, so that one that arrives twice is two payments."""
    return sound(client, method, url, {name: each for name, each in headers.items() if name != KEY}, *more)


@breaks(PaymentDetailsView, "handle_payment", switch="card-dead-after-gateway-error")
def give_up_for_good(sound: Sound, view: Any, *args: Any, **forms: Any) -> None:
    """After one error of the gateway the card is refused for the rest of the session."""
    if view.request.session.get("gateway_failed") and view.checkout_session.payment_method() == CARD:
        raise PaymentError("the gateway failed before")
    try:
        sound(view, *args, **forms)
    except NotSure:
        view.request.session["gateway_failed"] = True
        raise


@breaks(gateway, "charge", switch="charge-again-when-slow")
def press_again(sound: Sound, card: Any, *, key: str, **order: Any) -> Any:
    """A gateway that takes its time is asked a second time, under another key."""
    began = time.monotonic()
    payment = sound(card, key=key, **order)
    if time.monotonic() - began > PATIENCE_SECONDS:
        payment = sound(card, key=f"{key}-again", **order)
    return payment


@breaks(PaymentDetailsView, "confirm", switch="order-needs-mail-server")
def insist(_: Sound, view: Any, order: Any) -> None:
    """A mail that cannot be sent is an error of the page, although the order is placed and paid."""
    super(PaymentDetailsView, view).send_order_placed_email(order)


@breaks(PaymentDetailsView, "confirm", switch="order-needs-mail-template")
def insist_on_the_template(sound: Sound, view: Any, order: Any) -> None:
    """A mail whose template is broken is an error of the page that should thank for the order: Oscar as it is."""
    get_model("communication", "CommunicationEventType").objects.get(code="ORDER_PLACED").get_messages({"order": order})
    sound(view, order)


@breaks(outbox, "keep_mail", switch="unsent-mail-forgotten")
def drop(*_: Any) -> None:
    """A mail that the mail server did not take at once is never sent."""
