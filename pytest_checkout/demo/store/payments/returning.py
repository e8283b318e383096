"""The shopper comes back from the page of his bank: with an order, or to his cart."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.generic import View
from oscar.apps.checkout.mixins import OrderPlacementMixin
from oscar.apps.payment.exceptions import GatewayError
from oscar.core.loading import get_class

from pytest_checkout.demo.store import gateway
from pytest_checkout.demo.store.models import Attempt
from pytest_checkout.demo.store.payments import attempts, settling

UNSURE = gettext_lazy("Your payment is still being checked. Please look again in a minute before you pay again.")
TOO_LATE = gettext_lazy(
    "Somebody else was faster: your order was not placed, and you pay nothing. Please look at it again."
)
WAITING = "waiting_payment"
"""Where the session keeps the try that waits for the shopper."""

logger = logging.getLogger("oscar.checkout")


def wait(request: HttpRequest, attempt: Attempt) -> None:
    """The shopper goes to his bank now."""
    attempt.state = Attempt.WAITING
    attempt.save(update_fields=["state", "reference"])
    request.session[WAITING] = attempt.pk


def ask_first(request: HttpRequest, attempt: Attempt) -> None:
    """Whether this try was paid is not known: the gateway is asked before the shopper does anything else."""
    request.session[WAITING] = attempt.pk


def waiting(request: HttpRequest) -> Attempt | None:
    """The try that waits for this shopper."""
    if WAITING not in request.session:
        return None
    attempt: Attempt | None = Attempt.objects.filter(pk=request.session[WAITING]).first()
    return attempt


def come_back(request: HttpRequest) -> bool:
    """Ask the gateway how the payment stands, and follow. True when there is an order to thank for.

    A payment that the gateway has never heard of stays open: the same call may be made again, with the same key.

    What the address says that the shopper came with is no evidence. Raises GatewayError when nobody can tell; then all
    stays as it is.
    """
    attempt = waiting(request)
    if attempt is None:
        return False
    intent = state(attempt, request)
    if intent is None:
        del request.session[WAITING]
        return False
    order = conclude(attempt, intent)
    del request.session[WAITING]
    if order is None:
        if intent.status == "requires_action":
            attempts.give_up(attempt)
        reopen(request)
        code = getattr(intent.last_payment_error, "code", "") or "payment_intent_authentication_failure"
        messages.error(request, TOO_LATE if intent.status in settling.ACCEPTED else gateway.reason(code))
        return False
    get_class("checkout.utils", "CheckoutSessionData")(request).flush()
    request.session["checkout_order_id"] = order.id
    return True


def state(attempt: Attempt, _: HttpRequest) -> Any:
    """How the payment stands, as the gateway says; None for one that it has never heard of."""
    if attempt.reference:
        return gateway.find(attempt.reference)
    return next((intent for intent in gateway.latest() if attempts.of_intent(intent) == attempt), None)


def conclude(attempt: Attempt, intent: Any) -> Any:
    """The order that follows, if any."""
    return settling.settle(attempt, intent)


def reopen(request: HttpRequest) -> None:
    """Give the shopper his cart back, with what he may have put in another one meanwhile."""
    desk = OrderPlacementMixin()
    desk.request = request
    desk.checkout_session = get_class("checkout.utils", "CheckoutSessionData")(request)
    desk.restore_frozen_basket()


class PaymentReturnView(View):
    """Where the gateway sends the shopper."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            placed = come_back(request)
        except GatewayError:
            logger.exception("the payment of a shopper who came back could not be looked up")
            messages.error(request, UNSURE)
            return redirect("basket:summary")
        return redirect("checkout:thank-you" if placed else "checkout:payment-method")
