"""A carrier that gives no prices, or gives them late, is told honestly and within a shopper's time."""

from __future__ import annotations

import time
from collections.abc import Sequence

from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.shipping.offers import Shipping
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead, CouldNotLook, PageHangs, ShopFault
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.storefront import Shopper
from pytest_checkout.storefront.words import speaks

# -- checks --


def told_honestly(told: Sequence[str], language: str) -> None:
    """The page tells that there are no prices now, and does not say that nothing is delivered there.

    Raises CheckFailed. What is told is read in the page's language: to blame the address for the carrier's silence
    sends away a shopper whom the store does serve.
    """
    expect_that(
        bool(told),
        "The delivery step without delivery prices",
        expected="telling why there are none",
        actual="without a word",
        reason_code="wrong-text",
    )
    blamed = [text for text in told if speaks("signs", "no delivery", text, language)]
    expect_that(
        not blamed,
        "What is told when the carrier gives no prices",
        expected="that prices cannot be had just now",
        actual="that nothing is delivered there: " + "; ".join(f"'{text}'" for text in blamed),
        advice="A carrier that is down looks like an address that is not served.",
        reason_code="wrong-text",
    )


def came_in_time(waited: float, bound: float, came: bool) -> None:
    """The delivery step was there before the shopper gave up. Raises CheckFailed."""
    expect_that(
        came and waited <= bound,
        "The delivery step",
        expected=f"there within {bound:g} seconds, with prices or a word",
        actual=f"there after {waited:.0f} seconds" if came else f"not there after {waited:.0f} seconds",
        advice="Is the wait for the carrier bounded, and shorter than a shopper's?",
    )


# -- at the delivery step --


def ask(shipping: Shipping) -> None:
    """Go to the delivery step, whatever it offers: what counts is what is told there, and what it offers later."""
    try:
        shipping.reaches_the_step()
    except (ShopFault, CannotRead) as obstacle:
        shipping.shopper.journal.note(Stage.DELIVERY, f"came no further: {obstacle}")


def come_within(seconds: float, shipping: Shipping) -> None:
    """Go to the delivery step on a shopper's time. Raises CheckFailed when it takes longer, or does not come."""
    began, came = time.monotonic(), False
    while not came and time.monotonic() - began < seconds:
        try:
            shipping.reaches_the_step()
            came = True
        except PageHangs:  # while the store waits, the page before answers nobody: look again until time is up
            continue
        except CouldNotLook:
            if time.monotonic() - began < seconds:
                raise
    came_in_time(time.monotonic() - began, seconds, came)


def ask_again(shopper: Shopper) -> None:
    """Press once what goes on from here, or load the page again where nothing does."""
    try:
        shopper.goes_on()
    except (ShopFault, CannotRead):
        shopper.reloads()


# -- steps --


@step(Phrase("I reach the delivery step within {bound:duration}"))
def i_reach_the_delivery_step_within(bound: float, checkout_shipping: Shipping) -> None:
    come_within(bound, checkout_shipping)


@step(Phrase("I ask for delivery prices"))
def i_ask_for_delivery_prices(checkout_shipping: Shipping) -> None:
    ask(checkout_shipping)


@step(Phrase("I ask for delivery prices again"))
def i_ask_for_delivery_prices_again(shopper: Shopper) -> None:
    ask_again(shopper)


@then(Phrase("I should be told that there are no delivery prices now"))
def i_should_be_told_that_there_are_no_prices(shopper: Shopper) -> None:
    told_honestly(shopper.told(), shopper.locale)
