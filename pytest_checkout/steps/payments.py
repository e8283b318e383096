"""Steps about what happens between the shop, its payment gateway and the shopper's bank."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from pytest_bdd import step, then

from pytest_checkout.bill import WRONG
from pytest_checkout.checks import CheckFailed, expect, expect_that
from pytest_checkout.errors import CannotProvide, Unproved
from pytest_checkout.steps.checkout import orders, walk_to_review
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import BackOffice, GatewayControl, PaymentLedger
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Role
from pytest_checkout.storefront import Shopper, challenge
from pytest_checkout.storefront.words import lexicon, normal

FORGERIES = ("wrong secret", "no signature", "old")


@dataclass
class Forgery:
    """What the store answered to notifications that no gateway sent, by what is wrong with them."""

    answers: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def checkout_forgery() -> Forgery:
    """The forged notifications of this scenario."""
    return Forgery()


# -- the bank --


@step(Phrase("the payment gateway will ask me to authenticate and I {answer:answer} it"))
def gateway_will_ask_me_to_authenticate(answer: str, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    """Holds for the next attempt; where no bank asks then, the scenario has seen nothing and is *unknown*."""
    checkout_purchase.pays_with(checkout_store, Role("cards", "asking for authentication", "a card that asks"))
    checkout_purchase.challenge = answer


@step(Phrase("I close the payment page after paying"))
def i_close_the_payment_page(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    """Place the order, authenticate, and be gone before the way back is answered."""
    walk_to_review(shopper, checkout_store, checkout_purchase)
    checkout_purchase.challenge = challenge.CLOSE
    outcome = orders(shopper, checkout_purchase)
    if outcome.order is not None:
        raise Unproved("the order was confirmed before any payment page could be closed")
    checkout_purchase.due = shopper.hands.progress.due


@step(Phrase("my bank {answer:bank_answer} the debit"))
def my_bank_answers_the_debit(answer: bool, shopper: Shopper, checkout_gateway_control: GatewayControl) -> None:
    checkout_gateway_control.settle(shopper.email, answer)


# -- what the gateway tells the shop --


@step(Phrase("the payment gateway's notification arrives {when:when} I return"))
def notification_arrives(when: str, shopper: Shopper, checkout_gateway_control: GatewayControl) -> None:
    """After: it is held until "the payment gateway's notifications have arrived"."""
    checkout_gateway_control.plan(shopper.email, arrive="before" if when == "before" else "held")


@step(Phrase("the payment gateway's notification arrives {times:count} times"))
def notification_arrives_times(times: int, shopper: Shopper, checkout_gateway_control: GatewayControl) -> None:
    """All at the same moment, as a gateway sends again what it thinks was not heard."""
    checkout_gateway_control.plan(shopper.email, arrive="held", times=times)


@step(Phrase("the payment gateway's notifications arrive in the wrong order"))
def notifications_in_the_wrong_order(shopper: Shopper, checkout_gateway_control: GatewayControl) -> None:
    checkout_gateway_control.plan(shopper.email, arrive="held", reverse=True)


@step(Phrase("the payment gateway's notification never arrives"))
def notification_never_arrives(shopper: Shopper, checkout_gateway_control: GatewayControl) -> None:
    checkout_gateway_control.plan(shopper.email, arrive="never")


@step(Phrase("the payment gateway's notifications have arrived"))
def notifications_have_arrived(
    shopper: Shopper, checkout_store: StoreProfile, checkout_gateway_control: GatewayControl
) -> None:
    """Waits for them; what was held leaves now. Raises Unproved when the gateway has sent none."""
    told = eventually(
        lambda: checkout_gateway_control.release(shopper.email),
        lambda seen: bool(seen.sent),
        float(checkout_store.patience),
    )
    if not told.sent:
        raise Unproved("the payment gateway has notified the store of nothing; does it know where to?")
    refused = [each for each in told.sent if not 200 <= each.status < 300]
    expect_that(
        not refused,
        "The store's answers to the payment gateway's notifications",
        expected="2xx each",
        actual="; ".join(f"{each.kind}: {each.status or 'no answer'}" for each in told.sent),
        advice="A gateway repeats for days what was not answered so.",
    )


@then(Phrase("the payment gateway should have been kept from telling"))
def gateway_was_kept_from_telling(shopper: Shopper, checkout_gateway_control: GatewayControl) -> None:
    """Proves that the fault was there: something was to be told, and nothing was."""
    told = checkout_gateway_control.notifications(shopper.email)
    if not told.dropped or told.sent:
        raise Unproved(
            f"{len(told.sent)} notifications were sent and {len(told.dropped)} kept back: the fault met none"
        )


@then(Phrase("each notification should be answered within {seconds:count} seconds"))
def notifications_answered_within(seconds: int, shopper: Shopper, checkout_gateway_control: GatewayControl) -> None:
    told = checkout_gateway_control.notifications(shopper.email)
    if not told.sent:
        raise Unproved("the payment gateway has notified the store of nothing")
    slowest = max(told.sent, key=lambda each: each.seconds)
    expect_that(
        slowest.seconds <= seconds,
        "The store's slowest answer to a notification",
        expected=f"{seconds} seconds at most",
        actual=f"{slowest.seconds:.1f} seconds for {slowest.kind}",
        advice="Answer first and work later: a gateway that waits too long sends it again.",
    )


@step(Phrase("a forged payment notification arrives for my order"))
def a_forged_notification_arrives(
    shopper: Shopper, checkout_gateway_control: GatewayControl, checkout_forgery: Forgery
) -> None:
    """One signed with another secret, one without a signature, and a true one that is an hour old."""
    for how in FORGERIES:
        checkout_forgery.answers[how] = checkout_gateway_control.forge(shopper.email, how)


@step(Phrase("a notification about an unknown payment arrives"))
def a_notification_about_an_unknown_payment_arrives(
    shopper: Shopper, checkout_gateway_control: GatewayControl, checkout_forgery: Forgery
) -> None:
    checkout_forgery.answers["unknown payment"] = checkout_gateway_control.forge(shopper.email, "unknown payment")


@then(Phrase("the store should refuse it without an order or a charge"))
def the_store_should_refuse_it(
    shopper: Shopper,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_ledger: PaymentLedger,
    checkout_forgery: Forgery,
) -> None:
    assert checkout_forgery.answers, "the scenario forged no notification"
    taken = [how for how, status in checkout_forgery.answers.items() if not 400 <= status < 500]
    expect_that(
        not taken,
        "Forged payment notifications",
        expected="refused with 4xx",
        actual="; ".join(f"{how}: {checkout_forgery.answers[how] or 'no answer'}" for how in taken),
        advice="Check the signature over the raw body, and how old it is.",
    )
    found = checkout_backoffice.orders(shopper.email)
    expect("The number of orders", len(found), equals=0, advice="A forged notification has paid for an order.")
    charged = [each for each in checkout_ledger.charges(shopper.email, checkout_purchase.started) if each.captured]
    expect("The number of charges", len(charged), equals=0, reason_code=WRONG)


@then(Phrase("the store should answer it without an error"))
def the_store_should_answer_it(checkout_forgery: Forgery) -> None:
    assert checkout_forgery.answers, "the scenario sent no notification"
    for how, status in checkout_forgery.answers.items():
        expect_that(
            200 <= status < 300,
            f"The store's answer to a notification about an {how}",
            expected="2xx: it is somebody else's",
            actual=status or "no answer",
            advice="A gateway repeats for days what was not answered so.",
        )


# -- an access that is wrong --


@step(Phrase("the store reaches its payment gateway with {mistake:mistake}"))
def the_store_reaches_its_gateway_with(mistake: str, checkout_payment_mistake: Settable[str]) -> None:
    checkout_payment_mistake.set(mistake)


@then(Phrase("I should not be told that my card was declined"))
def i_should_not_be_told_that_my_card_was_declined(shopper: Shopper, checkout_purchase: Purchase) -> None:
    """The card is good: who hears otherwise calls his bank, and does not come back."""
    assert checkout_purchase.outcome is not None, "the scenario did not try to place an order"
    words = lexicon(shopper.locale.split("-")[0])
    if not words.patterns:
        raise CannotProvide(f"cannot tell a decline in {shopper.locale}: there is no list of its words")
    blames = [
        told for told in checkout_purchase.outcome.told if words.says("signs", "refuse authentication", normal(told))
    ]
    if blames:
        raise CheckFailed(
            "What the shopper is told",
            expected="that the fault is the shop's, and not that the card was declined",
            actual="; ".join(f"'{told}'" for told in blames),
            reason_code="wrong-text",
        )
