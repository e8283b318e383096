"""django-oscar: the back office of the embedded store. Its pages are read by the generic reading alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from pytest_checkout.domain import Line, Money, Order
from pytest_checkout.services.http import JsonService


class OscarBackOffice:
    """The merchant's side over HTTP, with a token. Every method may raise ServiceUnavailable."""

    def __init__(self, url: str, token: str) -> None:
        self._api = JsonService("the store's back office", url, token=token)

    def orders(self, email: str) -> Sequence[Order]:
        answer = self._api.get("orders", email=email)
        try:
            return [_order(data) for data in answer]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._api.nonsense("orders", error) from error

    def stock(self, sku: str) -> int:
        return self._number(f"stock/{quote(sku)}", "available")

    def set_stock(self, sku: str, units: int) -> None:
        self._api.put(f"stock/{quote(sku)}", {"available": units})

    def code_uses(self, code: str) -> int:
        return self._number(f"codes/{quote(code)}", "uses")

    def set_code_uses(self, code: str, uses: int) -> None:
        self._api.put(f"codes/{quote(code)}", {"uses": uses})

    def plugin_is_active(self, plugin: str) -> bool:
        path = f"plugins/{quote(plugin)}"
        answer = self._api.get(path)
        try:
            return bool(answer["active"])
        except (KeyError, TypeError) as error:
            raise self._api.nonsense(path, error) from error

    def switch_plugin(self, plugin: str, active: bool) -> None:
        self._api.put(f"plugins/{quote(plugin)}", {"active": active})

    def _number(self, path: str, key: str) -> int:
        answer = self._api.get(path)
        try:
            return int(answer[key])
        except (KeyError, TypeError, ValueError) as error:
            raise self._api.nonsense(path, error) from error


def _order(data: dict[str, Any]) -> Order:
    currency = str(data["currency"])

    def money(key: str, source: dict[str, Any] = data) -> Money:
        return Money.parse(f"{currency} {source[key]}")

    return Order(
        number=str(data["number"]),
        total=money("total"),
        email=str(data["email"]),
        locale=str(data["locale"]),
        lines=tuple(
            Line(str(line["title"]), int(line["quantity"]), money("total", line), str(line["sku"]))
            for line in data["lines"]
        ),
        discount=money("discount"),
        delivery=money("delivery"),
        tax=money("tax"),
        status=str(data["status"]),
    )
