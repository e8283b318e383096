"""What the gateway tells the shop by itself: the endpoint for its notifications.

Source: https://docs.stripe.com/webhooks. A notification may come before the shopper is back, after, twice, late or
never; each is checked to be the gateway's own, acted upon once, and answered at once.
"""

from __future__ import annotations

import logging
from typing import Any

import stripe
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pytest_checkout.demo.store.models import Notice
from pytest_checkout.demo.store.payments import attempts, settling

TOLERANCE_SECONDS = 300
"""How old a notification may be: what Stripe's own libraries allow."""

logger = logging.getLogger("oscar.checkout")


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """200 for what is done or not for us, 400 for what the gateway did not sign."""
    try:
        event = verified(request.body, request.headers.get("Stripe-Signature", ""))
    except (ValueError, stripe.SignatureVerificationError):
        logger.warning("a notification without a good signature was refused")
        return HttpResponse("The signature does not fit.", status=400, content_type="text/plain")
    try:
        with transaction.atomic():
            remember(event)
            act(event)
    except IntegrityError:
        if not Notice.objects.filter(event=event.id).exists():
            raise  # something else than the same notification twice
    return HttpResponse(status=200)


def verified(body: bytes, signature: str) -> stripe.Event:
    """The event that was signed. Raises SignatureVerificationError, or ValueError for what is no event."""
    event: stripe.Event = stripe.Webhook.construct_event(body, signature, settings.WEBHOOK_SECRET, TOLERANCE_SECONDS)
    return event


def remember(event: stripe.Event) -> None:
    """Raises IntegrityError for an event that was acted upon before."""
    Notice.objects.create(event=event.id)


def act(event: stripe.Event) -> None:
    """Do what an event asks for; what is about no payment of this shop is left alone."""
    about: Any = event.data.object
    if not event.type.startswith("payment_intent."):
        return
    attempt = attempts.of_intent(about)
    if attempt is not None:
        settling.settle(attempt, about)
