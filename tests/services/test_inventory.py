"""What every adapter to an inventory system must do, and what ours says of one that cannot be believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.inventory import HttpInventory
from pytest_checkout.store.ports import LIES, Inventory
from tests.services.running import service


@dataclass(frozen=True)
class System:
    """An inventory system, the adapter to it, and the store's side: telling of a sale, and asking for the feed."""

    adapter: Inventory
    hears: Callable[[str, str, int], bool]
    tells: Callable[[], list[dict[str, Any]]]


@pytest.fixture(params=["http"])
def system() -> Iterator[System]:
    """Each kind of inventory system that an adapter exists for, new for each test."""
    with service("logistics") as where:
        url, heard = where["inventory"], [0]

        def sale(order: str, sku: str, quantity: int) -> bool:
            body = {"order": order, "lines": [{"sku": sku, "quantity": quantity}]}
            return requests.post(f"{url}/sales", json=body, timeout=10).ok

        def feed() -> list[dict[str, Any]]:
            news = requests.get(f"{url}/feed?after={heard[0]}", timeout=10).json()
            heard[0] = max([heard[0], *(each["id"] for each in news)])
            requests.get(f"{url}/feed?after={heard[0]}", timeout=10)
            return list(news)

        yield System(HttpInventory(url), sale, feed)


# -- what every adapter must do --


def test_what_is_counted_is_told(system: System) -> None:
    assert system.adapter.units("KIT-MUG") is None
    system.adapter.count("KIT-MUG", 3)

    assert system.adapter.units("KIT-MUG") == 3
    assert [(each["sku"], each["units"]) for each in system.tells()] == [("KIT-MUG", 3)]


def test_a_product_can_be_counted_no_more(system: System) -> None:
    system.adapter.count("KIT-MUG", 3)
    system.adapter.count("KIT-MUG", None)

    assert system.adapter.units("KIT-MUG") is None


def test_a_sale_is_taken_off_once(system: System) -> None:
    system.adapter.count("KIT-MUG", 3)

    assert system.hears("1001", "KIT-MUG", 2)
    assert system.hears("1001", "KIT-MUG", 2)

    assert system.adapter.units("KIT-MUG") == 1


def test_more_than_there_is_cannot_be_sold(system: System) -> None:
    system.adapter.count("KIT-MUG", 1)

    assert not system.hears("1001", "KIT-MUG", 2)

    assert system.adapter.units("KIT-MUG") == 1


def test_it_is_known_whether_the_store_has_heard_everything(system: System) -> None:
    assert system.adapter.is_heard()
    system.adapter.count("KIT-MUG", 3)
    assert not system.adapter.is_heard()
    system.tells()
    assert system.adapter.is_heard()


@pytest.mark.parametrize("lie", LIES.values())
def test_a_lie_is_told_and_the_next_true_count_is_newer(system: System, lie: str) -> None:
    system.adapter.count("KIT-MUG", 3)
    system.tells()

    system.adapter.misreport("KIT-MUG", lie)
    [told] = system.tells()
    system.adapter.count("KIT-MUG", 4)
    [true] = system.tells()

    assert told["sku"] == "KIT-MUG"
    assert (told["units"] != 3) == (lie != "repeated")
    assert (true["units"], true["version"] > told["version"]) == (4, True)


# -- what is not believed --


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
