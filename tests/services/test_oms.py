"""What every adapter to an order management system must do, and what ours says of one that cannot be believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from pytest_checkout.domain import Line, Money
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.oms import HttpOrderManagement
from pytest_checkout.store.ports import OrderManagement
from tests.services.running import answering, service


@dataclass(frozen=True)
class System:
    """An order management system, the adapter to it, and how an order gets there: whether it was taken."""

    adapter: OrderManagement
    receives: Callable[[dict[str, Any]], bool]


@pytest.fixture(scope="module", params=["http"])
def system() -> Iterator[System]:
    """Each kind of system that an adapter exists for."""
    with service("logistics") as where:
        yield System(
            HttpOrderManagement(where["oms"]), lambda order: requests.post(f"{where['oms']}/orders", json=order).ok
        )


def order(number: str, email: str = "ada@example.com", **more: Any) -> dict[str, Any]:
    lines = [{"sku": "KIT-MUG", "title": "Mug", "quantity": 2, "total": "16.00"}]
    return {"number": number, "email": email, "currency": "GBP", "total": "20.90", "lines": lines} | more


# -- what every adapter must do --


def test_an_order_is_told_as_it_was_taken(system: System) -> None:
    assert system.receives(order("1001", "whole@example.com"))

    [held] = system.adapter.orders("whole@example.com")

    assert (held.number, held.email, held.total) == ("1001", "whole@example.com", Money.parse("GBP 20.90"))
    assert held.lines == (Line("Mug", 2, Money.parse("GBP 16.00"), "KIT-MUG"),)


def test_orders_are_told_in_the_order_of_their_arrival_and_nobody_elses(system: System) -> None:
    for number, email in (("2009", "two@example.com"), ("2001", "other@example.com"), ("2003", "two@example.com")):
        assert system.receives(order(number, email))

    assert [held.number for held in system.adapter.orders("two@example.com")] == ["2009", "2003"]


def test_an_address_is_the_same_in_capitals(system: System) -> None:
    assert system.receives(order("3001", "Capital@Example.com"))

    assert [held.number for held in system.adapter.orders("capital@example.com")] == ["3001"]


def test_an_order_that_is_sent_twice_is_held_once(system: System) -> None:
    assert system.receives(order("4001", "twice@example.com"))
    assert system.receives(order("4001", "twice@example.com"))

    assert len(system.adapter.orders("twice@example.com")) == 1


def test_a_shopper_without_orders_has_none(system: System) -> None:
    assert list(system.adapter.orders("nobody@example.com")) == []


def test_orders_with_a_refused_product_are_not_taken_until_they_are_again(system: System) -> None:
    system.adapter.refuse("KIT-MUG", True)
    assert not system.receives(order("5001", "refused@example.com"))
    system.adapter.refuse("KIT-MUG", False)
    assert system.receives(order("5001", "refused@example.com"))

    assert len(system.adapter.orders("refused@example.com")) == 1


# -- what is not believed --


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, b"<html>", "did not answer GET orders with JSON"),
        (200, b'{"orders": []', "did not answer GET orders with JSON"),
        (200, b'["100042"]', "in a form that cannot be read"),
        (200, b'[{"email": "ada@example.com"}]', "in a form that cannot be read: KeyError('currency')"),
        (
            200,
            b'[{"number": "1", "email": "ada@example.com", "currency": "QUID", "total": "1.00", "lines": []}]',
            "QUID",
        ),
        (
            200,
            b'[{"number": "1", "email": "ada@example.com", "currency": "GBP", "total": "-1.00", "lines": []}]',
            "negative",
        ),
        (
            200,
            b'[{"number": "1", "email": "ada@example.com", "currency": "JPY", "total": "1.50", "lines": []}]',
            "finer",
        ),
        (401, b"", "answered 401 to GET orders"),
        (429, b"", "answered 429 to GET orders"),
        (500, b"", "answered 500 to GET orders"),
    ],
)
def test_an_answer_that_cannot_be_true_is_told_with_the_system(status: int, body: bytes, words: str) -> None:
    with answering(status, body) as url, pytest.raises(ServiceUnavailable) as caught:
        HttpOrderManagement(url).orders("ada@example.com")

    assert str(caught.value).startswith("the order management system")
    assert words in str(caught.value)


def test_a_system_that_does_not_answer_is_named() -> None:
    with pytest.raises(ServiceUnavailable, match="the order management system at http://127.0.0.1:9/ does not answer"):
        HttpOrderManagement("http://127.0.0.1:9").orders("ada@example.com")
