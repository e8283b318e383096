"""Our adapter to a carrier: the suite of all such adapters, and the words in which it complains."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from pytest_checkout.conformance import CarrierConformance, CarrierSandbox
from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.carrier import HttpCarrier
from tests.services.running import service


class Demo(CarrierSandbox):
    """The demo's carrier, a process of its own."""

    def __init__(self, url: str) -> None:
        self.adapter, self.url = HttpCarrier(url), url

    def makes_label(self, order_number: str) -> str:
        parcel = {"reference": order_number, "service": "standard", "name": "Ada Byron", "country": "GB"}
        answer = requests.post(f"{self.url}/labels", json=parcel, timeout=10)
        return str(answer.json()["tracking"]) if answer.ok else ""

    lies = (b'[{"reference": "100042"}]', b'{"error": "no"}', b"[1]")

    def at(self, url: str) -> HttpCarrier:
        return HttpCarrier(url)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Demo]:
    with service("logistics") as where:
        yield Demo(where["carrier"])


class TestHttp(CarrierConformance): ...


def test_a_label_that_was_made_twice_is_told_twice() -> None:
    made = b'[{"reference": "1", "tracking": "A"}, {"reference": "1", "tracking": "B"}]'
    with answering(200, made) as url:
        assert HttpCarrier(url).labels("1") == ["A", "B"]


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, b"<html>", "did not answer GET labels with JSON"),
        (200, b'[{"reference": "1"}]', "in a form that cannot be read"),
        (200, b'{"error": "no"}', "in a form that cannot be read"),
        (403, b"", "answered 403 to GET labels"),
        (503, b"", "answered 503 to GET labels"),
    ],
)
def test_an_answer_that_cannot_be_true_is_told_with_the_system(status: int, body: bytes, words: str) -> None:
    with answering(status, body) as url, pytest.raises(ServiceUnavailable) as caught:
        HttpCarrier(url).labels("1")

    assert str(caught.value).startswith("the carrier")
    assert words in str(caught.value)
