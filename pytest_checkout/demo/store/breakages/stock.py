"""Breakages of stock keeping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oscar.apps.order.utils import OrderCreator
from oscar.apps.partner.availability import Available

from pytest_checkout.demo.store import claims
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.partner.strategy import PriceOnTheTag


@breaks(PriceOnTheTag, "availability_policy", switch="sold-out-can-be-bought")
def sell_it_anyway(sound: Callable[..., Any], *args: Any) -> Any:
    """What is sold out is offered as available."""
    availability = sound(*args)
    return availability if availability.is_available_to_buy else Available()


@breaks(claims, "claim_stock", switch="sold-out-can-be-bought")
def take_none(*_: Any) -> None:
    """Nobody asks the stock when the order is placed either."""


@breaks(OrderCreator, "update_stock_records", switch="stock-not-reduced")
def leave_stock_alone(*_: Any) -> None:
    """Orders take nothing from the stock."""
