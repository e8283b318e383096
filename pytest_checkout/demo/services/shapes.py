"""How the API shows what is in the ledger: the fields of its objects that callers read. Amounts in minor units.

Source: https://docs.stripe.com/api, objects PaymentIntent, Charge, Refund and Event.
"""

from typing import Any

from pytest_checkout.demo.services.cards import BankAccount, Card, Decline
from pytest_checkout.demo.services.ledger import Charge, Intent, Refund

Json = dict[str, Any]
API_VERSION = "2026-10-28.endive"
"""The version of Stripe's API whose fields are shown; the one that stripe 16.1 asks for."""


def intent(of: Intent, expand: bool = False, gateway: str = "") -> Json:
    """A PaymentIntent; `expand` shows its latest charge in full instead of its id.

    `gateway` is the address of this gateway, where a payer who has to authenticate is sent.
    """
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
        "client_secret": of.client_secret,
        "confirmation_method": "automatic",
        "created": of.created,
        "currency": of.currency,
        "description": of.description,
        "last_payment_error": of.last_decline and error(of.last_decline),
        "latest_charge": latest and (charge(latest) if expand else latest.id),
        "livemode": False,
        "metadata": of.metadata,
        "next_action": _next_action(of, gateway) if of.status == "requires_action" else None,
        "payment_method_types": list(of.kinds),
        "receipt_email": of.receipt_email,
        "status": of.status,
    }


def _next_action(of: Intent, gateway: str) -> Json:
    """Where the payer goes to authenticate; without a return address that is left to the shop's page (Stripe.js)."""
    if of.return_url is None:
        return {"type": "use_stripe_sdk", "use_stripe_sdk": {}}
    url = f"{gateway}/authenticate/{of.id}?client_secret={of.client_secret}"
    return {"type": "redirect_to_url", "redirect_to_url": {"return_url": of.return_url, "url": url}}


def event(id: str, kind: str, about: Json, created: int) -> Json:
    """An Event: what happened to which object, as the object is then."""
    return {
        "id": id,
        "object": "event",
        "api_version": API_VERSION,
        "created": created,
        "data": {"object": about},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def charge(of: Charge) -> Json:
    """A Charge, paid, pending or failed."""
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
        "paid": of.status == "succeeded",
        "payment_intent": of.intent,
        "payment_method_details": _payer(of.payer),
        "refunded": 0 < of.amount == of.refunded,
        "status": of.status,
    }


def _payer(of: Card | BankAccount) -> Json:
    if isinstance(of, BankAccount):
        return {"type": "bacs_debit", "bacs_debit": {"last4": of.last4}}
    return {"type": "card", "card": card(of)}


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
    """Why a payment failed, as a failed call and a failed intent show it."""
    fields = {
        "type": of.type,
        "code": of.code,
        "decline_code": of.decline_code,
        "message": of.message,
        "param": of.param,
        "doc_url": f"https://stripe.com/docs/error-codes/{of.code.replace('_', '-')}",
    }
    return {name: value for name, value in fields.items() if value is not None}
