"""The arithmetic of a bill: parts that add up, and discounts that are what a code promises. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from pytest_checkout.checks import CheckFailed, expect, expect_that
from pytest_checkout.domain import Money, Totals, minor_digits
from pytest_checkout.errors import CannotRead
from pytest_checkout.store.profile import Code

WRONG = "wrong-amount"


def parts_add_up(totals: Totals) -> None:
    """items - discount + delivery + tax = total, for the parts that the page shows.

    Tax that the other parts already contain is not added. Raises CheckFailed, or CannotRead where the page does not
    show enough to say anything.
    """
    if totals.total is None or totals.items is None:
        shown = ", ".join(name for name, _ in totals.rows()) or "nothing"
        raise CannotRead(
            f"the {totals.stage} page does not show enough of the bill to add it up: it shows {shown}",
            stage=totals.stage,
            looked_for="items and total",
            found=shown,
        )
    zero = Money.zero(totals.total.currency)
    total = totals.items - (totals.discount or zero) + (totals.delivery or zero)
    if not totals.tax_included:
        total = total + (totals.tax or zero)
    expect(
        f"The sum of the parts on the {totals.stage} page",
        total,
        equals=totals.total,
        advice="Shown: " + ", ".join(f"{name} {amount}" for name, amount in totals.rows()) + ".",
        reason_code=WRONG,
    )


def promised_discount(code: Code, items: Money) -> Money:
    """What `code` takes off `items`: its share rounded half up to the smallest unit, or its amount, never more.

    A code that gives free delivery takes nothing off the items.
    """
    assert code.gives is not None, "the profile must say what the code gives"
    if code.gives.free_delivery:
        return Money.zero(items.currency)
    if code.gives.amount is not None:
        return min(code.gives.amount, items, key=lambda money: money.amount)
    share = (code.gives.percent or Decimal(0)) / 100
    step = Decimal(1).scaleb(-minor_digits(items.currency))
    return Money((items.amount * share).quantize(step, ROUND_HALF_UP), items.currency)


def discount_is(totals: Totals, promised: Money, code: str) -> None:
    """The page's discount is what the code promises. Raises CheckFailed."""
    shown = totals.discount or Money.zero(promised.currency)
    expect(
        f"The discount on the {totals.stage} page",
        shown,
        equals=promised,
        advice=f"The profile says what code {code} gives; is the promotion set up so?",
        reason_code=WRONG,
    )


def same_everywhere(seen: Sequence[tuple[str, Money]]) -> None:
    """Every place tells the same amount. `seen` are (place in words, amount). Raises CheckFailed."""
    (first_place, first), *others = seen
    wrong = [f"{place} says {amount}" for place, amount in others if amount != first]
    expect_that(
        not wrong,
        "The total",
        expected=f"{first} everywhere, as {first_place} says",
        actual=" and ".join(wrong),
        advice="Money that differs between the page, the order and the charge is lost by somebody.",
        reason_code=WRONG,
    )


def required(totals: Totals, part: str) -> Money:
    """One part of the bill that the page must show. Raises CheckFailed (capability-absent) when it does not."""
    amount: Money | None = getattr(totals, part)
    if amount is None:
        raise CheckFailed(
            f"The {part} on the {totals.stage} page",
            expected="shown",
            actual="not shown",
            reason_code="capability-absent",
        )
    return amount
