"""Asks the carrier what a parcel costs and when it arrives, and has it make labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils import timezone

from pytest_checkout.demo.store import systems
from pytest_checkout.demo.store.assortment import CURRENCY

PATIENCE_SECONDS = 3.0
"""While a shopper waits for delivery prices."""


@dataclass(frozen=True)
class Rate:
    """What one way of delivery costs, with tax, and when the parcel arrives at the latest, if anybody knows."""

    fee: Decimal
    arrives: date | None = None


def address() -> str:
    """Where the carrier is."""
    return str(settings.CARRIER_URL)


def rates(country: str, postcode: str) -> Mapping[str, Rate]:
    """The carrier's rates to an address, by code of the way of delivery.

    Raises systems.Unreachable when there is no answer in time, or none that can be true.
    """
    wanted = {"country": country, "postcode": postcode, "ready_at": timezone.now().isoformat()}
    try:
        return _read(systems.call("POST", f"{address()}/rates", wanted, timeout=PATIENCE_SECONDS))
    except systems.Refusal as error:
        raise systems.Unreachable(str(error)) from error


def _read(answer: Any) -> Mapping[str, Rate]:
    try:
        if answer["currency"] != CURRENCY:
            raise ValueError(f"rates in {answer['currency']}")
        found = {
            str(each["service"]): Rate(Decimal(each["amount"]), date.fromisoformat(each["arrives"]))
            for each in answer["rates"]
        }
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise systems.Unreachable(f"the carrier's rates cannot be read: {error!r}") from error
    if not found or any(rate.fee < 0 for rate in found.values()):
        raise systems.Unreachable(f"the carrier's rates cannot be true: {found}")
    return found


def message(order: Any) -> dict[str, Any] | None:
    """The parcel of an order; None where nothing is delivered."""
    address = order.shipping_address
    if address is None:
        return None
    return {
        "reference": str(order.number),
        "service": order.shipping_code,
        "name": address.name,
        "country": address.country.code,
        "postcode": address.postcode,
    }


def send(parcel: dict[str, Any]) -> None:
    """Have the label made; the carrier knows by its reference one that it made. Raises Unreachable or Refusal."""
    systems.call("POST", f"{address()}/labels", parcel)
