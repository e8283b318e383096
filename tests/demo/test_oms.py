"""The order management system of the demo store: what it takes, and what it refuses in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.demo.running import running_service


@pytest.fixture(scope="module")
def oms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_service("logistics", tmp_path_factory.mktemp("oms") / "log") as where:
        yield where["oms"]


def order(number: str, **more: Any) -> dict[str, Any]:
    return {"number": number, "email": "ada@example.com", "currency": "GBP", "total": "1.00", "lines": []} | more


def send(oms: str, body: Any) -> tuple[int, Any]:
    answer = requests.post(f"{oms}/orders", json=body, timeout=10)
    return answer.status_code, answer.json()


def test_the_same_order_again_is_known_and_counted(oms: str) -> None:
    assert send(oms, order("1"))[0] == 201
    status, held = send(oms, order("1"))
    assert (status, held["arrivals"]) == (200, 2)


def test_another_order_of_a_number_that_is_taken_is_refused(oms: str) -> None:
    send(oms, order("2"))
    assert send(oms, order("2", total="2.00")) == (409, {"error": "Order 2 is known already, with other contents."})


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ([], "The body must be a JSON object."),
        (order("3") | {"total": 1}, "'total' must be given, of type str, not 1."),
        ({"number": "3"}, "'email' must be given, of type str, not None."),
    ],
)
def test_what_is_no_order_is_refused(oms: str, body: Any, sentence: str) -> None:
    assert send(oms, body) == (400, {"error": sentence})


def test_an_order_with_a_refused_product_is_refused_and_not_held(oms: str) -> None:
    requests.put(f"{oms}/refusals/KIT-MUG", json={"active": True}, timeout=10)
    refused = order("4", lines=[{"sku": "KIT-MUG", "quantity": 1, "total": "8.00"}])
    assert send(oms, refused) == (422, {"error": "The product KIT-MUG is not known here."})
    assert "4" not in [held["number"] for held in requests.get(f"{oms}/orders", timeout=10).json()]
    assert requests.get(f"{oms}/refusals", timeout=10).json() == ["KIT-MUG"]


def test_a_log_without_a_word(tmp_path: Path) -> None:
    with running_service("logistics", tmp_path / "log") as where:
        requests.get(f"{where['oms']}/orders", timeout=10)
    assert (tmp_path / "log").read_text() == ""
