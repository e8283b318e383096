"""The control of the demo's payment gateway: how its notifications travel, what a bank answers, which captures fail.

No real gateway has anything like it; a store whose gateway is none of ours goes without these scenarios.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from pytest_checkout.services.http import JsonService
from pytest_checkout.store.ports import Notifications, Notified


class GatewayDouble:
    """The control over HTTP, with the gateway's key. Every method may raise ServiceUnavailable."""

    def __init__(self, url: str, key: str, *, verify: bool = True) -> None:
        self._api = JsonService("the control of the payment gateway", url, token=key, verify=verify)

    def plan(self, email: str, *, arrive: str = "soon", times: int = 1, reverse: bool = False) -> None:
        self._api.put(_of(email), {"arrive": arrive, "times": times, "reverse": reverse})

    def release(self, email: str) -> Notifications:
        return self._read(f"{_of(email)}/release", self._api.post(f"{_of(email)}/release", {}))

    def notifications(self, email: str) -> Notifications:
        return self._read(_of(email), self._api.get(_of(email)))

    def forget(self, email: str) -> None:
        self._api.delete(_of(email))

    def forge(self, email: str, how: str) -> int:
        path = _of(email, "forgeries")
        answer = self._api.post(path, {"how": how})
        try:
            return int(answer["status"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._api.nonsense(path, error) from error

    def settle(self, email: str, paid: bool) -> None:
        self._api.post(_of(email, "settlements"), {"outcome": "succeeded" if paid else "failed"})

    def refuse_captures(self, email: str, times: int) -> None:
        self._api.put(_of(email, "captures"), {"next": times})

    def _read(self, path: str, told: Any) -> Notifications:
        try:
            return Notifications(
                sent=tuple(
                    Notified(str(each["kind"]), int(each["status"]), int(each["milliseconds"]) / 1000)
                    for each in told["sent"]
                ),
                held=tuple(map(str, told["held"])),
                dropped=tuple(map(str, told["dropped"])),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise self._api.nonsense(path, error) from error


def _of(email: str, what: str = "notifications") -> str:
    return f"payers/{quote(email)}/{what}"
