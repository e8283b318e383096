"""The carrier makes one label for each order, later where it can make none just now."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import BackOffice, Carrier
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront import Shopper

# -- checks --


def labelled_once(labels: Sequence[str], number: str) -> None:
    """The carrier has made one label for the order. Raises CheckFailed."""
    expect(
        f"The number of labels for order {number}",
        len(labels),
        equals=1,
        advice=f"Made: {', '.join(labels) or 'none'}.",
        reason_code="wrong-outcome" if labels else "lost-order",
    )


# -- fixture --


@dataclass(frozen=True)
class Parcels:
    """The parcel of this scenario's order, as the carrier knows it."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    backoffice: BackOffice
    carrier: Carrier

    def number(self) -> str:
        return recorded_order(self.purchase, self.backoffice, self.shopper).number

    def labels(self, number: str) -> Sequence[str]:
        """The labels of an order, once there is one."""
        return eventually(lambda: self.carrier.labels(number), bool, float(self.store.patience))


@pytest.fixture
def checkout_parcels(
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_carrier: Carrier,
) -> Parcels:
    """The parcel of this scenario's order in the hands of the carrier."""
    return Parcels(shopper, checkout_store, checkout_purchase, checkout_backoffice, checkout_carrier)


# -- steps --


@step(Phrase("the carrier can make no labels"))
def the_carrier_can_make_no_labels(checkout_carrier: Carrier, checkout_undo: ExitStack) -> None:
    checkout_undo.callback(checkout_carrier.make_labels, True)
    checkout_carrier.make_labels(False)


@step(Phrase("the carrier can make labels again"))
def the_carrier_can_make_labels_again(checkout_carrier: Carrier) -> None:
    checkout_carrier.make_labels(True)


@then(Phrase("the carrier should have made one label for my order"))
def the_carrier_should_have_made_one_label(checkout_parcels: Parcels) -> None:
    number = checkout_parcels.number()
    labelled_once(checkout_parcels.labels(number), number)


@then(Phrase("the carrier should have made no label for my order yet"))
def the_carrier_should_have_made_no_label(checkout_parcels: Parcels) -> None:
    number = checkout_parcels.number()
    expect(f"The number of labels for order {number}", len(checkout_parcels.carrier.labels(number)), equals=0)
