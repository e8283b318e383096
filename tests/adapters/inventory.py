"""An inventory system in memory, honest, and broken in each way that its suite must notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pytest_checkout.conformance import InventorySandbox, Told
from pytest_checkout.store.ports import Inventory
from tests.adapters.elsewhere import NONSENSE, OverCredulous, Wary
from tests.adapters.seen_red import Broken


class InMemory(InventorySandbox):
    """Its adapter is itself; versions of its counts go on by tens."""

    def __init__(self) -> None:
        self.adapter: Inventory = self
        self.counts: dict[str, Told] = {}
        self.feed: list[Told] = []
        self.version = 0

    def units(self, sku: str) -> int | None:
        count = self.counts.get(sku)
        assert count is None or isinstance(count.units, int)
        return count.units if count else None

    def count(self, sku: str, units: int | None) -> None:
        if units is None:
            self.counts.pop(sku, None)
            return
        self.version += 10
        self.counts[sku] = Told(sku, units, self.version)
        self.feed.append(self.counts[sku])

    def sells(self, sku: str, quantity: int) -> None:
        self.count(sku, (self.units(sku) or 0) - quantity)

    def misreport(self, sku: str, lie: str) -> None:
        true = self.counts[sku]
        self.feed.append(
            {
                "negative": replace(true, units=-1, version=true.version + 1),
                "no number": replace(true, units="lots", version=true.version + 1),
                "too high": replace(true, units=1000, version=true.version + 1),
                "repeated": true,
                "old": replace(true, units=1, version=true.version - 1),
            }[lie]
        )

    def hears(self) -> Sequence[Told]:
        told, self.feed = self.feed, []
        return told

    def is_heard(self) -> bool:
        return not self.feed

    lies = (b'{"units": "lots"}',)

    def at(self, url: str) -> Any:
        return Wary(url)


class SetsNothing(InMemory):
    """Only the adapter: the system itself can be told."""

    def __init__(self) -> None:
        super().__init__()
        self.adapter = _SetsNothing(self)

    def shelves(self, sku: str, units: int | None) -> None:
        self.count(sku, units)


class _SetsNothing:
    def __init__(self, system: InMemory) -> None:
        self.units, self.misreport, self.is_heard = system.units, system.misreport, system.is_heard

    def count(self, sku: str, units: int | None) -> None: ...


class TakesUncountedForNought(InMemory):
    def units(self, sku: str) -> int | None:
        return super().units(sku) or 0


class TakesNoughtForUncounted(InMemory):
    def units(self, sku: str) -> int | None:
        return super().units(sku) or None


class ForgetsSales(InMemory):
    def sells(self, sku: str, quantity: int) -> None: ...


class SellsOfEverything(InMemory):
    def sells(self, sku: str, quantity: int) -> None:
        for each in list(self.counts):
            super().sells(each, quantity)


class HasOneCount(InMemory):
    def units(self, sku: str) -> int | None:
        told = [count.units for count in self.counts.values()]
        return super().units(sku) and max(each for each in told if isinstance(each, int))


class TellsTheStoreNothing(InMemory):
    def hears(self) -> Sequence[Told]:
        super().hears()
        return []


class AlwaysHeard(InMemory):
    def is_heard(self) -> bool:
        return True


class NeverHeard(InMemory):
    def is_heard(self) -> bool:
        return False


class NeverLies(InMemory):
    def misreport(self, sku: str, lie: str) -> None:
        self.feed.append(self.counts[sku])


class LiesForGood(InMemory):
    """A lie that no true count is newer than: the store would believe it for ever."""

    def misreport(self, sku: str, lie: str) -> None:
        super().misreport(sku, lie)
        self.feed[-1] = replace(self.feed[-1], version=10**9)


class BelievesAnything(OverCredulous, InMemory): ...


_LIES = "test_a_lie_is_told_and_the_next_true_count_is_newer"
_COUNTS = "test_what_the_adapter_has_it_count_is_counted_and_told_to_the_store"
_HEARD = "test_it_is_known_whether_the_store_has_heard_everything"
BROKEN: Broken = {
    SetsNothing: _COUNTS,
    TellsTheStoreNothing: _COUNTS,
    TakesUncountedForNought: "test_a_product_that_is_counted_no_more_is_not_nought",
    TakesNoughtForUncounted: "test_what_lies_on_the_shelf_is_told",
    ForgetsSales: "test_a_sale_is_taken_off",
    SellsOfEverything: "test_a_sale_is_taken_off",
    HasOneCount: "test_each_product_has_a_count_of_its_own",
    AlwaysHeard: _HEARD,
    NeverHeard: _HEARD,
    NeverLies: _LIES,
    LiesForGood: _LIES,
    BelievesAnything: NONSENSE,
}
