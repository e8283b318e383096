"""Steps about the store's channels: markets with a currency and prices of their own."""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import given, then, when

from pytest_checkout import bill
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper


@given(Phrase("I shop through {channel:channel}"))
def i_shop_through(
    channel: Role | Literal,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_enters: Callable[[StoreProfile], None],
) -> None:
    """What the steps after this one ask of the store is what it promises in the channel."""
    there = checkout_store.channel(channel)
    shopper.shops_through(there)
    checkout_enters(there)


@when(Phrase("I open my confirmation in the store's own locale"))
def i_open_my_confirmation_elsewhere(shopper: Shopper, checkout_store: StoreProfile) -> None:
    """The same page below the start of the store's own pages, as a link in another mail or a bookmark leads there.

    The page is still read in the currency of the order: that it shows another is what a scenario looks for.
    """
    home = checkout_store.whole
    if home is checkout_store:
        raise CannotProvide("needs an order in another channel than the store's own")
    start, here = checkout_store.start_url(), shopper.page.url
    if not here.startswith(start):
        raise CannotProvide(f"needs the confirmation below the channel's own address {start}, and it is at {here}")
    shopper.speaks(home.locales.default)
    shopper.comes_to(home.start_url() + here.removeprefix(start))
    if shopper.stage is not Stage.CONFIRMATION:
        raise CannotProvide("needs the confirmation at the address of another locale, where this store shows none")


@then(Phrase("my total should be that of the confirmation"))
def my_total_should_be_that_of_the_confirmation(shopper: Shopper) -> None:
    ordered = shopper.journal.totals[Stage.CONFIRMATION]
    bill.same_everywhere(
        [
            ("the confirmation", bill.required(ordered, "total")),
            ("this page", bill.required(shopper.reads_totals(), "total")),
        ]
    )
