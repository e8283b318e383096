"""Our control of the gateway that tests direct, over the double: the suite of all such controls, and its words."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import stripe

from pytest_checkout.conformance import GatewayControlConformance, GatewayControlSandbox, Heard
from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.gateway_control import GatewayDouble
from tests.services.running import KEY, service

SECRET = "whsec_of_the_suite"
ADA = "ada@example.com"


class Shop(ThreadingHTTPServer):
    """The endpoint of a shop: keeps what it is told, and answers 400 for what is not signed."""

    heard: list[stripe.Event]


class _Endpoint(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            event = stripe.Webhook.construct_event(body, self.headers.get("Stripe-Signature", ""), SECRET)
            self.server.heard.append(event)  # type: ignore[attr-defined]
            self.send_response(200)
        except stripe.SignatureVerificationError:
            self.send_response(400)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with Shop(("127.0.0.1", 0), _Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Demo(GatewayControlSandbox):
    """The demo's double, a process of its own, as Stripe's client pays there; and the shop above."""

    def __init__(self, url: str, shop: Shop) -> None:
        self.adapter, self.shop = GatewayDouble(f"{url}/control", KEY), shop
        self.intents = stripe.StripeClient(KEY, base_addresses={"api": url}).v1.payment_intents

    def pays(self, email: str) -> str:
        return self._opens(email)

    def debits(self, email: str) -> str:
        return self._opens(email, payment_method="pm_bacsDebit_success", payment_method_types=["bacs_debit"])

    def holds(self, email: str) -> str:
        return self._opens(email, capture_method="manual")

    def captures(self, payment: str) -> bool:
        try:
            return self.intents.capture(payment).status == "succeeded"
        except stripe.CardError:
            return False

    def is_paid(self, payment: str) -> bool:
        found = self.intents.retrieve(payment)
        return found.status == "succeeded" and found.amount_received == found.amount

    def heard(self) -> Sequence[Heard]:
        return [Heard(event.id, event.type, event.data.object.id) for event in self.shop.heard]

    def _opens(self, email: str, **more: Any) -> str:
        params: Any = {"amount": 4490, "currency": "gbp", "confirm": True, "payment_method": "pm_card_visa", **more}
        return self.intents.create(params | {"metadata": {"email": email, "order_number": "1"}}).id

    lies = (b"[]", b"{}", b'{"sent": 1}', b'{"sent": [{}], "held": [], "dropped": []}')

    def at(self, url: str) -> GatewayDouble:
        return GatewayDouble(url, KEY)


@pytest.fixture(scope="module")
def sandbox(shop: Shop) -> Iterator[Demo]:
    shop.heard = []
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CHECKOUT_DEMO_WEBHOOK", f"http://127.0.0.1:{shop.server_port}/")
        environment.setenv("CHECKOUT_DEMO_WEBHOOK_SECRET", SECRET)
        with service("gateway") as announced:
            yield Demo(announced["url"], shop)


class TestDouble(GatewayControlConformance): ...


def test_a_bank_that_refuses_a_debit_leaves_it_as_stripe_does(sandbox: Demo) -> None:
    payment = sandbox.debits(ADA)
    assert sandbox.intents.retrieve(payment).status == "processing"
    sandbox.adapter.settle(ADA, paid=False)
    assert sandbox.intents.retrieve(payment).status == "requires_payment_method"


def test_an_arrangement_that_makes_no_sense_is_refused_in_words(sandbox: Demo) -> None:
    with pytest.raises(ServiceUnavailable, match="the control of the payment gateway answered 400"):
        sandbox.adapter.plan(ADA, arrive="yesterday")
    with pytest.raises(ServiceUnavailable, match="answered 404"):
        sandbox.adapter.forge("nobody@example.com", "old")


def test_nonsense_is_told_with_the_control() -> None:
    with answering(200, b"{}") as url, pytest.raises(ServiceUnavailable, match="the control of the payment gateway"):
        GatewayDouble(url, KEY).notifications(ADA)
