"""Breakages of what the gateway tells: believed unsigned, heard twice, heard not at all, answered late."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import stripe
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from oscar.core.loading import get_class

from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView
from pytest_checkout.demo.store.payments import attempts, notices, settling

Sound = Callable[..., Any]
LATE_SECONDS = 4


@breaks(notices, "act", switch="notifications-ignored")
def turn_a_deaf_ear(*_: Any) -> None:
    """The endpoint says yes to everything and does nothing."""


@breaks(notices, "remember", switch="notifications-not-remembered")
def remember_nothing(*_: Any) -> None:
    """A notification that was heard before is acted upon again ..."""


@breaks(settling, "follow", switch="notifications-not-remembered")
def confirm_again(sound: Sound, order: Any, *report: Any) -> None:
    """... and every report of a payment confirms its order."""
    sound(order, *report)
    view = get_class("checkout.views", "PaymentDetailsView")()
    view.request = HttpRequest()
    view.request.user = AnonymousUser()
    view.confirm(order)


@breaks(settling, "follow", switch="late-paid-reopens-order")
def reopen(sound: Sound, order: Any, attempt: Any, intent: Any) -> None:
    """A payment that is reported makes a paid order, whatever the order has become."""
    sound(order, attempt, intent)
    if intent.status == "succeeded" and order.status in (settling.REFUNDED, settling.CANCELLED):
        order.status = settling.PENDING
        order.save(update_fields=["status"])
        order.sources.update(amount_refunded=0)


@breaks(settling, "turn_away", switch="cancelled-orders-take-money")
def keep_it(*_: Any) -> None:
    """What a bank pays for an order that was called off meanwhile stays with the shop, and nobody looks at it."""


@breaks(settling, "newer", switch="last-notification-wins")
def believe_the_last(_: Sound, taken: Any, known: Any) -> bool:
    """Whatever arrives last is the truth, as if notifications never overtook each other."""
    return bool(taken != known)


@breaks(notices, "verified", switch="signature-not-checked")
def believe(_: Sound, body: bytes, __: str) -> stripe.Event:
    """Who knows the address of the endpoint can say that anything was paid."""
    return stripe.Event.construct_from(json.loads(body), None)


@breaks(notices, "act", switch="unknown-payment-is-an-error")
def insist(sound: Sound, event: stripe.Event) -> None:
    """A payment of somebody else, which the account has many of, ends in an error of the server."""
    about: Any = event.data.object
    if event.type.startswith("payment_intent.") and attempts.of_intent(about) is None:
        raise LookupError(about.id)
    sound(event)


@breaks(notices, "receive", switch="notifications-answered-late")
def take_time(sound: Sound, request: HttpRequest) -> HttpResponse:
    """All the work is done before the answer."""
    time.sleep(LATE_SECONDS)
    response: HttpResponse = sound(request)
    return response


@breaks(PaymentDetailsView, "send_order_placed_email", switch="confirmed-before-paid")
def confirm_at_once(_: Sound, view: Any, order: Any) -> None:
    """The mail goes out with the order, paid or not."""
    view.confirm(order)
