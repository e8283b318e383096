"""What every adapter to an inventory system must do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from pytest_checkout.conformance.elsewhere import Unbelievable
from pytest_checkout.conformance.suite import Sandbox, where_it_can
from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.ports import LIES, Inventory

GOODS = "KIT-MUG", "KIT-TEAPOT"
"""The products of this suite; a sandbox whose system must know its products beforehand adds them."""


@dataclass(frozen=True)
class Told:
    """One message of the feed; `units` is what it says, a number or not. A later count has a higher version."""

    sku: str
    units: object
    version: int


class InventorySandbox(Sandbox):
    """An inventory system in which tests may count and sell."""

    adapter: Inventory

    def shelves(self, sku: str, units: int | None) -> None:
        """Have the system count so many; None: no more. Where the adapter cannot do it, do it by the system's means."""
        self.adapter.count(sku, units)

    @abstractmethod
    def sells(self, sku: str, quantity: int) -> None:
        """Tell the system of a sale, as the store does."""

    def hears(self) -> Sequence[Told]:
        """Ask for all that the feed has told since the last time, as the store does."""
        raise CannotProvide("nobody but the store can listen to the feed of this system")


class InventoryConformance(Unbelievable):
    Sandbox = InventorySandbox

    def asks(self, adapter: Inventory) -> int | None:
        return adapter.units(GOODS[0])

    @pytest.mark.parametrize("units", [3, 0, 12_000])
    def test_what_lies_on_the_shelf_is_told(self, sandbox: InventorySandbox, units: int) -> None:
        sandbox.shelves(GOODS[0], units)
        assert sandbox.adapter.units(GOODS[0]) == units

    def test_a_product_that_is_counted_no_more_is_not_nought(self, sandbox: InventorySandbox) -> None:
        sandbox.shelves(GOODS[0], 3)
        sandbox.shelves(GOODS[0], None)
        assert sandbox.adapter.units(GOODS[0]) is None

    def test_each_product_has_a_count_of_its_own(self, sandbox: InventorySandbox) -> None:
        for sku, units in zip(GOODS, (3, 5), strict=True):
            sandbox.shelves(sku, units)
        assert [sandbox.adapter.units(sku) for sku in GOODS] == [3, 5]

    def test_a_sale_is_taken_off(self, sandbox: InventorySandbox) -> None:
        for sku in GOODS:
            sandbox.shelves(sku, 3)
        sandbox.sells(GOODS[0], 2)
        assert [sandbox.adapter.units(sku) for sku in GOODS] == [1, 3]

    def test_what_the_adapter_has_it_count_is_counted_and_told_to_the_store(self, sandbox: InventorySandbox) -> None:
        sandbox.shelves(GOODS[0], 3)
        with where_it_can():
            sandbox.hears()
            sandbox.adapter.count(GOODS[0], 4)
            told = sandbox.hears()
        assert sandbox.adapter.units(GOODS[0]) == 4
        assert [(each.sku, each.units) for each in told] == [(GOODS[0], 4)]

    def test_it_is_known_whether_the_store_has_heard_everything(self, sandbox: InventorySandbox) -> None:
        with where_it_can():
            sandbox.hears()
            assert sandbox.adapter.is_heard()
            sandbox.adapter.count(GOODS[0], 3)
            assert not sandbox.adapter.is_heard()
            sandbox.hears()
            assert sandbox.adapter.is_heard()

    @pytest.mark.parametrize("lie", LIES.values())
    def test_a_lie_is_told_and_the_next_true_count_is_newer(self, sandbox: InventorySandbox, lie: str) -> None:
        with where_it_can():
            sandbox.adapter.count(GOODS[0], 2)
            sandbox.adapter.count(GOODS[0], 3)
            *_, before = sandbox.hears()
            sandbox.adapter.misreport(GOODS[0], lie)
            [told] = sandbox.hears()
            sandbox.adapter.count(GOODS[0], 4)
            [true] = sandbox.hears()
        assert told.sku == GOODS[0]
        assert _is(lie, told, before)
        assert (true.units, true.version > max(told.version, before.version)) == (4, True)


def _is(lie: str, told: Told, true: Told) -> bool:
    """Whether what was told is this lie, after what was true."""
    if lie == "no number":
        return not isinstance(told.units, int)
    assert isinstance(told.units, int)
    assert isinstance(true.units, int)
    return {
        "negative": told.units < 0,
        "too high": told.units > true.units,
        "repeated": told == true,
        "old": told.version < true.version,
    }[lie]
