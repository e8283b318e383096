"""Breakages of money that is held, taken, given back and invoiced, and of an access to the gateway that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pytest_checkout.demo.store import gateway
from pytest_checkout.demo.store.backoffice import money
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.payments import settling

Sound = Callable[..., Any]


@breaks(gateway, "capture_method", switch="captured-with-the-order")
def take_it_now(_: Sound) -> str:
    """The money is taken with the order, whatever the terms say."""
    return "automatic"


@breaks(money, "state_of", switch="refused-capture-counts-as-paid")
def assume_it_worked(sound: Sound, *of: Any) -> str:
    """The order is paid in the shop's books, whatever the gateway said."""
    state = sound(*of)
    return "paid" if state == "capture refused" else str(state)


@breaks(money, "refund", switch="refund-only-in-the-books")
def write_it_down(_: Sound, order: Any, source: Any, part: Decimal | None) -> None:
    """The order is refunded in the shop's books, and nobody told the gateway."""
    source.amount_refunded += part or source.amount_debited
    source.save(update_fields=["amount_refunded"])
    order.set_status("Refunded")


@breaks(money, "invoiced", switch="invoice-before-discounts")
def forget_discounts(_: Sound, order: Any) -> Decimal:
    """The invoice has the prices on the tag."""
    lines = sum((line.line_price_before_discounts_incl_tax for line in order.lines.all()), Decimal(0))
    return lines + Decimal(order.shipping_incl_tax)


@breaks(gateway, "refuse_test_keys", switch="test-keys-taken-in-production")
def let_it_pass(*_: Any) -> None:
    """Orders are paid with keys that move no money."""


@breaks(gateway, "not_available", switch="shop-mistake-told-as-decline")
def blame_the_card(*_: Any) -> str:
    """Whatever goes wrong at the gateway, the shopper's card was declined."""
    return str(gateway.DECLINED)


@breaks(settling, "sell_again", switch="refunded-goods-stay-sold")
def leave_them_reserved(*_: Any) -> None:
    """The money is given back, and nobody thinks of the goods."""
