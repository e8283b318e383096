"""Adapters over an address at which nobody answers as they expect: one that says so, and one that believes anything."""

from __future__ import annotations

from collections.abc import Callable

import requests

from pytest_checkout.errors import ServiceUnavailable


class Wary:
    """Whatever it is asked, it asks at its address; it understands nothing that stands there."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __getattr__(self, method: str) -> Callable[..., object]:
        return self._ask

    def _ask(self, *_: object, **__: object) -> object:
        try:
            answer = requests.get(self.url, timeout=5)
        except requests.RequestException as error:
            raise ServiceUnavailable(f"nobody answers at {self.url}") from error
        raise ServiceUnavailable(f"{self.url} answered {answer.status_code} and {answer.text!r}")


class Credulous(Wary):
    """Takes silence and nonsense for an empty record: "nothing was charged" is then believed."""

    def _ask(self, *_: object, **__: object) -> object:
        return []
