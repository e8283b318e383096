"""Steps about what a checkout asks beside address, delivery and payment: to accept its terms, and for a note."""

from __future__ import annotations

from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import Mailbox
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.shopper import Shopper

NOTE = "Please ring at number 14"


def note_is_kept(shown: bool) -> None:
    """Raises CheckFailed."""
    expect_that(
        shown,
        "The note to the order",
        expected="shown by the confirmation or its mail",
        actual="shown by neither",
        advice="A note that nobody keeps is a parcel at the wrong door.",
    )


@step(Phrase("the store asks to accept its terms"))
def the_store_asks_to_accept_its_terms(checkout_store: StoreProfile, checkout_plugin_switches: Settable[bool]) -> None:
    """Switched on where a plugin of the profile does it; else the shop is taken to do so by itself, which shows."""
    plugin = checkout_store.plugins.get("terms box")
    if plugin and not checkout_plugin_switches.now(plugin):
        checkout_plugin_switches.set(True, plugin)


@step(Phrase("I try to place my order without accepting the terms"))
def i_try_without_accepting_the_terms(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    walk(Stage.REVIEW, shopper, checkout_store, checkout_purchase)
    checkout_purchase.outcome = shopper.tries_without_terms()


@step(Phrase("I write a note to my order"))
def i_write_a_note(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    """Where the way to the review asks for one. Raises CannotProvide when no page does."""
    for stage in (Stage.ADDRESS, Stage.DELIVERY, Stage.PAYMENT, Stage.REVIEW):
        walk(stage, shopper, checkout_store, checkout_purchase)
        if shopper.writes_note(NOTE):
            return
    raise CannotProvide("needs a field for a note to the order, and the shop shows none on the way to the review")


@then(Phrase("my note should have been kept"))
def my_note_should_have_been_kept(shopper: Shopper, checkout_mailbox: Mailbox) -> None:
    """Shown by the page of the confirmation, or by its mail."""
    mails = (" ".join(mail.text.split()) for mail in checkout_mailbox.messages(shopper.email))
    note_is_kept(any(NOTE in text for text in (shopper.page.inner_text("body"), *mails)))
