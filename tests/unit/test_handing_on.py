"""What the checks say of orders on their way to the systems behind the store, each once right and once wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pytest_checkout.checks import CheckFailed
from pytest_checkout.disruptors import orders
from pytest_checkout.domain import Money, Order
from pytest_checkout.steps import handing_on
from pytest_checkout.store.ports import Owed

GBP = Money.parse


def order(number: str, total: str = "GBP 10.00") -> Order:
    return Order(number, total=GBP(total))


FIRST, SECOND = order("100041"), order("100042")
WAITING = Owed("100041", "oms", "no answer")
ASIDE = Owed("100041", "oms", "unknown product", set_aside=True)


@pytest.mark.parametrize(
    "check",
    [
        lambda: orders.held_once([FIRST, SECOND], [SECOND, FIRST]),
        lambda: orders.held_once([], []),
        lambda: orders.held_in_order([FIRST, SECOND], [FIRST, SECOND]),
        lambda: handing_on.waits_for("oms", "100041", [WAITING], set_aside=False),
        lambda: handing_on.waits_for("oms", "100041", [Owed("100041", "carrier"), ASIDE], set_aside=True),
    ],
)
def test_what_is_right_passes(check: Callable[[], None]) -> None:
    check()


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (lambda: orders.held_once([FIRST], []), "holds order 100041 should be 1, but is 0. It holds none."),
        (lambda: orders.held_once([FIRST], [FIRST, FIRST]), "should be 1, but is 2. It holds 100041, 100041."),
        (lambda: orders.held_once([FIRST], [order("100041", "GBP 1.00")]), "should be GBP 10.00, but is GBP 1.00"),
        (lambda: orders.held_once([FIRST], [FIRST, order("100041-1")]), "should be none, but is 100041-1"),
        (lambda: orders.held_in_order([FIRST, SECOND], [SECOND, FIRST]), "should be 100041, 100042, but is 100042, "),
        (
            lambda: handing_on.waits_for("oms", "100041", [], set_aside=False),
            "kept until it is there again, but is neither",
        ),
        (lambda: handing_on.waits_for("oms", "100042", [WAITING], set_aside=False), "waiting nor set aside"),
        (lambda: handing_on.waits_for("oms", "100041", [ASIDE], set_aside=False), "but is set aside"),
        (
            lambda: handing_on.waits_for("oms", "100041", [WAITING], set_aside=True),
            "aside for a person, but is waiting",
        ),
        (lambda: handing_on.waits_for("oms", "100041", [Owed("100041", "carrier")], set_aside=False), "but is neither"),
    ],
)
def test_what_is_wrong_is_told(check: Callable[[], None], words: str) -> None:
    with pytest.raises(CheckFailed, match=words):
        check()
