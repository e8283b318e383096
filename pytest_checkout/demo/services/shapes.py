"""How the API shows what is in the ledger: the fields of its objects that callers read. Amounts in minor units.

Source: https://docs.stripe.com/api, objects PaymentIntent, Charge and Refund.
"""

from typing import Any

from pytest_checkout.demo.services.cards import Card, Decline
from pytest_checkout.demo.services.ledger import Charge, Intent, Refund

Json = dict[str, Any]


def intent(of: Intent, expand: bool = False) -> Json:
    """A PaymentIntent; `expand` shows its latest charge in full instead of its id."""
    latest = of.charges[-1] if of.charges else None
    return {
        "id": of.id,
        "object": "payment_intent",
        "amount": of.amount,
        "amount_capturable": of.capturable,
        "amount_received": of.received,
        "canceled_at": of.canceled_at,
        "cancellation_reason": of.cancellation_reason,
        "capture_method": of.capture_method,
        "client_secret": f"{of.id}_secret_{of.secret}",
        "confirmation_method": "automatic",
        "created": of.created,
        "currency": of.currency,
        "description": of.description,
        "last_payment_error": of.last_decline and error(of.last_decline),
        "latest_charge": latest and (charge(latest) if expand else latest.id),
        "livemode": False,
        "metadata": of.metadata,
        "next_action": None,
        "payment_method_types": ["card"],
        "receipt_email": of.receipt_email,
        "status": of.status,
    }


def charge(of: Charge) -> Json:
    """A Charge, paid or failed."""
    return {
        "id": of.id,
        "object": "charge",
        "amount": of.amount,
        "amount_captured": of.captured or 0,
        "amount_refunded": of.refunded,
        "captured": bool(of.captured),
        "created": of.created,
        "currency": of.currency,
        "failure_code": of.failure and of.failure.code,
        "failure_message": of.failure and of.failure.message,
        "livemode": False,
        "outcome": {
            "network_status": "declined_by_network" if of.failure else "approved_by_network",
            "reason": of.failure and (of.failure.decline_code or of.failure.code),
            "type": "issuer_declined" if of.failure else "authorized",
        },
        "paid": of.failure is None,
        "payment_intent": of.intent,
        "payment_method_details": {"type": "card", "card": card(of.card)},
        "refunded": 0 < of.amount == of.refunded,
        "status": "failed" if of.failure else "succeeded",
    }


def refund(of: Refund) -> Json:
    """A Refund."""
    return {
        "id": of.id,
        "object": "refund",
        "amount": of.amount,
        "charge": of.charge.id,
        "created": of.created,
        "currency": of.charge.currency,
        "metadata": of.metadata,
        "payment_intent": of.charge.intent,
        "reason": of.reason,
        "status": "succeeded",
    }


def card(of: Card) -> Json:
    """The card of a charge: brand, last four digits, expiry."""
    return {
        "brand": of.brand,
        "last4": of.last4,
        "exp_month": of.exp_month,
        "exp_year": of.exp_year,
        "funding": of.funding,
    }


def error(of: Decline) -> Json:
    """A card error, as a failed call and a failed intent show it."""
    fields = {
        "type": "card_error",
        "code": of.code,
        "decline_code": of.decline_code,
        "message": of.message,
        "param": of.param,
        "doc_url": f"https://stripe.com/docs/error-codes/{of.code.replace('_', '-')}",
    }
    return {name: value for name, value in fields.items() if value is not None}
