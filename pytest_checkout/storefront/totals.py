"""The labelled amounts of a page as totals, and its rows as cart lines. Never a guess about money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pytest_checkout.domain import Line, Money, Stage, Totals, total_of
from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront.snapshot import Amount, Row, Snapshot
from pytest_checkout.storefront.words import normal, speaks, understood

_AWAY = ("header", "nav", "footer")
_COUNT = re.compile(r"(?<=\S)\s*\(?\d+\s+[^\d%]{2,20}$")
"""What a label says of how many: of "Total 2 products" only "Total" tells what the amount is."""
ReadMoney = Callable[[str], Money]


@dataclass(frozen=True)
class Labelled:
    """An amount, read, and what its label makes it: items, discount, delivery, tax or total."""

    kind: str
    money: Money
    amount: Amount

    @property
    def words(self) -> str:
        return normal(self.amount.label)


def read_totals(snapshot: Snapshot, stage: Stage, language: str, money: ReadMoney, *, tax_included: bool) -> Totals:
    """The totals that a page shows. `tax_included` is the owner's word, for a page that does not add up by itself.

    Raises CannotRead for a labelled amount that is not exact, and for two totals that contradict each other.
    """
    in_rows = {index for row in snapshot.rows for index in row.amounts}
    found = [
        Labelled(kind, money(amount.text), amount)
        for amount in snapshot.amounts
        if amount.index not in in_rows and _is_content(amount) and (kind := kind_of(amount, language))
    ]
    by_kind = {kind: [entry for entry in found if entry.kind == kind] for kind in _KINDS}
    if len({entry.money.amount for entry in by_kind["total"]}) > 1:
        _take_sums_of_goods_apart(by_kind)
    labelled = {entry.amount.index for entry in found}
    other = [
        Labelled("", money(amount.text), amount)
        for amount in snapshot.amounts
        if by_kind["discount"] and amount.index not in labelled and _is_content(amount)
    ]
    items = _items(by_kind["items"], by_kind["discount"], other, language)
    discount = _discount(by_kind["discount"])
    delivery = _delivery(by_kind["delivery"], by_kind["delivery discount"], language)
    tax = _sum_or_summary(entry.money for entry in by_kind["tax"])
    total = _total(by_kind["total"], stage)
    included = _adds_up_without(tax, items, discount, delivery, total, tax_included)
    return Totals(stage, items, discount, delivery, tax, total, included)


def parts_in_order(snapshot: Snapshot, language: str) -> list[tuple[str, ...]]:
    """The kinds of amounts (_KINDS) in reading order, for each part of the page that shows a total beside its parts."""
    in_rows = {index for row in snapshot.rows for index in row.amounts}
    blocks: dict[int, list[str]] = {}
    for amount in snapshot.amounts:
        if amount.index not in in_rows and _is_content(amount) and (kind := kind_of(amount, language)):
            blocks.setdefault(amount.block, []).append(kind)
    return [tuple(kinds) for kinds in blocks.values() if "total" in kinds and {*kinds} - {"total", "tax"}]


_KINDS = ("items", "discount", "delivery", "delivery discount", "tax", "total")


def kind_of(amount: Amount, language: str) -> str:
    """What the label of an amount makes it; the heading above decides only where the label does not."""
    label, heading = _meanings(_COUNT.sub("", amount.label), language), _meanings(amount.heading, language)
    if amount.text.lstrip().startswith(("-", "\u2212", "\u2013", "(")) or "-" in amount.text:
        if heading:
            return "delivery discount" if "delivery" in heading else "discount"
        return "delivery discount" if "delivery" in label and "discount" not in label else "discount"
    if "tax" in label and amount.noted and speaks("signs", "included", amount.label, language):
        return ""  # "£40.00 incl. VAT": the price of something, with a word about its tax
    if "tax" in label:
        return "total" if "total" in label and speaks("signs", "included", amount.label, language) else "tax"
    if "tax" in heading and heading["tax"] > 0.6:
        return "tax"
    if "delivery" in label:
        return "delivery"
    if "after" in label or "before" in label or label.get("items", 0) > label.get("total", 0):
        return "items"
    if "total" in label:
        return "delivery" if "delivery" in heading and not heading.get("total") else "total"
    if "discount" in label:
        return "discount"
    return "delivery" if "delivery" in heading and not amount.clickable else ""


def _is_content(amount: Amount) -> bool:
    """Whether an amount belongs to what the page is about: not crossed out, told in passing, or in its frame."""
    return not (amount.struck or amount.message or amount.region in _AWAY)


def _take_sums_of_goods_apart(by_kind: dict[str, list[Labelled]]) -> None:
    """Of several sums called "total", one that a further part follows (delivery, say) is the sum of the goods."""
    last = max(entry.amount.index for entry in by_kind["total"])
    parts = [entry.amount.index for kind in ("discount", "delivery", "tax") for entry in by_kind[kind]]
    goods = [e for e in by_kind["total"] if any(e.amount.index < index < last for index in parts)]
    by_kind["total"] = [entry for entry in by_kind["total"] if entry not in goods]
    by_kind["items"] = sorted([*by_kind["items"], *goods], key=lambda entry: entry.amount.index)


def _meanings(text: str, language: str) -> dict[str, float]:
    return understood("totals", text, language)[0]


def _items(found: list[Labelled], discounts: list[Labelled], other: list[Labelled], language: str) -> Money | None:
    """The goods before discounts: the row that says "before", else the first that no discount precedes.

    A sum below the discounts is one after them. Then the goods are the rows above, if their sum proves it.
    """
    before = [entry for entry in found if speaks("totals", "before", entry.amount.label, language)]
    if before or not found:
        return before[0].money if before else None
    first = found[0]
    above = [d for d in discounts if d.amount.block == first.amount.block and d.amount.index < first.amount.index]
    if not above:
        return first.money
    rows = [entry for entry in other if entry.amount.index < above[0].amount.index]
    goods = total_of((entry.money for entry in rows), first.money.currency)
    return goods if goods - total_of((abs(d.money) for d in above), goods.currency) == first.money else None


def _discount(found: list[Labelled]) -> Money | None:
    """What is taken off. Where some rows carry a minus, only they do: the others speak about a discount."""
    lowering = [entry for entry in found if not entry.money > Money.zero(entry.money.currency)] or found
    return _sum_or_summary(abs(entry.money) for entry in lowering)


def _delivery(found: list[Labelled], taken_off: list[Labelled], language: str) -> Money | None:
    """What delivery costs in the end: the row after its own discounts, or the sum of the rows."""
    if not found:
        return None
    after = [entry for entry in found if speaks("totals", "after", entry.amount.label, language)]
    if after:
        return after[-1].money
    if not taken_off:
        return found[-1].money
    off = found[0].money
    for entry in taken_off:
        off -= abs(entry.money)
    return off


def _sum_or_summary(amounts: Iterable[Money]) -> Money | None:
    """The sum of several rows; where one row is the sum of the others it is their summary, not one more."""
    listed = list(amounts)
    if not listed:
        return None
    total = listed[0]
    for amount in listed[1:]:
        total += amount
    summary = next((amount for amount in listed if len(listed) > 2 and amount + amount == total), None)
    return summary or total


def _total(found: list[Labelled], stage: Stage) -> Money | None:
    if not found:
        return None
    values = {entry.money.amount for entry in found}
    if len(values) == 1:
        return found[0].money
    largest = max(entry.amount.size for entry in found)
    outstanding = [entry for entry in found if entry.amount.size == largest]
    if len({entry.money.amount for entry in outstanding}) == 1:
        return outstanding[-1].money
    shown = "; ".join(f"'{entry.amount.label}' {entry.money}" for entry in found)
    raise CannotRead(f"two totals fit at {stage}: {shown}", stage=str(stage), looked_for="the order total", found=shown)


def _adds_up_without(
    tax: Money | None,
    items: Money | None,
    discount: Money | None,
    delivery: Money | None,
    total: Money | None,
    default: bool,
) -> bool:
    """Whether the tax is contained in the other parts: the page's own sum tells, else the owner does."""
    if tax is None or items is None or total is None:
        return default
    parts = items
    parts = parts - discount if discount else parts
    parts = parts + delivery if delivery else parts
    if parts == total:
        return True
    return False if parts + tax == total else default


def read_lines(snapshot: Snapshot, money: ReadMoney, currency: str) -> list[Line]:
    """The rows of a cart. Raises CannotRead when a row's quantity or amount is not plain."""
    return [_line(row, snapshot, money, currency) for row in snapshot.rows]


def _line(row: Row, snapshot: Snapshot, money: ReadMoney, currency: str) -> Line:
    if not row.quantity.strip().isdigit():
        raise CannotRead(f"the quantity of '{row.title}' is not a whole number: {row.quantity!r}", found=row.quantity)
    quantity = int(row.quantity)
    amounts = [money(snapshot.amounts[index].text) for index in row.amounts]
    amounts = [amount for amount in amounts if amount.currency == currency]
    if not amounts:
        raise CannotRead(f"the row of '{row.title}' shows no amount", looked_for=f"an amount in {currency}")
    if len(amounts) == 1:
        return Line(row.title, quantity, amounts[0])
    products = [unit * quantity for unit in amounts[:-1]]
    total = next((amount for amount in reversed(amounts) if amount in products), amounts[-1])
    return Line(row.title, quantity, total)
