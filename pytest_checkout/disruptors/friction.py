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

_MOST_TABS = 100
_FOCUSED = "() => window[Symbol.for('pytest-checkout')]?.elements.indexOf(document.activeElement) ?? -1"

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


def reached_by_keyboard(needed: Sequence[str], reached: Sequence[str], stage: Stage) -> None:
    """Every control that the step needs gets the focus by pressing Tab (WCAG 2.2, 2.1.1). Raises CheckFailed."""
    missing = [name for name in dict.fromkeys(needed) if name not in reached]
    expect_that(
        not missing,
        f"What the {stage} step needs",
        expected="within reach of the keyboard",
        actual="out of reach: " + ", ".join(f"'{name}'" for name in missing),
        reason_code="capability-absent",
    )


def accessible(violations: Sequence[str], state: str) -> None:
    """axe found nothing serious on a page. Raises CheckFailed with what it found."""
    expect_that(
        not violations,
        f"What axe says of the page {state}",
        expected="nothing serious",
        actual="; ".join(violations),
    )


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

    def tab_through(self, stage: Stage) -> tuple[list[str], list[str]]:
        """(controls that the step needs, controls that Tab reaches), as they are called; one radio stands for all."""
        walk(stage, self.shopper, self.store, self.purchase)
        reading = self.shopper.hands.look()
        ahead = reading.place_order_acts if stage is Stage.REVIEW else reading.continue_acts(stage)
        parts = [control for control in reading.part_controls(stage) if control.shown and not control.disabled]
        needed = [control for control in (*parts, *(act.control for act in ahead[:1])) if control.frame == 0]
        page = self.shopper.page
        reached: set[int] = set()
        page.evaluate("() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); }")
        for _ in range(_MOST_TABS):
            page.keyboard.press("Tab")
            reached.add(page.evaluate(_FOCUSED))
        radios = {each.name for each in reading.snapshot.controls if each.index in reached and each.type == "radio"}
        within = [each for each in needed if each.index in reached or (each.type == "radio" and each.name in radios)]
        return [control.called for control in needed], [control.called for control in within]

    def violations(self) -> list[str]:
        """What axe finds on the page: serious or critical, WCAG 2 levels A and AA. Raises CannotProvide without axe."""
        try:
            from axe_playwright_python.sync_playwright import Axe
        except ImportError:
            raise CannotProvide("needs axe: pip install 'pytest-checkout[accessibility]'") from None
        found = Axe().run(self.shopper.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        return [
            f"{each['id']} ({each['impact']}): {each['nodes'][0]['target'][0]}"
            for each in found.response["violations"]
            if each["impact"] in ("serious", "critical")
        ]


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
    asked = shopper.journal.asked_in_checkout()
    within_budget("pages", len(asked), budget.pages)
    within_budget("fields", sum(map(len, asked)), budget.fields)


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


@then(Phrase("the {stage:stage} step should be usable by keyboard alone"))
def the_step_should_be_usable_by_keyboard(stage: Stage, checkout_friction: Friction) -> None:
    needed, reached = checkout_friction.tab_through(stage)
    reached_by_keyboard(needed, reached, stage)


@then(Phrase("the page that tells it should be accessible"))
def the_page_should_be_accessible(checkout_friction: Friction) -> None:
    accessible(checkout_friction.violations(), "with the mistake")
