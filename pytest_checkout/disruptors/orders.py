"""Orders: what was sold reaches the order system once and whole. People sign for what no scenario tries."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.disruptors.disruptor import Disruptor

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("orders", "Orders", "capture, the order system behind the shop, comparing both")]
