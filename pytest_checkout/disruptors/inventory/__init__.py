"""Inventory: what is sold out cannot be bought, the last unit is sold once, stock moves by what was sold."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.disruptors.disruptor import Disruptor

pytest_plugins = [f"{__name__}.{part}" for part in ("stock", "stock_feed")]


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("inventory", "Inventory", "stock, last units, variants")]
