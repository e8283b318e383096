"""Friction: the way is short, its buttons lead on, and a mistake is named without losing what was typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Address, Money, Stage
from pytest_checkout.errors import CannotProvide, CannotRead
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Part, Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.shopper import Shopper

_SETTLING = Path(__file__).with_name("settling.js").read_text(encoding="utf-8")
_QUIET = 1500
"""Milliseconds without a change after which a page is taken to have come to rest."""
_RESTS = "(milliseconds) => window.checkoutQuiet(milliseconds)"
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


def mistake_is_named(told: Sequence[str], named: bool) -> None:
    """The shop says something about the mistake, and which field it is about. Raises CheckFailed."""
    expect_that(
        bool(told) and named,
        "What the shop says about the forgotten field",
        expected="a message at the field, or one that names it",
        actual="; ".join(f"'{text}'" for text in told) or "nothing",
        advice="A shopper who is not told which field it is looks for it, or leaves.",
        reason_code="wrong-text",
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


def totals_settled(known: Collection[Money], exchanged: Sequence[tuple[Money, Money]]) -> None:
    """No amount of the bill was exchanged for another while the page looked as if it were finished.

    `known`: every amount that was read from a bill; `exchanged`: (what went, what came). Other amounts of a page may
    come and go, as in advertisements. Raises CheckFailed.
    """
    moved = [f"{gone} became {come}" for gone, come in exchanged if gone in known or come in known]
    expect_that(
        not moved,
        "The bill, once it is shown and can be gone on from",
        expected="settled, or marked as still being reckoned",
        actual="changed by itself: " + " and ".join(dict.fromkeys(moved)),
        advice="Mark the bill as busy, or keep the button disabled, until its amounts are final.",
        reason_code="wrong-amount",
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
    typed: Address | None = None
    """The address without its forgotten part."""
    told: tuple[str, ...] = ()
    named: bool = False
    """Whether what was told names the forgotten part."""
    exchanged: list[tuple[list[str], list[str]]] = field(default_factory=list)
    """Amounts that went from a page by itself, and those that came with that."""

    def forget(self, part: Part) -> None:
        """Fill the address but for one part, and try to go on. Raises CannotProvide when the shop does not ask for it.

        Raises ShopFault when the shop takes the address all the same.
        """
        walk(Stage.ADDRESS, self.shopper, self.store, self.purchase)
        if not self.shopper.is_asked_for(part.meanings):
            raise CannotProvide(f"needs a {part.word} to forget, and the shop asks for none in an address")
        whole = self.purchase.address_in(self.store)
        self.typed = replace(whole, **dict.fromkeys(part.of_address, ""))
        if self.typed == whole:
            raise CannotProvide(f"needs a {part.word} to forget, and the address has none")
        self.told = tuple(self.shopper.tries_address(self.typed))
        self.named = self.shopper.is_told_of(part.meanings, self.told)

    def watch_amounts(self) -> None:
        """From the next page on, note which amounts are exchanged for others by the page itself."""

        def exchanged(gone: list[str], come: list[str]) -> None:
            self.exchanged.append((gone, come))

        self.shopper.page.expose_function("checkoutExchanged", exchanged)
        self.shopper.page.add_init_script(_SETTLING)

    def amounts_exchanged(self) -> list[tuple[Money, Money]]:
        """What the pages exchanged, once this one has come to rest. What is no exact amount is left out."""
        self.shopper.page.wait_for_function(_RESTS, arg=_QUIET, timeout=1000 * float(self.store.patience))
        read = self.shopper.hands.look().money

        def exact(texts: list[str]) -> list[Money]:
            amounts = []
            for text in texts:
                with suppress(CannotRead):
                    amounts.append(read(text))
            return amounts

        return [(one, other) for gone, come in self.exchanged for one in exact(gone) for other in exact(come)]

    def amounts_known(self) -> set[Money]:
        """Every amount that was read from a bill on the way."""
        bills = self.shopper.journal.totals.values()
        shown = {part for bill in bills for part in (bill.items, bill.discount, bill.delivery, bill.tax, bill.total)}
        return {part for part in shown if part is not None}

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


@step(Phrase("I forget my {part:part} in the address"))
def i_forget_a_part(part: Part, checkout_friction: Friction) -> None:
    checkout_friction.forget(part)


@then(Phrase("I should be told which field is missing"))
def i_should_be_told_which_field_is_missing(checkout_friction: Friction) -> None:
    mistake_is_named(checkout_friction.told, checkout_friction.named)


@then(Phrase("what I typed should still be there"))
def what_i_typed_should_still_be_there(checkout_friction: Friction) -> None:
    assert checkout_friction.typed is not None, "the scenario forgot nothing"
    typing_is_kept(checkout_friction.shopper.missing_from_page(checkout_friction.typed))


@step(Phrase("I watch whether amounts change by themselves"))
def i_watch_whether_amounts_change(checkout_friction: Friction) -> None:
    checkout_friction.watch_amounts()


@then(Phrase("the bill should have been settled whenever it looked so"))
def the_bill_should_have_been_settled(checkout_friction: Friction) -> None:
    exchanged = checkout_friction.amounts_exchanged()
    known = checkout_friction.amounts_known()
    assert known, "the scenario read no bill"
    totals_settled(known, exchanged)


@then(Phrase("the {stage:stage} step should be usable by keyboard alone"))
def the_step_should_be_usable_by_keyboard(stage: Stage, checkout_friction: Friction) -> None:
    needed, reached = checkout_friction.tab_through(stage)
    reached_by_keyboard(needed, reached, stage)


@then(Phrase("the page that tells it should be accessible"))
def the_page_should_be_accessible(checkout_friction: Friction) -> None:
    accessible(checkout_friction.violations(), "with the mistake")
