"""Security: the shop believes no amount, no address and no stranger, and keeps no card in the browser."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.disruptors.disruptor import Disruptor

pytest_plugins = [f"{__name__}.{part}" for part in ("cards", "strangers", "forgeries")]


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("security", "Security", "tampered requests, strangers' orders, cards in the browser, scripts")]
