"""A carrier in memory, honest, and broken in each way that its suite must notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pytest_checkout.conformance import CarrierSandbox
from pytest_checkout.store.ports import Carrier
from tests.adapters.elsewhere import NONSENSE, OverCredulous, Wary
from tests.adapters.seen_red import Broken


class InMemory(CarrierSandbox):
    """Its adapter is itself. Asked twice, it makes two labels, as carriers do that do not know an order again."""

    def __init__(self) -> None:
        self.adapter: Carrier = self
        self.made: list[tuple[str, str]] = []
        self.able = True

    def makes_label(self, order_number: str) -> str:
        if not self.able:
            return ""
        self.made.append((order_number, f"T{len(self.made)}"))
        return self.made[-1][1]

    def labels(self, order_number: str) -> Sequence[str]:
        return [tracking for order, tracking in self.made if order == order_number]

    def make_labels(self, able: bool) -> None:
        self.able = able

    lies = (b'[{"tracking": 1}]',)

    def at(self, url: str) -> Any:
        return Wary(url)


class TellsALabelTwice(InMemory):
    def labels(self, order_number: str) -> Sequence[str]:
        return [*super().labels(order_number)] * 2


class HidesTheSecondLabel(InMemory):
    def labels(self, order_number: str) -> Sequence[str]:
        return super().labels(order_number)[:1]


class TellsTheOrderForTheTracking(InMemory):
    def labels(self, order_number: str) -> Sequence[str]:
        return [order_number for _ in super().labels(order_number)]


class FindsByTheBeginning(InMemory):
    def labels(self, order_number: str) -> Sequence[str]:
        return [tracking for order, tracking in self.made if order.startswith(order_number)]


class InventsLabels(InMemory):
    def labels(self, order_number: str) -> Sequence[str]:
        return super().labels(order_number) or ["T0"]


class AlwaysAble(InMemory):
    def make_labels(self, able: bool) -> None: ...


class NeverAbleAgain(InMemory):
    def make_labels(self, able: bool) -> None:
        self.able = False


class TellsNothingWhileUnable(InMemory):
    def labels(self, order_number: str) -> Sequence[str]:
        return super().labels(order_number) if self.able else []


class BelievesAnything(OverCredulous, InMemory): ...


_UNABLE = "test_no_label_is_made_until_labels_are_made_again"
BROKEN: Broken = {
    TellsALabelTwice: "test_a_label_is_found_by_the_number_of_its_order",
    TellsTheOrderForTheTracking: "test_a_label_is_found_by_the_number_of_its_order",
    HidesTheSecondLabel: "test_a_label_that_is_asked_for_twice_is_told_as_often_as_it_was_made",
    FindsByTheBeginning: "test_the_label_of_an_order_whose_number_begins_alike_is_another",
    InventsLabels: "test_an_order_without_a_label_has_none",
    AlwaysAble: _UNABLE,
    NeverAbleAgain: _UNABLE,
    TellsNothingWhileUnable: _UNABLE,
    BelievesAnything: NONSENSE,
}
