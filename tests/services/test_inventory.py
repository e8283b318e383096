"""Our adapter to an inventory system: the suite of all such adapters, and the words in which it complains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import requests

from pytest_checkout.conformance import InventoryConformance, InventorySandbox, Told
from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.conformance.suite import a_number
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.inventory import HttpInventory
from tests.services.running import service


class Demo(InventorySandbox):
    """The demo's inventory system, a process of its own; it knows a sale again by the number of its order."""

    def __init__(self, url: str) -> None:
        self.adapter, self.url, self.last = HttpInventory(url), url, 0

    def sells(self, sku: str, quantity: int) -> None:
        assert self.takes_a_sale(a_number(), sku, quantity)

    def takes_a_sale(self, order: str, sku: str, quantity: int) -> bool:
        body = {"order": order, "lines": [{"sku": sku, "quantity": quantity}]}
        return requests.post(f"{self.url}/sales", json=body, timeout=10).ok

    def hears(self) -> Sequence[Told]:
        news = self._feed()
        self.last = max([self.last, *(each["id"] for each in news)])
        self._feed()  # with it the system knows that all was heard
        return [Told(each["sku"], each["units"], each["version"]) for each in news]

    def _feed(self) -> list[dict[str, Any]]:
        return list(requests.get(f"{self.url}/feed", params={"after": self.last}, timeout=10).json())

    lies = (b'{"units": -1}', b'{"units": "3"}', b'{"units": 2.5}', b"[]")

    def at(self, url: str) -> HttpInventory:
        return HttpInventory(url)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Demo]:
    with service("logistics") as where:
        yield Demo(where["inventory"])


class TestHttp(InventoryConformance): ...


def test_a_sale_is_taken_off_once_and_never_more_than_there_is(sandbox: Demo) -> None:
    sandbox.shelves("BAG-CANVAS", 3)
    for order, quantity, taken in (("1001", 2, True), ("1001", 2, True), ("1002", 2, False)):
        assert sandbox.takes_a_sale(order, "BAG-CANVAS", quantity) is taken

    assert sandbox.adapter.units("BAG-CANVAS") == 1


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, b"3 pieces", "did not answer GET stock/KIT-MUG with JSON"),
        (200, b'{"units": -1}', "stock/KIT-MUG in a form that cannot be read: ValueError('-1 is no count')"),
        (200, b'{"units": "3"}', "in a form that cannot be read"),
        (200, b"[]", "in a form that cannot be read"),
        (500, b"", "answered 500 to GET stock/KIT-MUG"),
    ],
)
def test_an_answer_that_cannot_be_true_is_told_with_the_system(status: int, body: bytes, words: str) -> None:
    with answering(status, body) as url, pytest.raises(ServiceUnavailable) as caught:
        HttpInventory(url).units("KIT-MUG")

    assert str(caught.value).startswith("the inventory system")
    assert words in str(caught.value)


def test_what_it_does_not_know_is_not_counted() -> None:
    with answering(404, b"") as url:
        assert HttpInventory(url).units("KIT-MUG") is None
