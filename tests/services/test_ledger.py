"""Our adapter to a payment ledger: the suite of all such adapters, over Stripe's API, and its words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import stripe

from pytest_checkout.conformance import PaymentLedgerConformance, PaymentLedgerSandbox
from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.domain import Money
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.gateway import StripeLedger
from tests.services.running import KEY, service

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ADA = "ada@example.com"
INTENT: dict[str, Any] = {
    "id": "pi_1",
    "amount_received": 4490,
    "amount_capturable": 0,
    "currency": "gbp",
    "status": "succeeded",
    "metadata": {"email": ADA},
}


def _stripe_page(**wrong: Any) -> bytes:
    return json.dumps({"data": [INTENT | wrong], "has_more": False}).encode()


def _a_page(**wrong: Any) -> bytes:
    return json.dumps({"data": [INTENT | wrong], "has_more": False}).encode()


class Stripe(PaymentLedgerSandbox):
    """Stripe's API by Stripe's own client: the demo's double here, its test mode anywhere else."""

    page = 100

    def __init__(self, url: str) -> None:
        self.adapter = StripeLedger(url, KEY)
        self._intents = stripe.StripeClient(KEY, base_addresses={"api": url}).v1.payment_intents
        self._refunds = stripe.StripeClient(KEY, base_addresses={"api": url}).v1.refunds

    def pays(self, email: str, amount: Money, order: str = "100001") -> str:
        return self._opens(email, amount, order=order)

    def holds(self, email: str, amount: Money) -> str:
        return self._opens(email, amount, capture_method="manual")

    def captures(self, payment: str, amount: Money) -> None:
        self._intents.capture(payment, {"amount_to_capture": amount.minor})

    def lets_go(self, payment: str) -> None:
        self._intents.cancel(payment)

    def refunds(self, payment: str, amount: Money) -> None:
        self._refunds.create({"payment_intent": payment, "amount": amount.minor})

    def is_declined(self, email: str, amount: Money) -> None:
        with pytest.raises(stripe.CardError):
            self._opens(email, amount, card="pm_card_chargeDeclined")

    def is_asked_to_authenticate(self, email: str, amount: Money) -> None:
        self._opens(email, amount, card="pm_card_authenticationRequired", return_url="https://shop.example/")

    def _opens(self, email: str, amount: Money, order: str = "1", card: str = "pm_card_visa", **more: Any) -> str:
        params: Any = {
            "amount": amount.minor,
            "currency": amount.currency.lower(),
            "confirm": True,
            "payment_method": card,
            "metadata": {"order_number": order, "email": email},
            **more,
        }
        return self._intents.create(params).id

    lies = (
        b"[]",
        b'{"data": [{"id": "pi_1"}], "has_more": false}',
        _a_page(amount_received=-1),
        _a_page(amount_capturable=-1),
        _a_page(currency="xyz"),
        _a_page(amount_received="much"),
    )

    def at(self, url: str) -> StripeLedger:
        return StripeLedger(url, KEY)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Stripe]:
    with service("gateway") as announced:
        yield Stripe(announced["url"])


class TestStripe(PaymentLedgerConformance): ...


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (200, "in a form that cannot be read"),
        (401, "needs other credentials than those of the store profile"),
        (403, "do not allow that"),
        (429, "asked too often"),
        (500, "answered 500"),
    ],
)
def test_a_gateway_that_cannot_be_read_says_what_its_owner_can_do(status: int, words: str) -> None:
    with answering(status, b"{}") as url, pytest.raises(ServiceUnavailable, match=f"the payment gateway .*{words}"):
        StripeLedger(url, KEY).charges(ADA, LONG_AGO)


def test_a_gateway_that_is_not_there_is_named() -> None:
    with pytest.raises(ServiceUnavailable, match="the payment gateway at http://127.0.0.1:9/ does not answer"):
        StripeLedger("http://127.0.0.1:9", KEY).charges(ADA, LONG_AGO)
