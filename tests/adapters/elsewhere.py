"""Adapters over an address at which nobody answers as they expect: one that says so, and one that believes anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests

from pytest_checkout.errors import ServiceUnavailable

NONSENSE = (
    "test_a_system_that_is_not_there_is_unavailable_and_named",
    "test_a_system_that_lets_nobody_in_is_unavailable",
    "test_an_answer_of_another_form_is_unavailable",
    "test_an_answer_that_cannot_be_true_is_unavailable",
)
"""The tests that an adapter fails which believes anything."""


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


class OverCredulous:
    """Part of a sandbox: its adapter over another address believes anything."""

    def at(self, url: str) -> Any:
        return Credulous(url)
