"""What a fault costs per hour, and how sure that is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pytest_checkout.domain import Money
from pytest_checkout.readiness.impact import Traffic, lost

SHOP = Traffic(Decimal(100), Money.parse("GBP 80.00"), Decimal(1))


def test_a_fault_that_hits_everybody_always() -> None:
    found = lost(20, 20, SHOP)
    assert found.orders[1] == Decimal("100.0")
    assert found.money[1] == Money.parse("GBP 8000.00")


def test_one_in_twenty_of_a_hundred_orders_of_eighty_is_four_hundred_an_hour() -> None:
    assert str(lost(5, 100, SHOP)) == ("about 5.0 orders an hour (2.2 to 11.2), GBP 400.00 (172.35 to 894.00)")


def test_only_the_share_on_the_affected_path_is_lost() -> None:
    third = Traffic(SHOP.orders_per_hour, SHOP.average_order, Decimal("0.3"))
    assert lost(5, 100, third).money[1] == Money.parse("GBP 120.00")


def test_one_failure_of_one_says_how_little_it_says() -> None:
    low, likely, high = lost(1, 1, SHOP).orders
    assert (low, likely, high) == (Decimal("20.7"), Decimal("100.0"), Decimal("100.0"))


def test_a_share_that_nobody_gave_is_assumed_aloud() -> None:
    found = lost(5, 100, Traffic(SHOP.orders_per_hour, SHOP.average_order))
    assert found.orders == (Decimal("0.0"), Decimal("5.0"), Decimal("11.2"))
    assert str(found).endswith("; how many shoppers take this path is not in the profile: all, at most")


def test_a_currency_without_cents_is_rounded_to_its_unit() -> None:
    assert str(lost(1, 3, Traffic(Decimal(7), Money.parse("JPY 1001"), Decimal(1))).money[1]) == "JPY 2336"


def test_the_most_expensive_comes_first() -> None:
    small, large = lost(1, 100, SHOP), lost(50, 100, SHOP)
    assert sorted([small, large], key=lambda each: each.rank, reverse=True) == [large, small]


@pytest.mark.parametrize(("failed", "trials"), [(2, 1), (-1, 1), (0, 0)])
def test_counts_that_cannot_be_are_refused(failed: int, trials: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        lost(failed, trials, SHOP)
