"""What the merchant changes while a shopper stands on the review: the shop asks again, and orders what it showed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.store_walk import BackOffice, Customer, Page, products

LOOK_AGAIN = "Please look at your order again before you place it."


@pytest.fixture
def restored(office: BackOffice) -> Iterator[BackOffice]:
    """The back office, with everything that these tests change as it is at first, also for the tests after them."""
    as_at_first(office)
    yield office
    as_at_first(office)


def as_at_first(office: BackOffice) -> None:
    for code in ("LIVE10", "FIVER"):
        office.put(f"codes/{code}", active=True, withdrawn=False, usage="any")
    office.put("products/BAG-CANVAS", price="40.00", on_the_shelf=True)
    office.put("deliveries/standard", fee="4.90", offered=True)
    office.put("rates/standard", rate="0.20")
    for payment in ("card", "invoice"):
        office.put(f"payments/{payment}", offered=True)
    office.put("clock", ahead=0)


def on_the_review(where: dict[str, str], code: str = "LIVE10", **choices: Any) -> tuple[Customer, Page]:
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    guest.applies(code)
    return guest, guest.checks_out(**choices)


@pytest.mark.parametrize(
    ("path", "change", "told"),
    [
        ("codes/LIVE10", {"withdrawn": True}, "The code LIVE10 no longer holds."),
        ("codes/LIVE10", {"active": False}, "The code LIVE10 no longer holds."),
        ("products/BAG-CANVAS", {"price": "50.00"}, "Canvas backpack now costs £50.00."),
        ("deliveries/standard", {"fee": "6.00"}, "Delivery now costs £6.00."),
        ("rates/standard", {"rate": "0.25"}, "The tax in it is now £8.18."),
    ],
)
@pytest.mark.parametrize("theme", ["classic", "compact"])
def test_an_order_that_is_not_what_the_review_showed_is_asked_for_again(
    where: dict[str, str], restored: BackOffice, path: str, change: dict[str, Any], told: str, theme: str
) -> None:
    restored.put("theme", name=theme)
    guest, review = on_the_review(where)
    before = restored.get("")["orders"]
    restored.put(path, **change)

    again = guest.send(review, "place_order", action="place_order")

    assert told in again.text
    assert LOOK_AGAIN in again.text
    assert restored.get("")["orders"] == before
    guest.send(again, "place_order", action="place_order")
    assert restored.get("")["orders"] == before + 1
