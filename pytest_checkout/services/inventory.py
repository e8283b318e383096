"""The inventory system: what it counts, asked over HTTP in a small contract of our own (docs/services.md)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from pytest_checkout.services.http import JsonService


class HttpInventory:
    """Counts as the inventory system knows them. Every method may raise ServiceUnavailable."""

    def __init__(self, url: str, key: str = "", *, verify: bool = True) -> None:
        self._api = JsonService("the inventory system", url, token=key, verify=verify)

    def units(self, sku: str) -> int | None:
        path = _path(sku)
        answer = self._api.find(path)
        if answer is None:
            return None
        try:
            return _units(answer["units"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._api.nonsense(path, error) from error

    def count(self, sku: str, units: int | None) -> None:
        if units is None:
            self._api.delete(_path(sku))
        else:
            self._api.put(_path(sku), {"units": units})

    def misreport(self, sku: str, lie: str) -> None:
        self._api.post("feed/lies", {"sku": sku, "lie": lie})

    def is_heard(self) -> bool:
        answer = self._api.get("feed/heard")
        try:
            return bool(answer["heard"])
        except (KeyError, TypeError) as error:
            raise self._api.nonsense("feed/heard", error) from error


def _path(sku: str) -> str:
    return f"stock/{quote(sku, safe='')}"


def _units(told: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 0:
        raise ValueError(f"{told!r} is no count")
    return told
