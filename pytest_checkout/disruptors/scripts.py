"""Scripts: one that is blocked, late, broken or out of order leaves a way to the order, or a word about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import ConsoleMessage, Response
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, ShopFault
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Payment, StoreProfile
from pytest_checkout.storefront import Outcome, Shopper

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("scripts", "Scripts", "scripts of the store and of others: blocked, late, broken, out of order")]


# -- checks --


def dead_end_is_told(fault: ShopFault | None, told: Sequence[str]) -> None:
    """A way that ends says so: a button that stays dead without a word is what loses the order. Raises CheckFailed."""
    expect_that(
        fault is None or bool(told),
        "What the shop tells when its way to pay does not work",
        expected="a message, and another way to pay",
        actual=f"nothing: {fault}",
        advice="A script from elsewhere will fail one day: say so, and offer what works without it.",
        reason_code="capability-dead",
    )


def policy_lets_all_in(policies: Sequence[str], refused: Sequence[str]) -> None:
    """Every page carries a content security policy, and none refuses what the pages themselves ask for.

    Raises CheckFailed.
    """
    expect_that(
        bool(policies) and all(policies),
        "The content security policy of the checkout pages",
        expected="on every page",
        actual=f"missing on {sum(not policy for policy in policies)} of {len(policies)} pages",
        advice="Without one, a script that slips into a payment page can send cards anywhere (PCI DSS 4.0, 6.4.3).",
        reason_code="capability-absent",
    )
    expect_that(
        not refused,
        "What the content security policy refuses of the pages' own",
        expected="nothing",
        actual="; ".join(dict.fromkeys(refused)),
    )


# -- fixture --


@dataclass
class Scripts:
    """A way to the order on which scripts may fail."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    fault: ShopFault | None = None
    told: tuple[str, ...] = ()
    policies: list[str] = field(default_factory=list)
    """The policy of each page that came, empty where it had none."""
    refused: list[str] = field(default_factory=list)
    """What a policy kept a page from loading."""

    def watch_policies(self) -> None:
        """From now on, keep the policy of each page and what it refuses."""

        def arrived(response: Response) -> None:
            if response.request.resource_type == "document" and response.ok:
                self.policies.append(response.headers.get("content-security-policy", ""))

        def said(message: ConsoleMessage) -> None:
            if message.type == "error" and "Content Security Policy" in message.text:
                self.refused.append(message.text)

        self.shopper.page.on("response", arrived)
        self.shopper.page.on("console", said)

    def buy(self) -> None:
        """Try to order as chosen; where the way ends, remember how, and what the shop says about it."""
        try:
            walk(Stage.REVIEW, self.shopper, self.store, self.purchase)
            self.purchase.outcome = self.shopper.tries_to_place_order()
        except ShopFault as fault:
            self.fault, self.told = fault, tuple(self.shopper.told())
            self.purchase.outcome = Outcome(None, list(self.told))

    def buy_otherwise(self) -> None:
        """Order by the first way to pay that has not been tried. Raises CannotProvide when there is none."""
        others: list[Payment] = [each for each in self.store.payments.values() if each != self.purchase.payment]
        if not others:
            raise CannotProvide(f"needs a second way to pay, and {self.store.path.name} lists one under 'payments:'")
        self.purchase.payment, self.purchase.card = others[0], None
        self.shopper.goes_back_to_pay(others[0])
        walk(Stage.REVIEW, self.shopper, self.store, self.purchase)
        self.purchase.outcome = self.shopper.tries_to_place_order()


@pytest.fixture
def checkout_scripts(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> Scripts:
    """The way to the order, in the hands of this scenario's shopper."""
    return Scripts(shopper, checkout_store, checkout_purchase)


# -- steps --


@step(Phrase("I try to buy all the same"))
def i_try_to_buy_all_the_same(checkout_scripts: Scripts) -> None:
    checkout_scripts.buy()


@then(Phrase("I should have my order, or be told why not and get it by another way to pay"))
def i_should_have_my_order_somehow(checkout_scripts: Scripts) -> None:
    outcome = checkout_scripts.purchase.outcome
    assert outcome is not None, "the scenario did not try to order"
    if outcome.order is not None:
        return
    dead_end_is_told(checkout_scripts.fault, checkout_scripts.told)
    checkout_scripts.buy_otherwise()


@step(Phrase("I watch what the pages' own policy refuses"))
def i_watch_the_policy(checkout_scripts: Scripts) -> None:
    checkout_scripts.watch_policies()


@then(Phrase("every page should carry a policy that lets its own scripts in"))
def every_page_should_carry_a_policy(checkout_scripts: Scripts) -> None:
    policy_lets_all_in(checkout_scripts.policies, checkout_scripts.refused)
