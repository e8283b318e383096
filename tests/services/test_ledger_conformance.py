"""What every payment ledger must tell, whoever's gateway it reads: a new adapter adds one `Sandbox` to SANDBOXES.

A sandbox is a gateway on which a shop can pay, hold, capture, refund and be declined, with the adapter under test over
it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import pytest
import stripe

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.domain import Money
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.gateway import StripeLedger
from pytest_checkout.store.ports import PaymentLedger
from tests.services.running import KEY, service

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ADA, BOB = "ada@example.com", "bob@example.com"


class Sandbox(Protocol):
    """A shop's side of one gateway. `pays` and `holds` give the gateway's name of the payment."""

    ledger: PaymentLedger

    def pays(self, email: str, amount: Money, order: str = "100001") -> str: ...

    def holds(self, email: str, amount: Money) -> str: ...

    def captures(self, payment: str, amount: Money) -> None: ...

    def lets_go(self, payment: str) -> None: ...

    def refunds(self, payment: str, amount: Money) -> None: ...

    def is_declined(self, email: str, amount: Money) -> None: ...

    def is_asked_to_authenticate(self, email: str, amount: Money) -> None: ...


class StripeSandbox:
    def __init__(self, url: str) -> None:
        self.ledger = StripeLedger(url, KEY)
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


@contextlib.contextmanager
def stripe_double() -> Iterator[Sandbox]:
    with service("gateway") as announced:
        yield StripeSandbox(announced["url"])


SANDBOXES: dict[str, Callable[[], AbstractContextManager[Sandbox]]] = {"stripe": stripe_double}
LIARS: dict[str, Callable[[str], PaymentLedger]] = {"stripe": lambda url: StripeLedger(url, KEY)}
"""The adapters again, over any address: what they make of answers that cannot be."""
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


LIES: dict[str, dict[str, list[bytes]]] = {
    "stripe": {
        "malformed": [b"<html>", b"[]", b'{"data": nu', b'{"data": [{"id": "pi_1"}], "has_more": false}'],
        "negative": [_stripe_page(amount_received=-1), _stripe_page(amount_capturable=-1)],
        "no such currency": [_stripe_page(currency="xyz")],
        "no number": [_stripe_page(amount_received="much")],
    }
}


@pytest.fixture(scope="module", params=SANDBOXES)
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with SANDBOXES[request.param]() as running:
        yield running


def money(text: str) -> Money:
    return Money.parse(text)


def test_what_was_taken_is_told_with_its_order_and_currency(sandbox: Sandbox) -> None:
    payment = sandbox.pays("taken@example.com", money("GBP 44.90"), order="100042")
    [charge] = sandbox.ledger.charges("taken@example.com", LONG_AGO)
    assert (charge.id, charge.order_number, charge.email) == (payment, "100042", "taken@example.com")
    assert (charge.captured, charge.held, charge.refunded) == (money("GBP 44.90"), money("GBP 0"), money("GBP 0"))


def test_a_currency_without_minor_units_is_not_a_hundred_times_too_much(sandbox: Sandbox) -> None:
    sandbox.pays("yen@example.com", money("JPY 1200"))
    [charge] = sandbox.ledger.charges("yen@example.com", LONG_AGO)
    assert charge.captured == money("JPY 1200")


def test_what_is_held_is_not_taken_until_it_is_captured(sandbox: Sandbox) -> None:
    payment = sandbox.holds("held@example.com", money("GBP 20.00"))
    [charge] = sandbox.ledger.charges("held@example.com", LONG_AGO)
    assert (charge.captured, charge.held) == (money("GBP 0"), money("GBP 20.00"))
    sandbox.captures(payment, money("GBP 15.00"))
    [charge] = sandbox.ledger.charges("held@example.com", LONG_AGO)
    assert (charge.captured, charge.held, charge.refunded) == (money("GBP 15.00"), money("GBP 0"), money("GBP 0"))


def test_what_was_let_go_is_neither_taken_nor_held_nor_refunded(sandbox: Sandbox) -> None:
    sandbox.lets_go(sandbox.holds("gone@example.com", money("GBP 20.00")))
    [charge] = sandbox.ledger.charges("gone@example.com", LONG_AGO)
    assert (charge.captured, charge.held, charge.refunded) == (money("GBP 0"), money("GBP 0"), money("GBP 0"))


def test_what_was_given_back_is_told_beside_what_was_taken(sandbox: Sandbox) -> None:
    payment = sandbox.pays("back@example.com", money("GBP 20.00"))
    sandbox.refunds(payment, money("GBP 5.00"))
    [charge] = sandbox.ledger.charges("back@example.com", LONG_AGO)
    assert (charge.captured, charge.refunded) == (money("GBP 20.00"), money("GBP 5.00"))


def test_an_attempt_that_was_declined_or_waits_has_taken_nothing(sandbox: Sandbox) -> None:
    sandbox.is_declined("never@example.com", money("GBP 20.00"))
    sandbox.is_asked_to_authenticate("never@example.com", money("GBP 20.00"))
    charges = sandbox.ledger.charges("never@example.com", LONG_AGO)
    assert {(charge.captured, charge.held) for charge in charges} <= {(money("GBP 0"), money("GBP 0"))}


def test_the_newest_comes_first_and_other_shoppers_and_times_are_left_out(sandbox: Sandbox) -> None:
    first, second = (sandbox.pays(ADA, money("GBP 1.00")) for _ in range(2))
    sandbox.pays(BOB, money("GBP 1.00"))
    assert [charge.id for charge in sandbox.ledger.charges(ADA, LONG_AGO)] == [second, first]
    assert list(sandbox.ledger.charges(ADA, datetime.now(UTC) + timedelta(hours=1))) == []


@pytest.mark.parametrize(
    ("adapter", "body"),
    [
        pytest.param(adapter, body, id=f"{adapter}-{lie}-{number}")
        for adapter, lies in LIES.items()
        for lie, bodies in lies.items()
        for number, body in enumerate(bodies)
    ],
)
def test_a_lie_is_the_services_fault_and_never_a_verdict_about_the_shop(adapter: str, body: bytes) -> None:
    with answering(200, body) as url, pytest.raises(ServiceUnavailable, match="the payment gateway"):
        LIARS[adapter](url).charges(ADA, LONG_AGO)


@pytest.mark.parametrize("adapter", LIARS)
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "needs other credentials than those of the store profile"),
        (403, "do not allow that"),
        (429, "asked too often"),
        (500, "answered 500"),
    ],
)
def test_a_gateway_that_lets_nobody_in_says_what_its_owner_can_do(adapter: str, status: int, words: str) -> None:
    with answering(status, b"{}") as url, pytest.raises(ServiceUnavailable, match=f"the payment gateway .*{words}"):
        LIARS[adapter](url).charges(ADA, LONG_AGO)


@pytest.mark.parametrize("adapter", LIARS)
def test_a_gateway_that_is_not_there_is_named(adapter: str) -> None:
    with pytest.raises(ServiceUnavailable, match="the payment gateway at http://127.0.0.1:9/ does not answer"):
        LIARS[adapter]("http://127.0.0.1:9").charges(ADA, LONG_AGO)
