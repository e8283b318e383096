"""Steps of a shopper who has an account: who he is stays the same, and so does what is in his cart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from pytest_bdd import given, step, then

from pytest_checkout.checks import CheckFailed, expect
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.steps.told import is_told
from pytest_checkout.store.profile import Product, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

# -- checks --


def offered_once(times: int) -> None:
    """Of an address that was ordered to before, the shop's address book holds one. Raises CheckFailed."""
    expect("How often my address is offered to me", times, equals=1, advice="The same address again is no new one.")


# -- fixture --


@dataclass
class Accounts:
    """A shopper with an account. It was made in another browser: in his own the shopper is not signed in yet."""

    me: Shopper
    new_shopper: Callable[[], Shopper]
    store: StoreProfile
    purchase: Purchase
    told: list[str] = field(default_factory=list)
    """What the shop said to a guest with the e-mail of an account; empty where it let him on."""

    def make(self) -> None:
        self._me_elsewhere().signs_up(self.purchase.address_in(self.store))

    def bring_a_second_cart(self, product: Product) -> None:
        """Fill a cart as a guest on another device, and sign in there."""
        elsewhere = self._me_elsewhere()
        elsewhere.visits(product)
        elsewhere.adds_to_cart(product)
        elsewhere.signs_in()

    def go_on_elsewhere(self) -> Shopper:
        """Sign in on another device and place the order there."""
        elsewhere = self._me_elsewhere()
        elsewhere.signs_in()
        elsewhere.opens_cart()
        product = self.purchase.product
        assert product is not None, "the scenario put nothing in the cart"
        expect(
            "The units in the cart on another device", elsewhere.units_in_cart(product), equals=self.purchase.quantity
        )
        walk(Stage.REVIEW, elsewhere, self.store, self.purchase)
        self.purchase.outcome = elsewhere.tries_to_place_order()
        return elsewhere

    def _me_elsewhere(self) -> Shopper:
        """The same shopper in another browser, where nobody is signed in."""
        twin = self.new_shopper()
        twin.email, twin.password = self.me.email, self.me.password
        return twin

    def begin_and_sign_in(self) -> None:
        """Go into the checkout as anybody, then sign in."""
        self.me.opens_cart()
        self.me.begins_checkout()
        self.me.signs_in()

    def begin_as_guest_in_capitals(self) -> None:
        """Give the e-mail of the account in capitals, without its password."""
        self.me.opens_cart()
        self.told = self.me.tries_as_guest(self.me.email.upper())

    def times_offered(self) -> int:
        """How often the street of my address stands on the page that asks where to deliver.

        Raises CannotProvide where no address is offered at all: the shop may keep none.
        """
        walk(Stage.ADDRESS, self.me, self.store, self.purchase)
        street = self.purchase.address_in(self.store).line1
        times = self.me.page.inner_text("body").casefold().count(street.casefold())
        if not times:
            raise CannotProvide("needs an address book: the shop offers no address that was ordered to before")
        return times


@pytest.fixture
def checkout_accounts(
    shopper: Shopper, new_shopper: Callable[[], Shopper], checkout_store: StoreProfile, checkout_purchase: Purchase
) -> Accounts:
    """This scenario's shopper, with an account when a step makes one."""
    return Accounts(shopper, new_shopper, checkout_store, checkout_purchase)


# -- steps --


@given(Phrase("I have an account"))
def i_have_an_account(checkout_accounts: Accounts) -> None:
    """A new one for each scenario: the store keeps it, as it keeps the orders."""
    checkout_accounts.make()


@step(Phrase("I sign in"))
def i_sign_in(shopper: Shopper) -> None:
    shopper.signs_in()


@step(Phrase("I sign out and in again"))
def i_sign_out_and_in_again(shopper: Shopper) -> None:
    shopper.signs_out()
    shopper.signs_in()


@step(Phrase("I put {product:product} in the cart on another device, and sign in there"))
def i_bring_a_second_cart(product: Role | Literal, checkout_accounts: Accounts) -> None:
    """What the shop makes of two carts is its own: what counts is what the one holds afterwards."""
    checkout_accounts.bring_a_second_cart(checkout_accounts.store.entry(product))


@step(Phrase("I sign in on another device and place my order there"))
def i_go_on_elsewhere(checkout_accounts: Accounts) -> None:
    checkout_accounts.go_on_elsewhere()


@step(Phrase("I begin to check out, and sign in then"))
def i_begin_and_sign_in(checkout_accounts: Accounts) -> None:
    checkout_accounts.begin_and_sign_in()


@step(Phrase("I begin to check out as a guest, with the e-mail of my account in capitals"))
def i_begin_as_a_guest_in_capitals(checkout_accounts: Accounts) -> None:
    checkout_accounts.begin_as_guest_in_capitals()


@then(Phrase("I should be let on, or told that this e-mail has an account"))
def i_should_be_let_on_or_told(checkout_accounts: Accounts) -> None:
    me = checkout_accounts.me
    if checkout_accounts.told:
        is_told(checkout_accounts.told, "the e-mail", me.locale, means=("fields", "email"))
    elif me.stage in (Stage.CART, Stage.CONTACT, Stage.ERROR):
        raise CheckFailed(
            "A guest with the e-mail of an account",
            expected="let on, or told why not",
            actual=f"at {me.stage}, without a word",
            reason_code="wrong-text",
        )


@then(Phrase("my address should be offered to me once"))
def my_address_should_be_offered_once(checkout_accounts: Accounts) -> None:
    offered_once(checkout_accounts.times_offered())
