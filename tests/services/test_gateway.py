"""The payment ledger adapter, against the gateway double that the official stripe SDK drives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import stripe

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.domain import Money
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.gateway import StripeLedger
from tests.services.running import KEY, service

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def gateway() -> Iterator[str]:
    with service("gateway") as announced:
        yield announced["url"]


def charge(url: str, number: str, units: int, email: str, currency: str = "gbp") -> None:
    client = stripe.StripeClient(KEY, base_addresses={"api": url})
    client.v1.payment_intents.create(
        {
            "amount": units,
            "currency": currency,
            "confirm": True,
            "payment_method_data": {
                "type": "card",
                "card": {"number": number, "exp_month": 12, "exp_year": 2039, "cvc": "123"},
            },
            "metadata": {"order_number": "100001", "email": email},
        }
    )


def test_a_charge_is_seen_with_its_amount_and_order(gateway: str) -> None:
    charge(gateway, "4242424242424242", 4490, "ada@example.com")

    [seen] = StripeLedger(gateway, KEY).charges("ada@example.com", LONG_AGO)

    assert (seen.captured, seen.order_number, seen.status) == (Money.parse("GBP 44.90"), "100001", "succeeded")


def test_a_declined_card_took_nothing(gateway: str) -> None:
    with pytest.raises(stripe.CardError):
        charge(gateway, "4000000000000002", 4490, "declined@example.com")

    assert [seen.captured for seen in StripeLedger(gateway, KEY).charges("declined@example.com", LONG_AGO)] in (
        [],
        [Money.parse("GBP 0.00")],
    )


def test_a_currency_without_cents_is_read_in_its_own_units(gateway: str) -> None:
    charge(gateway, "4242424242424242", 1200, "yen@example.com", "jpy")

    [seen] = StripeLedger(gateway, KEY).charges("yen@example.com", LONG_AGO)

    assert seen.captured == Money.parse("JPY 1200")


def test_other_shoppers_and_other_times_are_left_out(gateway: str) -> None:
    charge(gateway, "4242424242424242", 100, "mine@example.com")
    charge(gateway, "4242424242424242", 200, "other@example.com")
    ledger = StripeLedger(gateway, KEY)

    assert len(ledger.charges("mine@example.com", LONG_AGO)) == 1
    assert ledger.charges("mine@example.com", datetime.now(UTC) + timedelta(hours=1)) == []


def test_all_pages_of_a_long_record_are_read(gateway: str) -> None:
    for _ in range(103):
        charge(gateway, "4242424242424242", 100, "often@example.com")

    assert len(StripeLedger(gateway, KEY).charges("often@example.com", LONG_AGO)) == 103


def test_a_wrong_key_is_the_services_fault_and_not_the_shops(gateway: str) -> None:
    with pytest.raises(ServiceUnavailable, match="the payment gateway answered 401"):
        StripeLedger(gateway, "sk_test_wrong").charges("ada@example.com", LONG_AGO)


def test_a_gateway_that_is_not_there_is_named() -> None:
    with pytest.raises(ServiceUnavailable, match="the payment gateway at http://127.0.0.1:9/ does not answer"):
        StripeLedger("http://127.0.0.1:9", KEY).charges("ada@example.com", LONG_AGO)


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"[]", b"{}", b'{"data": [{"id": "pi_1"}], "has_more": false}', b'{"data": null, "has_more": false}'],
)
def test_nonsense_is_unknown_and_never_a_verdict(body: bytes) -> None:
    with answering(200, body) as url, pytest.raises(ServiceUnavailable, match="the payment gateway"):
        StripeLedger(url, KEY).charges("ada@example.com", LONG_AGO)
