"""What the merchant decides for the whole shop: ways to pay and to deliver, fees, tax rates, the clock."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pytest_checkout.demo.store import clock as shop_clock
from pytest_checkout.demo.store.assortment import CURRENCY, EXPRESS, RATES, STANDARD
from pytest_checkout.demo.store.backoffice.access import Json, amount_of, known, only
from pytest_checkout.demo.store.backoffice.orders import amount
from pytest_checkout.demo.store.forks.checkout.forms import PAYMENTS
from pytest_checkout.demo.store.forks.partner.strategy import rate as rate_now
from pytest_checkout.demo.store.forks.shipping.methods import fee_of
from pytest_checkout.demo.store.switches import switches

DELIVERIES = {delivery.code: delivery for delivery in (STANDARD, EXPRESS)}


def payments() -> list[dict[str, Any]]:
    return [payment(code) for code in PAYMENTS]


def payment(code: str) -> dict[str, Any]:
    known("way to pay", code, PAYMENTS)
    return {"code": code, "offered": switches.offers("payment", code)}


def set_payment(code: str, wanted: dict[str, Any]) -> Json:
    only(wanted, offered=bool)
    known("way to pay", code, PAYMENTS)
    if "offered" in wanted:
        switches.offer("payment", code, wanted["offered"])
    return payment(code)


def deliveries() -> list[dict[str, Any]]:
    return [delivery(code) for code in DELIVERIES]


def delivery(code: str) -> dict[str, Any]:
    known("delivery", code, DELIVERIES)
    offered = switches.offers("delivery", code)
    return {"code": code, "offered": offered, "fee": amount(fee_of(DELIVERIES[code])), "currency": CURRENCY}


def set_delivery(code: str, wanted: dict[str, Any]) -> Json:
    """Set `offered`, or `fee` (decimal text, with tax)."""
    only(wanted, offered=bool, fee=str)
    known("delivery", code, DELIVERIES)
    if "offered" in wanted:
        switches.offer("delivery", code, wanted["offered"])
    if "fee" in wanted:
        fee = amount_of("fee", wanted["fee"])
        # Set back, the fee is the carrier's again, who asks more for some countries.
        switches.set_fee(code, None if fee == DELIVERIES[code].fee else fee)
    return delivery(code)


def rates() -> list[dict[str, Any]]:
    return [rate(kind) for kind in RATES]


def rate(kind: str) -> dict[str, Any]:
    known("tax rate", kind, RATES)
    return {"kind": kind, "rate": f"{rate_now(kind):f}"}


def set_rate(kind: str, wanted: dict[str, Any]) -> Json:
    """Set `rate` (decimal text: "0.20" is 20 %)."""
    only(wanted, rate=str)
    known("tax rate", kind, RATES)
    if "rate" in wanted:
        switches.set_rate(kind, amount_of("rate", wanted["rate"], smallest=Decimal("0.0001")))
    return rate(kind)


def clock() -> Json:
    return shop_clock.shown()


def set_clock(wanted: dict[str, Any]) -> Json:
    """Set `ahead`: the seconds by which the shop's clock is ahead of the machine's, behind it when negative."""
    only(wanted, ahead=float)
    if "ahead" in wanted:
        switches.set_clock(wanted["ahead"])
    return clock()
