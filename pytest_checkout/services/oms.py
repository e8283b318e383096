"""The order management system: which orders really arrived there, asked over HTTP in a small contract of our own.

docs/services.md says what it is asked and how it answers, so that one's own system can be given such a front, or an
adapter that speaks its language (`pytest_checkout_services`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from pytest_checkout.domain import Line, Money, Order
from pytest_checkout.services.http import JsonService


class HttpOrderManagement:
    """Orders as the order management system holds them. Every method may raise ServiceUnavailable."""

    def __init__(self, url: str, key: str = "", *, verify: bool = True) -> None:
        self._api = JsonService("the order management system", url, token=key, verify=verify)

    def orders(self, email: str) -> Sequence[Order]:
        """In the order in which they arrived."""
        answer = self._api.get("orders", email=email)
        try:
            return [_order(held) for held in answer if str(held["email"]).casefold() == email.casefold()]
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise self._api.nonsense("orders", error) from error

    def refuse(self, sku: str, refused: bool) -> None:
        self._api.put(f"refusals/{quote(sku, safe='')}", {"active": refused})


def _order(held: Mapping[str, Any]) -> Order:
    currency = str(held["currency"])

    def money(amount: object) -> Money:
        read = Money.parse(f"{currency} {amount}")
        if read.amount < 0:
            raise ValueError(f"a negative amount, {read}")
        return read

    return Order(
        number=str(held["number"]),
        total=money(held["total"]),
        email=str(held["email"]),
        lines=tuple(
            Line(str(line.get("title", "")), int(line["quantity"]), money(line["total"]), str(line["sku"]))
            for line in held["lines"]
        ),
    )
