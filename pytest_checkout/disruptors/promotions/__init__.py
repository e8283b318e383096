"""Promotions: codes that should give what they promise, be refused when they do not hold, and be enterable at all."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.disruptors.disruptor import Disruptor

pytest_plugins = [f"{__name__}.{part}" for part in ("codes", "two_codes", "uses")]


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("promotions", "Promotions", "discount codes and offers")]
