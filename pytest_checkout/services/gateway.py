"""The payment gateway's ledger: what was really charged, asked over Stripe's PaymentIntents API.

Source: Stripe API reference, "List all PaymentIntents" (GET /v1/payment_intents). It reads only; the same adapter
points at Stripe's test mode with another URL and key (never run here: no connection to Stripe).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

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
        query: dict[str, Any] = {"limit": PAGE, "created[gte]": int(since.timestamp())}
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
    currency = str(intent["currency"]).upper()
    return Charge(
        id=str(intent["id"]),
        order_number=str(intent["metadata"].get("order_number", "")),
        email=_email(intent),
        captured=Money.from_minor(int(intent["amount_received"]), currency),
        status=str(intent["status"]),
        held=Money.from_minor(int(intent.get("amount_capturable", 0)), currency),
    )
