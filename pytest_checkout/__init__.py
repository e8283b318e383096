"""pytest-checkout: shop like a customer every morning and before every deploy.

The names below are all that a user imports. They load on first use, so that the demo store (a sub-package that
runs in its own process and shares no code with the checks) does not load them, nor pytest, with it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_checkout.checks import CheckFailed, expect, expect_that
    from pytest_checkout.disruptors.disruptor import Disruptor
    from pytest_checkout.domain import Address, Card, Line, Money, Order, Stage, Totals
    from pytest_checkout.errors import CannotProvide, CannotRead, ServiceUnavailable, ShopFault, Unproved
    from pytest_checkout.services.kind import ServiceKind

_HOME = {
    **dict.fromkeys(("CheckFailed", "expect", "expect_that"), "checks"),
    **dict.fromkeys(("Address", "Card", "Line", "Money", "Order", "Stage", "Totals"), "domain"),
    **dict.fromkeys(("CannotProvide", "CannotRead", "ServiceUnavailable", "ShopFault", "Unproved"), "errors"),
    "Disruptor": "disruptors.disruptor",
    "ServiceKind": "services.kind",
}
__all__ = [
    "Address",
    "CannotProvide",
    "CannotRead",
    "Card",
    "CheckFailed",
    "Disruptor",
    "Line",
    "Money",
    "Order",
    "ServiceKind",
    "ServiceUnavailable",
    "ShopFault",
    "Stage",
    "Totals",
    "Unproved",
    "expect",
    "expect_that",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'pytest_checkout' has no attribute {name!r}")
    return getattr(importlib.import_module(f"pytest_checkout.{_HOME[name]}"), name)
