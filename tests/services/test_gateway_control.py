"""The control of a gateway that tests direct, over the double: what is arranged happens; nonsense is the service's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import stripe

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.gateway_control import GatewayDouble
from pytest_checkout.store.ports import GatewayControl
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


@pytest.fixture(scope="module")
def gateway(shop: Shop) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CHECKOUT_DEMO_WEBHOOK", f"http://127.0.0.1:{shop.server_port}/")
        environment.setenv("CHECKOUT_DEMO_WEBHOOK_SECRET", SECRET)
        with service("gateway") as announced:
            yield announced["url"]


@pytest.fixture
def control(gateway: str, shop: Shop) -> GatewayControl:
    shop.heard = []
    found = GatewayDouble(f"{gateway}/control", KEY)
    found.forget(ADA)
    return found


def pays(gateway: str, card: str = "pm_card_visa", **more: Any) -> stripe.PaymentIntent:
    params: Any = {"amount": 4490, "currency": "gbp", "confirm": True, "payment_method": card, **more}
    intents = stripe.StripeClient(KEY, base_addresses={"api": gateway}).v1.payment_intents
    return intents.create(params | {"metadata": {"email": ADA, "order_number": "1"}})


def kinds(shop: Shop) -> list[str]:
    return [event.type for event in shop.heard]


def test_a_notification_before_the_return_is_there_when_the_payment_is(
    gateway: str, shop: Shop, control: GatewayControl
) -> None:
    control.plan(ADA, arrive="before")
    paid = pays(gateway)
    assert [(event.type, event.data.object.id) for event in shop.heard] == [("payment_intent.succeeded", paid.id)]
    assert [told.status for told in control.notifications(ADA).sent] == [200]


def test_what_is_held_leaves_when_it_is_released_and_as_often_as_planned(
    gateway: str, shop: Shop, control: GatewayControl
) -> None:
    control.plan(ADA, arrive="held", times=3)
    pays(gateway)
    assert (shop.heard, control.notifications(ADA).held) == ([], ("payment_intent.succeeded",))
    assert len(control.release(ADA).sent) == 3
    assert len({event.id for event in shop.heard}) == 1
    assert len(shop.heard) == 3


def test_notifications_overtake_each_other_when_that_is_planned(
    gateway: str, shop: Shop, control: GatewayControl
) -> None:
    control.plan(ADA, arrive="held", reverse=True)
    pays(gateway, "pm_bacsDebit_success", payment_method_types=["bacs_debit"])
    control.settle(ADA, paid=True)
    control.release(ADA)
    assert kinds(shop) == ["payment_intent.succeeded", "payment_intent.processing"]


def test_what_never_arrives_is_told_to_the_test_alone(gateway: str, shop: Shop, control: GatewayControl) -> None:
    control.plan(ADA, arrive="never")
    pays(gateway)
    told = control.release(ADA)
    assert (told.sent, told.dropped, shop.heard) == ((), ("payment_intent.succeeded",), [])


@pytest.mark.parametrize(
    ("how", "status"), [("wrong secret", 400), ("no signature", 400), ("old", 400), ("unknown payment", 200)]
)
def test_a_forged_notification_is_what_it_says(
    gateway: str, shop: Shop, control: GatewayControl, how: str, status: int
) -> None:
    control.plan(ADA, arrive="never")
    paid = pays(gateway)
    assert control.forge(ADA, how) == status
    assert all(event.data.object.id != paid.id for event in shop.heard)


def test_a_bank_that_refuses_a_debit_leaves_it_unpaid(gateway: str, control: GatewayControl) -> None:
    control.plan(ADA, arrive="never")
    intent = pays(gateway, "pm_bacsDebit_success", payment_method_types=["bacs_debit"])
    assert intent.status == "processing"
    control.settle(ADA, paid=False)
    found = stripe.StripeClient(KEY, base_addresses={"api": gateway}).v1.payment_intents.retrieve(intent.id)
    assert (found.status, found.amount_received) == ("requires_payment_method", 0)


def test_only_the_next_captures_of_this_payer_are_refused(gateway: str, control: GatewayControl) -> None:
    control.plan(ADA, arrive="never")
    control.refuse_captures(ADA, 1)
    held = pays(gateway, capture_method="manual")
    intents = stripe.StripeClient(KEY, base_addresses={"api": gateway}).v1.payment_intents
    with pytest.raises(stripe.CardError):
        intents.capture(held.id)
    assert intents.capture(held.id).status == "succeeded"


def test_what_was_arranged_is_forgotten(gateway: str, shop: Shop, control: GatewayControl) -> None:
    control.plan(ADA, arrive="never")
    pays(gateway)
    control.forget(ADA)
    assert control.notifications(ADA).dropped == ()
    pays(gateway)
    control.release(ADA)  # waits for what is on its way
    assert kinds(shop) == ["payment_intent.succeeded"]


def test_an_arrangement_that_makes_no_sense_is_refused(control: GatewayControl) -> None:
    with pytest.raises(ServiceUnavailable, match="the control of the payment gateway answered 400"):
        control.plan(ADA, arrive="yesterday")
    with pytest.raises(ServiceUnavailable, match="answered 404"):
        control.forge("nobody@example.com", "old")


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b"{}", b'{"sent": 1}', b'{"sent": [{}], "held": [], "dropped": []}']
)
def test_nonsense_is_unknown_and_never_a_verdict(body: bytes) -> None:
    with answering(200, body) as url, pytest.raises(ServiceUnavailable, match="the control of the payment gateway"):
        GatewayDouble(url, KEY).notifications(ADA)
