"""The payment gateway's ledger: what was really charged, asked over Stripe's PaymentIntents API.

Source: Stripe API reference, "List all PaymentIntents" (GET /v1/payment_intents, `expand[]=data.latest_charge` for what
was refunded). It reads only; the same adapter points at Stripe's test mode with another URL and key (never run here: no
connection to Stripe).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from babel.numbers import is_currency

from pytest_checkout.domain import Money
from pytest_checkout.services.http import JsonService
from pytest_checkout.store.ports import Charge

PAGE = 100  # the most that the API lists at once


class StripeLedger:
    """Charges as Stripe (or a double of it) recorded them, found by the e-mail in the payment's metadata."""

    def __init__(self, url: str, key: str, *, verify: bool = True) -> None:
        self._api = JsonService("the payment gateway", url, token=key, verify=verify)

    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        """Every attempt since then, newest first. Raises ServiceUnavailable."""
        found: list[Charge] = []
        query: dict[str, Any] = {
            "limit": PAGE,
            "created[gte]": int(since.timestamp()),
            "expand[]": "data.latest_charge",
        }
        while True:
            page = self._api.get("v1/payment_intents", **query)
            try:
                found += [_charge(intent) for intent in page["data"] if _email(intent) == email]
                if not page["has_more"]:
                    return found
                query["starting_after"] = page["data"][-1]["id"]
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise self._api.nonsense("v1/payment_intents", error) from error


def _email(intent: dict[str, Any]) -> str:
    return str(intent["metadata"].get("email") or intent.get("receipt_email") or "")


def _charge(intent: dict[str, Any]) -> Charge:
    """Raises ValueError for amounts that cannot be: negative, or in a currency that does not exist."""
    currency = str(intent["currency"]).upper()
    if not is_currency(currency):
        raise ValueError(f"there is no currency {currency!r}")
    charge = intent.get("latest_charge")
    charge = charge if isinstance(charge, dict) else {}
    return Charge(
        id=str(intent["id"]),
        order_number=str(intent["metadata"].get("order_number", "")),
        email=_email(intent),
        captured=_amount(intent["amount_received"], currency),
        status=str(intent["status"]),
        held=_amount(intent.get("amount_capturable", 0), currency),
        # A hold that was let go counts as refunded there, and was never taken.
        refunded=_amount(charge.get("amount_refunded", 0) if intent["amount_received"] else 0, currency),
    )


def _amount(units: Any, currency: str) -> Money:
    if int(units) < 0:
        raise ValueError(f"an amount of {units} was taken, held or given back")
    return Money.from_minor(int(units), currency)
