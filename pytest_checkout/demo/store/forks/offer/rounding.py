"""How a discount is cut to what the currency can pay: Oscar asks settings for it."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from pytest_checkout.demo.store import channels


def down(amount: Decimal, currency: str | None = None) -> Decimal:
    """Never more than was promised."""
    return channels.rounded(amount, currency or channels.current().currency, ROUND_DOWN)
