"""What every adapter to a carrier must do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from pytest_checkout.conformance.elsewhere import Unbelievable
from pytest_checkout.conformance.suite import Sandbox, a_number, where_it_can
from pytest_checkout.store.ports import Carrier


class CarrierSandbox(Sandbox):
    """A carrier of which tests may ask labels."""

    adapter: Carrier

    @abstractmethod
    def makes_label(self, order_number: str) -> str:
        """Ask for a label as the store does: its tracking number, empty where none is made."""


class CarrierConformance(Unbelievable):
    Sandbox = CarrierSandbox

    def asks(self, adapter: Carrier) -> Sequence[str]:
        return adapter.labels("100042")

    def test_a_label_is_found_by_the_number_of_its_order(self, sandbox: CarrierSandbox) -> None:
        order = a_number()
        made = sandbox.makes_label(order)
        assert made
        assert list(sandbox.adapter.labels(order)) == [made]

    def test_the_label_of_an_order_whose_number_begins_alike_is_another(self, sandbox: CarrierSandbox) -> None:
        order = a_number()
        assert sandbox.makes_label(f"{order}1")
        assert list(sandbox.adapter.labels(order)) == []

    def test_a_label_that_is_asked_for_twice_is_told_as_often_as_it_was_made(self, sandbox: CarrierSandbox) -> None:
        order = a_number()
        made = {sandbox.makes_label(order) for _ in range(2)} - {""}
        assert sorted(sandbox.adapter.labels(order)) == sorted(made)

    def test_an_order_without_a_label_has_none(self, sandbox: CarrierSandbox) -> None:
        assert list(sandbox.adapter.labels(a_number())) == []

    def test_no_label_is_made_until_labels_are_made_again(self, sandbox: CarrierSandbox) -> None:
        before, order = a_number(), a_number()
        made = sandbox.makes_label(before)
        with where_it_can():
            sandbox.adapter.make_labels(False)
        try:
            assert not sandbox.makes_label(order)
            assert list(sandbox.adapter.labels(before)) == [made]
        finally:
            sandbox.adapter.make_labels(True)
        assert list(sandbox.adapter.labels(order)) == []
        assert sandbox.makes_label(order)
        assert len(sandbox.adapter.labels(order)) == 1
