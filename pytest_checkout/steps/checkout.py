"""Steps on the way through the checkout: coarse ones to get somewhere, fine ones where a scenario looks."""

from __future__ import annotations

from pytest_bdd import step

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead, ShopFault, Unproved
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import Outcome, Shopper, challenge


@step(Phrase("I start the checkout"))
def i_start_the_checkout(shopper: Shopper) -> None:
    shopper.opens_cart()
    shopper.starts_checkout()


@step(Phrase("I give {address:address}"))
def i_give_an_address(
    address: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    checkout_purchase.address = checkout_store.address(checkout_store.entry(address))
    walk(Stage.ADDRESS, shopper, checkout_store, checkout_purchase)
    shopper.gives_address(checkout_purchase.address)


@step(Phrase("I live at {address:address}"))
def i_live_at(address: Role | Literal, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    checkout_purchase.address = checkout_store.address(checkout_store.entry(address))


@step(Phrase("my bill goes to {address:address}"))
def my_bill_goes_to(address: Role | Literal, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    checkout_purchase.billing = checkout_store.address(checkout_store.entry(address))


@step(Phrase("I choose {delivery:delivery}"))
def i_choose_delivery(
    delivery: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    checkout_purchase.delivery = checkout_store.entry(delivery)
    walk(Stage.DELIVERY, shopper, checkout_store, checkout_purchase)
    shopper.chooses_delivery(checkout_purchase.delivery.name)


@step(Phrase("I choose to pay by {payment:payment}"))
def i_choose_to_pay_by(payment: Role | Literal, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    checkout_purchase.payment = checkout_store.entry(payment)


@step(Phrase("I choose to pay with {card:card}"))
def i_choose_to_pay_with(card: Role | Literal, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    checkout_purchase.pays_with(checkout_store, card)


@step(Phrase("I reach the {stage:stage} step"))
def i_reach_the_step(stage: Stage, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    walk(stage, shopper, checkout_store, checkout_purchase)


@step(Phrase("I try to reach the {stage:stage} step"))
def i_try_to_reach_the_step(
    stage: Stage, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    """The shop may keep the shopper from it: what counts is what it tells then.

    A page that tells something and offers no way on is not the robot's limit, whatever else is on it.
    """
    try:
        walk(stage, shopper, checkout_store, checkout_purchase)
    except (ShopFault, CannotRead) as refusal:
        if isinstance(refusal, CannotRead) and not shopper.told():
            raise
        shopper.journal.note(shopper.stage, f"did not come to the {stage} step: {refusal}")


@step(Phrase("I am ready to place my order"))
def i_am_ready_to_place_my_order(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    walk(Stage.REVIEW, shopper, checkout_store, checkout_purchase)


@step(Phrase("I place my order"))
def i_place_my_order(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    walk_to_review(shopper, checkout_store, checkout_purchase)
    shopper.confirmed(orders(shopper, checkout_purchase))


@step(Phrase("I try to place my order"))
def i_try_to_place_my_order(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    walk_to_review(shopper, checkout_store, checkout_purchase)
    orders(shopper, checkout_purchase)


@step(Phrase("I try again with {card:card}"))
def i_try_again_with(
    card: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    checkout_purchase.pays_with(checkout_store, card)
    _try_again(shopper, checkout_store, checkout_purchase)


@step(Phrase("I try again by {payment:payment}"))
def i_try_again_by(
    payment: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    checkout_purchase.payment, checkout_purchase.card = checkout_store.entry(payment), None
    _try_again(shopper, checkout_store, checkout_purchase)


def orders(shopper: Shopper, purchase: Purchase) -> Outcome:
    """Try to place the order, authenticating as the scenario says if a bank asks for it; what came of it is kept.

    Raises Unproved when the scenario is about a bank that asks, and none did.
    """
    how, purchase.challenge = purchase.challenge, ""  # holds for one attempt
    outcome = purchase.outcome = shopper.tries_to_place_order(how or challenge.PASS)
    if how and not outcome.challenged:
        raise Unproved(
            f"no bank asked the shopper to authenticate, so there was nothing to {how}: "
            "is the card 'asking for authentication' of the store profile one that asks?"
        )
    return outcome


def walk_to_review(shopper: Shopper, store: StoreProfile, purchase: Purchase) -> None:
    walk(Stage.REVIEW, shopper, store, purchase)


def walk(stage: Stage, shopper: Shopper, store: StoreProfile, purchase: Purchase) -> None:
    """Go on to `stage` with what the scenario chose, and with the profile's usual choices for the rest."""
    try:
        shopper.walks_to(
            stage,
            address=purchase.address_in(store),
            delivery=purchase.delivery_names(store),
            payment=purchase.payment_in(store),
            card=purchase.card_in(store),
            billing=purchase.billing,
        )
    except CannotRead:
        if shopper.hands.reading.stage is Stage.DELIVERY and not store.delivery:
            purchase.delivery_in(store)  # raises CannotProvide: the store asks for what the profile does not give
        raise


def _try_again(shopper: Shopper, store: StoreProfile, purchase: Purchase) -> None:
    shopper.goes_back_to_pay(purchase.payment_in(store))
    walk_to_review(shopper, store, purchase)
    orders(shopper, purchase)
