"""Delivery prices of one checkout: asked of the carrier at the delivery step, and the same from there to the order."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from pytest_checkout.demo.store import carrier, systems
from pytest_checkout.demo.store.assortment import COUNTRIES, EXPRESS, STANDARD
from pytest_checkout.demo.store.carrier import Rate

KEY = "delivery_quote"
DECLARED: Mapping[str, Rate] = {delivery.code: Rate(delivery.fee) for delivery in (STANDARD, EXPRESS)}
"""What the shop charges at home when the carrier cannot be asked; no day of arrival is promised then."""

logger = logging.getLogger(__name__)


def ask(request: HttpRequest, address: Any) -> Mapping[str, Rate]:
    """The prices to an address, as of now. None of them: they cannot be had just now, which is told as such."""
    country = address.country.code
    try:
        found = carrier.rates(country, address.postcode)
    except systems.Unreachable as error:
        logger.warning("No rates from the carrier to %s: %s", country, error)
        found = fallback(country)
    request.session[KEY] = {
        code: [str(rate.fee), rate.arrives.isoformat() if rate.arrives else None] for code, rate in found.items()
    }
    return found


def fallback(country: str) -> Mapping[str, Rate]:
    """What is charged without an answer of the carrier: declared at home, unknown abroad."""
    return DECLARED if country == COUNTRIES[0] else {}


def kept(request: HttpRequest | None) -> Mapping[str, Rate]:
    """The prices that this shopper was told; the declared ones before any were asked for."""
    quote = request.session.get(KEY) if request is not None else None
    if not quote:
        return DECLARED
    return {code: Rate(Decimal(fee), date.fromisoformat(day) if day else None) for code, (fee, day) in quote.items()}
