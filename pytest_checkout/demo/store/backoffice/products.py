"""What a product costs, and whether it is on the shelf."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from oscar.core.loading import get_model

from pytest_checkout.demo.store.backoffice.access import Json, Refused, amount_of, only
from pytest_checkout.demo.store.backoffice.orders import amount

StockRecord = get_model("partner", "StockRecord")


def listed() -> list[dict[str, Any]]:
    return [_product(record) for record in StockRecord.objects.order_by("partner_sku").select_related("product")]


def shown(sku: str) -> Json:
    return _product(_record(sku))


def changed(sku: str, wanted: dict[str, Any]) -> Json:
    """Set `price` (decimal text, with tax), or `on_the_shelf`; a variant shares the shelf of its product."""
    only(wanted, price=str, on_the_shelf=bool)
    record = _record(sku)
    if "price" in wanted:
        record.price = amount_of("price", wanted["price"])
        record.save()
    if "on_the_shelf" in wanted:
        record.product.is_public = wanted["on_the_shelf"]
        record.product.save()
    return _product(record)


def _record(sku: str) -> Any:
    try:
        return StockRecord.objects.select_related("product").get(partner_sku=sku)
    except StockRecord.DoesNotExist:
        known = ", ".join(StockRecord.objects.order_by("partner_sku").values_list("partner_sku", flat=True))
        raise Refused(f"There is no product '{sku}'; there are {known}.", 404) from None


def _product(record: Any) -> dict[str, Any]:
    return {
        "sku": record.partner_sku,
        "price": amount(Decimal(record.price)),
        "currency": record.price_currency,
        "on_the_shelf": record.product.is_public,
    }
