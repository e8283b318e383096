"""Our adapter to an order management system: the suite of all such adapters, and the words in which it complains."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import requests

from pytest_checkout.conformance import OrderManagementConformance, OrderManagementSandbox
from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.conformance.oms import an_order
from pytest_checkout.domain import Order
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.oms import HttpOrderManagement
from tests.services.running import service


class Demo(OrderManagementSandbox):
    """The demo's system, a process of its own. It knows an order again by its number, and holds none twice."""

    def __init__(self, url: str) -> None:
        self.adapter, self.url = HttpOrderManagement(url), url

    def hands_on(self, order: Order) -> bool:
        return requests.post(f"{self.url}/orders", json=as_json(order), timeout=10).ok

    lies = (
        b'["100042"]',
        b'[{"email": "ada@example.com"}]',
        b'[{"number": "1", "email": "ada@example.com", "currency": "QUID", "total": "1.00", "lines": []}]',
        b'[{"number": "1", "email": "ada@example.com", "currency": "GBP", "total": "-1.00", "lines": []}]',
        b'[{"number": "1", "email": "ada@example.com", "currency": "JPY", "total": "1.50", "lines": []}]',
    )

    def at(self, url: str) -> HttpOrderManagement:
        return HttpOrderManagement(url)


def as_json(order: Order) -> dict[str, object]:
    """An order as the contract of kind `http` has it (docs/services.md)."""
    assert order.total is not None
    lines = [
        {"sku": line.sku, "title": line.title, "quantity": line.quantity, "total": f"{line.total.amount:f}"}
        for line in order.lines
    ]
    return {
        "number": order.number,
        "email": order.email,
        "currency": order.total.currency,
        "total": f"{order.total.amount:f}",
        "lines": lines,
    }


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Demo]:
    with service("logistics") as where:
        yield Demo(where["oms"])


class TestHttp(OrderManagementConformance): ...


def test_an_order_that_is_held_twice_is_told_twice() -> None:
    held = json.dumps([as_json(an_order("twice@example.com"))] * 2).encode()
    with answering(200, held) as url:
        assert len(HttpOrderManagement(url).orders("twice@example.com")) == 2


def test_an_order_that_is_sent_twice_is_held_once(sandbox: Demo) -> None:
    order = an_order("again@example.com")
    for _ in range(2):
        assert sandbox.hands_on(order)
    assert len(sandbox.adapter.orders("again@example.com")) == 1


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
