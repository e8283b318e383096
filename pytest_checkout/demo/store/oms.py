"""Tells the order management system of orders."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from pytest_checkout.demo.store import systems


def address() -> str:
    """Where the order management system is."""
    return str(settings.OMS_URL)


def message(order: Any) -> dict[str, Any]:
    """An order as it was placed; amounts are decimal strings that include tax."""
    return {
        "number": str(order.number),
        "email": order.email,
        "currency": order.currency,
        "total": f"{order.total_incl_tax:.2f}",
        "lines": [
            {
                "sku": line.partner_sku,
                "title": line.title,
                "quantity": line.quantity,
                "total": f"{line.line_price_before_discounts_incl_tax:.2f}",
            }
            for line in order.lines.order_by("pk")
        ],
        "placed_at": order.date_placed.isoformat(),
    }


def send(order: dict[str, Any]) -> None:
    """Hand an order over; the system knows by its number one that it has. Raises Unreachable or Refusal."""
    systems.call("POST", f"{address()}/orders", order)
