"""Shipping: the ways of delivery that are promised are offered, at the promised price, where they are promised."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.disruptors.disruptor import Disruptor

pytest_plugins = [f"{__name__}.{part}" for part in ("offers", "carrier_prices", "arrival_day", "labels")]


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("shipping", "Shipping", "ways of delivery, their fees, where they go")]
