"""Tells the inventory system of sales, and takes its counts: newer ones only, and none that cannot be true."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from oscar.core.loading import get_model

from pytest_checkout.demo.store import systems
from pytest_checkout.demo.store.models import Outgoing

AWAITING = "Awaiting payment"
"""The status of an order that waits for a bank."""

logger = logging.getLogger(__name__)


class Feed:
    """How far this process has listened to the inventory system, and what it heard there.

    Both begin anew with the process, as the versions of the inventory system do.
    """

    def __init__(self) -> None:
        self.after = 0
        self.versions: dict[str, int] = {}
        self.refused: list[dict[str, str]] = []
        """Messages that were not believed, each with the reason."""
        self.trouble = ""
        """What the last try to listen met."""


feed = Feed()


def address() -> str:
    """Where the inventory system is."""
    return str(settings.INVENTORY_URL)


def message(order: Any) -> dict[str, Any] | None:
    """What an order takes from the shelf; None for downloads alone."""
    lines = [line for line in order.lines.order_by("pk") if line.stockrecord.num_in_stock is not None]
    if not lines:
        return None
    return {
        "order": str(order.number),
        "lines": [{"sku": line.partner_sku, "quantity": line.quantity} for line in lines],
    }


def send(sale: dict[str, Any]) -> None:
    """Tell of a sale; the system knows by the order's number one that it heard. Raises Unreachable or Refusal."""
    answer = systems.call("POST", f"{address()}/sales", sale)
    try:
        counts = list(answer["counts"])
    except (KeyError, TypeError) as error:
        raise systems.Unreachable(f"the inventory system's answer cannot be read: {error!r}") from error
    for count in counts:
        take(count, told_of=sale["order"])


def listen() -> None:
    """Take every count since the last one. A system that cannot be heard changes nothing: the last count stands."""
    try:
        news = systems.call("GET", f"{address()}/feed?after={feed.after}")
        heard = [(int(each["id"]), dict(each)) for each in news]
    except (systems.Unreachable, systems.Refusal, KeyError, TypeError, ValueError) as error:
        feed.trouble = f"{type(error).__name__}: {error}"
        return
    feed.trouble = ""
    for id, count in heard:
        take(count)
        feed.after = max(feed.after, id)


def take(count: Mapping[str, Any], told_of: str = "") -> None:
    """Believe a count if it can be true and is newer than what is known.

    The units of orders that the inventory system has not heard of are taken off; `told_of` is one that it just has.
    """
    sku, units, version = (count.get(key, "") for key in ("sku", "units", "version"))
    if not can_be_true(units, version):
        refuse(count, "no count can be like that")
        return
    if not is_news(sku, version):
        return
    with transaction.atomic():
        record = get_model("partner", "StockRecord").objects.select_for_update().filter(partner_sku=sku).first()
        if record is None or record.num_in_stock is None:
            refuse(count, "no such product is kept in stock")
            return
        # What is allocated is on the shelf as far as Oscar is concerned, and taken off what it sells.
        record.num_in_stock = max(0, units - untold(record.partner_sku, told_of)) + (record.num_allocated or 0)
        record.save()
    feed.versions[record.partner_sku] = version


def can_be_true(units: Any, version: Any) -> bool:
    """Whether anything can be counted like that."""
    return isinstance(units, int) and isinstance(version, int) and units >= 0


def is_news(sku: Any, version: int) -> bool:
    """Whether a count is newer than the last of its product; feeds repeat themselves and come late."""
    return version > feed.versions.get(sku, 0)


def untold(sku: str, told_of: str) -> int:
    """Units of a product in orders that the inventory system does not know of: not told yet, or not paid yet."""
    waiting = Outgoing.objects.filter(system="inventory", delivered_at=None).exclude(order__number=told_of)
    told = sum(line["quantity"] for each in waiting for line in each.message["lines"] if line["sku"] == sku)
    unpaid = get_model("order", "Line").objects.filter(order__status=AWAITING, partner_sku=sku)
    return int(told + (unpaid.aggregate(units=Sum("quantity"))["units"] or 0))


def refuse(count: Mapping[str, Any], why: str) -> None:
    """Keep a message that is not believed for whoever looks after the feed."""
    logger.error("The inventory system's count %s is not believed: %s", count, why)
    feed.refused.append({"message": str(count)[:200], "why": why})
