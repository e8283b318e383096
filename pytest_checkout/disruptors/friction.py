"""Friction: the way is short, its buttons lead on, and a mistake is named without losing what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Address, Stage
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.shopper import Shopper

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("friction", "Friction", "steps, fields, clear mistakes, buttons that lead on")]


# -- checks --


def within_budget(what: str, needed: int, budget: int) -> None:
    """Raises CheckFailed when more was needed than the budget allows."""
    expect_that(
        needed <= budget,
        f"The {what} to the review",
        expected=f"{budget} or fewer",
        actual=needed,
        advice="Every further one loses shoppers (Baymard 2024: 22 % have left over length or complexity).",
    )


def mistake_is_told(told: Sequence[str]) -> None:
    """The shop says something about the mistake. Raises CheckFailed."""
    expect_that(
        bool(told),
        "What the shop says about the forgotten field",
        expected="a message at the field or on the page",
        actual="nothing",
    )


def typing_is_kept(missing: Sequence[str]) -> None:
    """Raises CheckFailed naming the parts that the page lost."""
    expect_that(not missing, "What was typed", expected="still there", actual=f"without {', '.join(missing)}")


# -- fixture --


@dataclass
class Friction:
    """What the way costs this scenario's shopper."""

    shopper: Shopper
    store: StoreProfile
    purchase: Purchase
    told: tuple[str, ...] = ()

    def forget_the_city(self) -> None:
        """Fill the address but for the city, and try to go on."""
        address: Address = replace(self.purchase.address_in(self.store), city="")
        walk(Stage.ADDRESS, self.shopper, self.store, self.purchase)
        self.told = tuple(self.shopper.tries_address(address))


@pytest.fixture
def checkout_friction(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> Friction:
    """The way to the order, counted."""
    return Friction(shopper, checkout_store, checkout_purchase)


# -- steps --


@then(Phrase("I should have needed no more pages and fields than the store's budget"))
def i_should_have_stayed_within_budget(shopper: Shopper, checkout_store: StoreProfile) -> None:
    budget = checkout_store.budget
    if budget is None:
        raise CannotProvide(
            f"needs what the way may cost a guest: add 'budget: {{pages: 5, fields: 12}}' to {checkout_store.path.name}"
        )
    pages = shopper.journal.checkout_pages()
    within_budget("pages", len(pages), budget.pages)
    within_budget("fields", sum(page.fields for page in pages), budget.fields)


@step(Phrase("I forget my city in the address"))
def i_forget_my_city(checkout_friction: Friction) -> None:
    checkout_friction.forget_the_city()


@then(Phrase("I should be told which field is missing"))
def i_should_be_told_which_field_is_missing(checkout_friction: Friction) -> None:
    mistake_is_told(checkout_friction.told)


@then(Phrase("what I typed should still be there"))
def what_i_typed_should_still_be_there(checkout_friction: Friction) -> None:
    typed = replace(checkout_friction.purchase.address_in(checkout_friction.store), city="")
    typing_is_kept(checkout_friction.shopper.missing_from_page(typed))
