"""How many of a product can be bought."""

from __future__ import annotations

from typing import Any

from oscar.core.loading import get_model

from pytest_checkout.demo.store.backoffice.access import Json, Refused, only

StockRecord = get_model("partner", "StockRecord")


def listed() -> list[dict[str, Any]]:
    return [_stock(record) for record in StockRecord.objects.order_by("partner_sku")]


def shown(sku: str) -> Json:
    return _stock(_record(sku))


def changed(sku: str, wanted: dict[str, Any]) -> Json:
    only(wanted, available=int)
    record = _record(sku)
    if record.num_in_stock is None:
        raise Refused(f"'{sku}' has no stock: it is a download.")
    if "available" in wanted:
        # Units promised to earlier orders go out of the count with them.
        record.num_in_stock, record.num_allocated = wanted["available"], 0
        record.save()
    return _stock(record)


def _record(sku: str) -> Any:
    try:
        return StockRecord.objects.get(partner_sku=sku)
    except StockRecord.DoesNotExist:
        known = ", ".join(StockRecord.objects.order_by("partner_sku").values_list("partner_sku", flat=True))
        raise Refused(f"There is no product '{sku}'; there are {known}.", 404) from None


def _stock(record: Any) -> dict[str, Any]:
    tracked = record.num_in_stock is not None
    return {"sku": record.partner_sku, "available": record.net_stock_level if tracked else None}
