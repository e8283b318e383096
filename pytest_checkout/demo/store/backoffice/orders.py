"""Orders as the shop has written them down; amounts are decimal strings that include tax."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from oscar.apps.order.exceptions import InvalidOrderStatus
from oscar.core.loading import get_model

from pytest_checkout.demo.store.backoffice.access import Json, Refused, only
from pytest_checkout.demo.store.forks.checkout.views import LOCALE_NOTE

Order = get_model("order", "Order")


def listed(number: str = "", email: str = "") -> list[dict[str, Any]]:
    """Orders, newest first; only that of `number`, only those of `email`."""
    orders = Order.objects.order_by("-pk").prefetch_related("lines__product", "notes", "sources__source_type")
    if number:
        orders = orders.filter(number=number)
    if email:
        orders = orders.filter(Q(guest_email__iexact=email) | Q(user__email__iexact=email))
    return [_order(order) for order in orders]


def changed(number: str, wanted: dict[str, Any]) -> Json:
    """Set `status`, along the pipeline of the shop: a cancelled order stays cancelled."""
    only(wanted, status=str)
    order = Order.objects.filter(number=number).first()
    if order is None:
        raise Refused(f"There is no order '{number}'.", 404)
    try:
        if "status" in wanted:
            order.set_status(wanted["status"])
    except InvalidOrderStatus:
        possible = ", ".join(order.available_statuses()) or "none"
        raise Refused(
            f"An order that is {order.status} cannot be '{wanted['status']}'; possible: {possible}."
        ) from None
    return _order(order)


def count() -> int:
    """How many orders there are."""
    number: int = Order.objects.count()
    return number


def _order(order: Any) -> dict[str, Any]:
    before = sum(line.line_price_before_discounts_incl_tax for line in order.lines.all())
    after = sum(line.line_price_incl_tax for line in order.lines.all())
    return {
        "number": order.number,
        "email": order.email,
        "locale": next((note.message for note in order.notes.all() if note.note_type == LOCALE_NOTE), None),
        "currency": order.currency,
        "lines": [
            {
                "sku": line.partner_sku,
                "title": line.title,
                "quantity": line.quantity,
                "unit_price": amount(line.unit_price_incl_tax),
                "total": amount(line.line_price_before_discounts_incl_tax),
            }
            for line in order.lines.all()
        ],
        "discount": amount(before - after),
        "delivery": amount(order.shipping_incl_tax),
        "tax": amount(order.total_incl_tax - order.total_excl_tax),
        "total": amount(order.total_incl_tax),
        "delivery_method": order.shipping_code,
        "payment_method": next((source.source_type.code for source in order.sources.all()), None),
        "status": order.status,
        "placed_at": order.date_placed.isoformat(),
        "ships_to": _address(order.shipping_address),
        "bills_to": _address(order.billing_address),
    }


def _address(address: Any) -> dict[str, str] | None:
    """As the shopper gave it; None where there is none, as for a download."""
    if address is None:
        return None
    names = ("first_name", "last_name", "line1", "line2", "line4", "state", "postcode")
    return {name: getattr(address, name) for name in names} | {
        "country": address.country_id,
        "phone": str(getattr(address, "phone_number", "")),  # Oscar asks none for the bill
    }


def amount(value: Any) -> str:
    """ "12.34": two decimal places, a point, no currency."""
    return f"{value:.2f}"
