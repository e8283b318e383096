"""Breakages that only show when two shoppers order at the same moment, on a database that lets both write."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from oscar.core.loading import get_model

from pytest_checkout.demo.store import claims
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView

Sound = Callable[..., Any]

_in_order: ContextVar[bool] = ContextVar("in_order", default=False)


@breaks(claims, "locked", switch="stock-not-locked")
def look_without_locking(_: Sound, rows: Any) -> Any:
    """The stock is looked at and counted down, and nobody is kept from doing the same meanwhile."""
    return rows.order_by("pk")


@breaks(claims, "claim_stock", switch="stock-locked-in-cart-order")
def lock_as_they_come(sound: Sound, basket: Any) -> None:
    """Each order locks its goods in the order of its own cart: two orders may each wait for what the other holds."""
    records = get_model("partner", "StockRecord").objects.select_for_update()
    for line in basket.all_lines():
        records.get(pk=line.stockrecord_id)
        time.sleep(0.05)  # as long as a shop takes that asks something else for each line meanwhile
    sound(basket)


@breaks(PaymentDetailsView, "place_order", switch="code-checked-when-entered-only")
def believe(sound: Sound, *args: Any, **order: Any) -> Any:
    """Whether a code may still be used is asked when it is entered, and not again when the order is placed."""
    placing = _in_order.set(True)
    try:
        return sound(*args, **order)
    finally:
        _in_order.reset(placing)


@breaks(get_model("voucher", "Voucher"), "is_available_to_user", switch="code-checked-when-entered-only")
def be_available(sound: Sound, voucher: Any, user: Any = None) -> Any:
    return (True, "") if _in_order.get() else sound(voucher, user)
