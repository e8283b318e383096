"""Charges cards at the payment gateway with Stripe's own SDK."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import stripe
from django.conf import settings
from django.utils.translation import gettext_lazy
from oscar.apps.payment.exceptions import GatewayError, UnableToTakePayment

TIMEOUT_SECONDS = 15

CONFIRMATION = gettext_lazy("Your card was declined: your bank asks for a confirmation we cannot take.")
DECLINED = gettext_lazy("Your card was declined. Please use another card.")
# Source of the codes: https://docs.stripe.com/declines/codes. Stolen and lost cards are told like any refusal, as
# Stripe advises: the person at the screen may be the thief.
REASONS = {
    "insufficient_funds": gettext_lazy("Your card was declined: there are not enough funds on it."),
    "expired_card": gettext_lazy("Your card was declined: it has expired."),
    "incorrect_cvc": gettext_lazy("Your card was declined: the security code is wrong."),
    "incorrect_number": gettext_lazy("Your card was declined: the card number is wrong."),
    "processing_error": gettext_lazy("Your card could not be charged because of a processing error. Please try again."),
    "authentication_required": CONFIRMATION,
}


def charge(card: Any, *, amount: Decimal, currency: str, key: str, metadata: Mapping[str, str]) -> str:
    """Charge `amount` to `card` (an Oscar Bankcard) and return the payment's id; `key` makes a repetition harmless.

    Raises UnableToTakePayment with a reason in the shopper's language when the card is declined, GatewayError when the
    gateway cannot be reached or refuses the request itself.
    """
    # Any: the SDK's types leave out raw cards, which the API takes.
    intent: Any = {
        "amount": int(amount * 100),
        "currency": currency.lower(),
        "confirm": True,
        "payment_method_types": ["card"],
        "payment_method_data": {
            "type": "card",
            "card": {
                "number": card.number,
                "exp_month": card.expiry_date.month,
                "exp_year": card.expiry_date.year,
                "cvc": card.ccv,
            },
        },
        "metadata": dict(metadata),
    }
    try:
        payment = _client().v1.payment_intents.create(params=intent, options={"idempotency_key": key})
    except stripe.CardError as declined:
        code = getattr(declined.error, "decline_code", None) or declined.code or ""
        raise UnableToTakePayment(str(REASONS.get(code) or REASONS.get(declined.code or "", DECLINED))) from declined
    except stripe.StripeError as error:
        raise GatewayError(f"{type(error).__name__}: {error.user_message or error}") from error
    if payment.status != "succeeded":
        raise UnableToTakePayment(str(CONFIRMATION))
    return payment.id


def address() -> str:
    """Where the gateway is."""
    return str(settings.GATEWAY_URL).rstrip("/")


def _client() -> stripe.StripeClient:
    return stripe.StripeClient(
        settings.GATEWAY_KEY,
        base_addresses={"api": address()},
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        max_network_retries=1,
    )
