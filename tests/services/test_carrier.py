"""What every adapter to a carrier must do, and what ours says of one that cannot be believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import requests

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.carrier import HttpCarrier
from pytest_checkout.store.ports import Carrier
from tests.services.running import service


@dataclass(frozen=True)
class System:
    """A carrier, the adapter to it, and how a label is asked for: whether it was made."""

    adapter: Carrier
    labels: Callable[[str], bool]


@pytest.fixture(scope="module", params=["http"])
def system() -> Iterator[System]:
    """Each kind of carrier that an adapter exists for."""
    with service("logistics") as where:

        def label(number: str) -> bool:
            parcel = {"reference": number, "service": "standard", "name": "Ada Byron", "country": "GB"}
            return requests.post(f"{where['carrier']}/labels", json=parcel, timeout=10).ok

        yield System(HttpCarrier(where["carrier"]), label)


# -- what every adapter must do --


def test_a_label_is_found_by_the_number_of_its_order(system: System) -> None:
    assert system.labels("1001")
    assert system.labels("10011")

    [tracking] = system.adapter.labels("1001")

    assert tracking
    assert tracking not in system.adapter.labels("10011")


def test_a_label_that_is_asked_for_twice_is_made_once(system: System) -> None:
    assert system.labels("2001")
    assert system.labels("2001")

    assert len(system.adapter.labels("2001")) == 1


def test_an_order_without_a_label_has_none(system: System) -> None:
    assert list(system.adapter.labels("3001")) == []


def test_no_label_is_made_until_labels_are_made_again(system: System) -> None:
    system.adapter.make_labels(False)
    assert not system.labels("4001")
    system.adapter.make_labels(True)
    assert system.labels("4001")

    assert len(system.adapter.labels("4001")) == 1


# -- what is not believed --


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
