"""The arithmetic of a bill: parts that add up, and discounts that are what a code promises. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pytest_checkout.checks import CheckFailed, expect, expect_that
from pytest_checkout.domain import Money, Totals, minor_digits, total_of
from pytest_checkout.errors import CannotRead
from pytest_checkout.store.profile import Code
from pytest_checkout.store.profile.promises import ONCE_HALF_UP, Rounding

WRONG = "wrong-amount"


@dataclass(frozen=True)
class Sold:
    """What a shopper put in the cart, as the profile prices it; `tax` is the rate on the price without tax."""

    price: Money
    units: int = 1
    tax: Fraction | None = None

    @property
    def total(self) -> Money:
        return self.price * self.units


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


def parts_before_total(bills: Sequence[Sequence[str]]) -> None:
    """Each bill names the goods first and its total last; the tax in it may stand below, as a note.

    `bills`: what the amounts of each are, as one reads them ("items", "delivery", "total" ...). Raises CheckFailed, and
    CannotRead where the page shows no total beside its parts.
    """
    if not bills:
        raise CannotRead(
            "the page shows no bill: no total beside the parts that it is made of",
            looked_for="items, delivery and total",
            found="no total, or a total alone",
        )
    for kinds in bills:
        listed = [kind for kind in kinds if kind != "tax"]
        goods = next((kind for kind in listed if kind != "total"), "")
        expect_that(
            listed[-1] == "total" and ("items" not in listed or goods == "items"),
            "The order of the bill",
            expected="the goods first and the total last",
            actual=", ".join(kinds),
            advice="Shoppers read a bill from the top and look for the total below it.",
            reason_code="wrong-text",
        )


def rounded(exact: Fraction, currency: str, mode: str) -> Money:
    """An exact amount (not negative, in major units) in the currency's smallest units; `mode` as in Rounding."""
    scaled = exact * 10 ** minor_digits(currency)
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    up = {
        "half up": rest >= Fraction(1, 2),
        "half even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[mode]
    return Money.from_minor(whole + up, currency)


def promised_discount(code: Code, items: Money, sold: Sequence[Sold] = (), rounding: Rounding = ONCE_HALF_UP) -> Money:
    """What `code` takes off `items`: its share, rounded as declared, or its amount, never more than the items.

    A share that is rounded by line or by unit needs to know what was `sold`. A code that gives free delivery takes
    nothing off the items.
    """
    assert code.gives is not None, "the profile must say what the code gives"
    if code.gives.free_delivery:
        return Money.zero(items.currency)
    if code.gives.amount is not None:
        return min(code.gives.amount, items, key=lambda money: money.amount)
    share = Fraction(code.gives.percent or 0) / 100
    if rounding.level == "order":
        return rounded(share * Fraction(items.amount), items.currency, rounding.mode)
    assert sold, f"a discount that is rounded per {rounding.level} needs the lines"
    parts = [
        rounded(share * Fraction(each.price.amount), items.currency, rounding.mode) * each.units
        if rounding.level == "unit"
        else rounded(share * Fraction(each.total.amount), items.currency, rounding.mode)
        for each in sold
    ]
    return total_of(parts, items.currency)


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
