"""The carrier: which labels were really made, asked over HTTP in a small contract of our own (docs/services.md)."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.services.http import JsonService


class HttpCarrier:
    """Labels as the carrier knows them. Every method may raise ServiceUnavailable."""

    def __init__(self, url: str, key: str = "", *, verify: bool = True) -> None:
        self._api = JsonService("the carrier", url, token=key, verify=verify)

    def labels(self, order_number: str) -> Sequence[str]:
        """Tracking numbers, found by the order's number as the label's reference."""
        answer = self._api.get("labels", reference=order_number)
        try:
            return [str(label["tracking"]) for label in answer if str(label["reference"]) == order_number]
        except (KeyError, TypeError) as error:
            raise self._api.nonsense("labels", error) from error

    def make_labels(self, able: bool) -> None:
        self._api.put("printer", {"active": able})
