"""The books of one purchase: pages, order, mail, charge and stock, and whether no money is lost between them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pytest_checkout import bill
from pytest_checkout.bill import Sold
from pytest_checkout.checks import CheckFailed, expect_that
from pytest_checkout.domain import Money, Order, Stage, Totals, minor_digits, total_of
from pytest_checkout.store.ports import Charge
from pytest_checkout.store.profile import Code, Delivery, Policies

_HALF_MODES = ("half up", "half even")


@dataclass(frozen=True)
class Books:
    """All that is known of one purchase. What nobody looked at is None, and nothing is concluded from it."""

    pages: Sequence[Totals]
    sold: Sequence[Sold] = ()
    code: Code | None = None
    """The code that the shop accepted."""
    delivery: Delivery | None = None
    order: Order | None = None
    mail: Money | None = None
    """The total that the confirmation mail names."""
    charges: Sequence[Charge] | None = None
    by_card: bool = True
    stock: tuple[int, int] | None = None
    """Units before and after, of a purchase of one product."""


def balance(books: Books, policies: Policies) -> None:
    """No money is lost, made up or counted twice, and every amount follows the declared policies.

    Raises CheckFailed naming everything that does not.
    """
    wrong = list(mistakes(books, policies))
    expect_that(
        not wrong,
        "The books of the purchase",
        expected="in balance",
        actual="not: " + "; ".join(wrong),
        advice="Is a policy of the store profile out of date, or does the shop reckon wrongly?",
        reason_code="double-charge" if len(_taken(books)) > 1 else bill.WRONG,
    )


def mistakes(books: Books, policies: Policies) -> Iterator[str]:
    """Every violation in words."""
    for page in books.pages:
        yield from _on_page(page, books, policies)
    if books.order is not None:
        recorded = _as_page(books.order, policies)
        yield from _on_page(recorded, books, policies, place="in the order")
    yield from _between(books)
    yield from _charged(books, policies)
    yield from _stock(books)


def _as_page(order: Order, policies: Policies) -> Totals:
    lines = [line.total for line in order.lines]
    items = total_of(lines, lines[0].currency) if lines else None
    return Totals(
        Stage.CONFIRMATION,
        items,
        order.discount,
        order.delivery,
        order.tax,
        order.total,
        tax_included=policies.prices_include_tax,
    )


# -- one page or record --


def _on_page(page: Totals, books: Books, policies: Policies, place: str = "") -> Iterator[str]:
    place = place or f"on the {page.stage} page"
    parts = {name: getattr(page, name) for name in ("items", "discount", "delivery", "tax", "total")}
    shown: dict[str, Money] = {name: amount for name, amount in parts.items() if amount is not None}
    currencies = {amount.currency for amount in shown.values()} | {each.price.currency for each in books.sold}
    if len(currencies) > 1:
        yield f"{place} stand amounts in {' and '.join(sorted(currencies))}"
        return
    yield from (f"the {name} {place} is negative: {amount}" for name, amount in shown.items() if amount.amount < 0)
    if any(amount.amount < 0 for amount in shown.values()):
        return
    if page.total is not None and page.items is not None:
        try:
            bill.parts_add_up(page)
        except CheckFailed as error:
            yield str(error)
    if page.items is None or not books.sold:
        return
    goods = total_of((each.total for each in books.sold), page.items.currency)
    if page.items != goods:
        yield f"the items {place} are {page.items}, and {goods} was put in the cart"
        return
    yield from _discount(page, place, books, policies)
    yield from _delivery(page, place, books, policies)
    yield from _tax(page, place, books, policies)


def _discount(page: Totals, place: str, books: Books, policies: Policies) -> Iterator[str]:
    if books.code is None or books.code.gives is None or page.items is None or page.total is None:
        return
    zero = Money.zero(page.items.currency)
    shown = page.discount or zero
    if books.code.gives.free_delivery:
        charged = (page.delivery or zero) - shown
        if charged != zero:
            yield f"{place} delivery costs {charged}, and code {books.code.code} gives it free"
        return
    promised = bill.promised_discount(books.code, page.items, books.sold, policies.discount_rounding)
    if shown != promised:
        yield f"the discount {place} is {shown}, and code {books.code.code} promises {promised}"


def _delivery(page: Totals, place: str, books: Books, policies: Policies) -> Iterator[str]:
    free_code = books.code is not None and books.code.gives is not None and books.code.gives.free_delivery
    if books.delivery is None or books.delivery.fee is None or page.delivery is None or page.items is None or free_code:
        return
    if page.stage.order < Stage.REVIEW.order:
        return  # before the shopper has chosen, a page may show any delivery
    counted = page.items
    if policies.free_delivery_threshold == "after discounts":
        counted = counted - (page.discount or Money.zero(counted.currency))
    free = books.delivery.free_from is not None and counted >= books.delivery.free_from
    promised = Money.zero(counted.currency) if free else books.delivery.fee
    if page.delivery != promised:
        yield (
            f"delivery {place} costs {page.delivery} and should cost {promised}: {counted} counts towards free delivery"
        )


def _tax(page: Totals, place: str, books: Books, policies: Policies) -> Iterator[str]:
    known = all(each.tax is not None for each in books.sold)
    if not known or page.total is None or page.items is None or page.stage.order < Stage.REVIEW.order:
        return
    if page.tax is None and page.tax_included:
        return  # a page need not name the tax that its prices hold
    low, high = _tax_bounds(page, books.sold, policies)
    tax = page.tax or Money.zero(page.total.currency)
    if not low <= Fraction(tax.amount) <= high:
        exact = f"{float(low):.4f} to {float(high):.4f} {tax.currency}"
        yield f"the tax {place} is {tax}, and the declared rates give {exact}"


def _tax_bounds(page: Totals, sold: Sequence[Sold], policies: Policies) -> tuple[Fraction, Fraction]:
    """Between which amounts the tax lies: the exact tax of every line, each rounding of the declared level allowed for.

    A discount is spread over the lines in proportion; where rates differ, a unit more on one line is allowed.
    """
    assert page.items is not None
    unit = Fraction(1, 10 ** minor_digits(page.items.currency))
    items, discount = Fraction(page.items.amount), Fraction(page.discount.amount if page.discount else 0)
    rates = [each.tax for each in sold if each.tax is not None]
    left = 1 - discount / items if items else Fraction(0)

    def tax_in(amount: Fraction, rate: Fraction) -> Fraction:
        return amount * rate / (1 + rate) if page.tax_included else amount * rate

    exact = sum((tax_in(Fraction(each.total.amount) * left, each.tax or Fraction(0)) for each in sold), Fraction(0))
    low = high = exact
    roundings = {"order": len(set(rates)), "line": len(sold), "unit": sum(each.units for each in sold)}[
        policies.tax_rounding.level
    ]
    if page.delivery:
        fee = Fraction(page.delivery.amount)
        if policies.delivery_tax is None:
            high += tax_in(fee, max(rates, default=Fraction(0)))
        else:
            low += tax_in(fee, Fraction(policies.delivery_tax))
            high += tax_in(fee, Fraction(policies.delivery_tax))
        roundings += 1
    slack = roundings * (unit / 2 if policies.tax_rounding.mode in _HALF_MODES else unit)
    if discount:
        slack += len(sold) * unit * ((max(rates) - min(rates)) + (0 if policies.tax_rounding.level == "order" else 1))
    return low - slack, high + slack


# -- between the places --


def _between(books: Books) -> Iterator[str]:
    """From the review on, everybody tells the same."""
    final = [page for page in books.pages if page.stage.order >= Stage.REVIEW.order]
    for name in ("items", "discount", "delivery", "tax", "total"):
        told = [(f"the {page.stage} page", getattr(page, name)) for page in final]
        if books.order is not None and name != "items":
            told.append(("the order", getattr(books.order, name)))
        if name == "total":
            told.append(("the mail", books.mail))
        seen: list[tuple[str, Money]] = [(place, amount) for place, amount in told if amount is not None]
        if name == "discount":
            # A place that names no discount has none, unless it does not name its parts at all.
            seen += [
                (f"the {page.stage} page", Money.zero(page.total.currency))
                for page in final
                if page.discount is None and page.items is not None and page.total is not None
            ]
        if len({amount for _, amount in seen}) > 1:
            yield f"the {name} differs: " + ", ".join(f"{place} says {amount}" for place, amount in seen)


def _charged(books: Books, policies: Policies) -> Iterator[str]:
    if books.charges is None or books.order is None or books.order.total is None:
        return
    total = books.order.total
    taken = _taken(books)
    held = [charge.held for charge in books.charges if charge.held]
    wanted = [total] if total and books.by_card else []
    now, later = (wanted, []) if policies.capture == "with the order" else ([], wanted)
    for amounts, expected, what in ((taken, now, "taken"), (held, later, "held")):
        if amounts != expected:
            yield f"the charges {what} are {_listed(amounts)} and should be {_listed(expected)}"


def _taken(books: Books) -> list[Money]:
    return [charge.captured for charge in books.charges or () if charge.captured]


def _listed(amounts: Sequence[Money]) -> str:
    return " and ".join(str(amount) for amount in amounts) or "none"


def _stock(books: Books) -> Iterator[str]:
    if books.stock is None or not books.sold:
        return
    before, after = books.stock
    units = sum(each.units for each in books.sold)
    if before - after != units:
        yield f"{units} were sold, and the stock went from {before} to {after}"
