"""The ways of delivery that are promised are offered, at the promised fee, and priced for where the shopper lives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from pytest_bdd import step, then

from pytest_checkout import bill
from pytest_checkout.checks import expect, expect_that
from pytest_checkout.domain import Address, Money, Stage
from pytest_checkout.errors import Unproved
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Delivery, StoreProfile, name_in
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import Offer, Shopper

# -- checks --


def is_offered(delivery: Delivery, offers: Sequence[Offer], locale: str) -> Offer:
    """The offer of this way of delivery. Raises CheckFailed when the page does not offer it."""
    name = name_in(delivery.name, locale)
    fitting = [offer for offer in offers if name.casefold() in offer.name.casefold()]
    expect_that(
        bool(fitting),
        f"Delivery by '{name}'",
        expected="offered",
        actual="not among " + (", ".join(f"'{offer.name}'" for offer in offers) or "no offers at all"),
        reason_code="capability-absent",
    )
    return fitting[0]


def was_not_asked(stage: Stage, seen: Sequence[Stage]) -> None:
    """The shopper met no page of this stage. Raises CheckFailed."""
    expect_that(
        stage not in seen,
        f"The {stage} step",
        expected="left out, because nothing is delivered",
        actual="asked of the shopper",
    )


# -- fixture --


@dataclass(frozen=True)
class Shipping:
    """The delivery step, as this scenario's shopper meets it."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase

    def reaches_the_step(self) -> None:
        walk(Stage.DELIVERY, self.shopper, self.store, self.purchase)

    def offers(self) -> list[Offer]:
        """What the delivery step offers."""
        self.reaches_the_step()
        return self.shopper.delivery_offers()

    def moves_to(self, address: Address) -> None:
        """Remember the bill, give another address by starting the checkout again, and come to the review again."""
        self.purchase.before, self.purchase.address = self.shopper.reads_totals(), address
        self.shopper.leaves_and_comes_back()  # a review lists what a cart does, and its button orders
        self.shopper.starts_checkout()
        walk(Stage.ADDRESS, self.shopper, self.store, self.purchase)
        self.shopper.gives_address(address)
        walk(Stage.REVIEW, self.shopper, self.store, self.purchase)

    def charge_of_a_neighbour(self, neighbour: Shopper) -> Money:
        """What the delivery of the same goods costs somebody who gave this address from the start."""
        assert self.purchase.product is not None, "the scenario put nothing in the cart"
        theirs = replace(self.purchase, outcome=None)
        neighbour.visits(self.purchase.product)
        neighbour.adds_to_cart(self.purchase.product, self.purchase.quantity)
        walk(Stage.REVIEW, neighbour, self.store, theirs)
        return bill.required(neighbour.reads_totals(), "delivery")


@pytest.fixture
def checkout_shipping(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> Shipping:
    """The delivery step in the hands of this scenario's shopper."""
    return Shipping(shopper, checkout_store, checkout_purchase)


# -- steps --


@then(Phrase("{delivery:delivery} should be offered"))
def delivery_should_be_offered(
    delivery: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_shipping: Shipping
) -> None:
    is_offered(checkout_store.entry(delivery), checkout_shipping.offers(), shopper.locale)


@then(Phrase("{delivery:delivery} should be offered at its promised fee"))
def delivery_should_be_offered_at_its_fee(
    delivery: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_shipping: Shipping
) -> None:
    entry: Delivery = checkout_store.entry(delivery)
    offer = is_offered(entry, checkout_shipping.offers(), shopper.locale)
    if offer.price is not None and entry.fee is not None:
        expect(f"The fee of {delivery}", offer.price, equals=entry.fee, reason_code="wrong-amount")


@then(Phrase("I should not be asked about delivery"))
def i_should_not_be_asked_about_delivery(shopper: Shopper) -> None:
    was_not_asked(Stage.DELIVERY, [page.stage for page in shopper.journal.pages])


@step(Phrase("I change my address to {address:address}"))
def i_change_my_address(address: Role | Literal, checkout_store: StoreProfile, checkout_shipping: Shipping) -> None:
    checkout_shipping.moves_to(checkout_store.address(checkout_store.entry(address)))


@then(Phrase("my delivery charge should be that of a shopper who lives there"))
def my_delivery_charge_should_be_a_neighbours(
    shopper: Shopper,
    checkout_purchase: Purchase,
    checkout_shipping: Shipping,
    new_shopper: Callable[[], Shopper],
) -> None:
    """Raises Unproved where both addresses cost the same: then nobody can tell whether the price was asked again."""
    assert checkout_purchase.before is not None, "the scenario did not change the address"
    before, mine = (
        bill.required(checkout_purchase.before, "delivery"),
        bill.required(shopper.reads_totals(), "delivery"),
    )
    theirs = checkout_shipping.charge_of_a_neighbour(new_shopper())
    if theirs == before:
        raise Unproved(
            f"delivery costs {before} at both addresses: another price would show whether it is asked again; give the "
            "role an address in the profile to which it costs another amount",
            looked_for="addresses with different delivery charges",
            found=f"{before} at both",
        )
    expect(
        "The delivery charge after the address was changed",
        mine,
        equals=theirs,
        advice=f"Before the change it was {before}. Is the price asked for again when the address changes?",
        reason_code=bill.WRONG,
    )
