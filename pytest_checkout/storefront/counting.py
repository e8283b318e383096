"""Changing how many of a product the cart holds: its own count, what saves it, and the proof."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from pytest_checkout.domain import Money, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.store.profile import Product, name_in
from pytest_checkout.storefront import buying
from pytest_checkout.storefront.fields import Field
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control

_AWAY = ("header", "nav", "footer")
_ON_A_SLOW_CONNECTION = 3
"""How many times as patient a shopper is whose connection is slow."""
_GLANCE = 1.0
"""Seconds after which somebody who is quick looks at the page anew."""


def counter(reading: Reading, product: Product, locale: str) -> Field:
    """The field with the count of a product in the open cart. Raises CannotRead where none is, or several may be."""
    counts = [field for field in reading.fields_for("quantity") if field.control.shown]
    counts = [field for field in counts if field.control.region not in _AWAY]
    rows = reading.snapshot.rows
    mine = [place for place, row in enumerate(rows) if buying.is_row_of(row, product, locale)]
    if len(mine) == 1 and len(counts) == len(rows):
        return counts[mine[0]]
    name = name_in(product.name, locale)
    raise CannotRead(
        f"the cart has no field that is plainly the count of '{name}'",
        stage=str(Stage.CART),
        looked_for=f"the count of '{name}', one field for each product",
        found=f"{len(counts)} counts beside {len(rows)} products, {len(mine)} of them '{name}'",
    )


def changes(hands: Hands, product: Product, units: int, locale: str) -> None:
    """Type another count, press what saves it where something does, and wait for the shop's answer."""
    before = hands.reading
    due = _items_with(before, units)
    _sets(hands, counter(before, product, locale), units)
    _waits_for(hands, due, before)


def changes_quickly(hands: Hands, product: Product, counts: Sequence[int], locale: str) -> None:
    """Type and save one count after another without waiting for an answer, and then for the last.

    A shop may keep its button to itself until it has answered; on a slow connection that takes its time.
    """
    before, patience = hands.reading, hands.patience
    due = _items_with(before, counts[-1])
    try:
        for units in counts:
            _sets_as_soon_as_it_can_be(hands, product, units, locale, patience * _ON_A_SLOW_CONNECTION)
        hands.patience = patience * _ON_A_SLOW_CONNECTION
        _waits_for(hands, due, before)
    finally:
        hands.patience = patience


def proves(reading: Reading, product: Product, units: int, locale: str) -> None:
    """The cart holds so many. Raises ShopFault."""
    held = buying.units_in_cart(reading, product, locale)
    if held != units:
        name = name_in(product.name, locale)
        told = " ".join(reading.told)
        raise ShopFault(
            f"the count of '{name}' was changed to {units}, and the cart holds {held}",
            stage=str(Stage.CART),
            looked_for=f"{units} x {name}",
            found=f"{held}{'; told: ' + told if told else ''}",
            reason_code="wrong-outcome",
        )


def _items_with(reading: Reading, units: int) -> Money | None:
    """What the goods will cost with so many units, in a cart of this product alone; None where that is not plain."""
    items, rows = reading.totals.items, reading.snapshot.rows
    held = int(rows[0].quantity) if len(rows) == 1 and rows[0].quantity.strip().isdigit() else 0
    if items is None or not held or items.minor % held:
        return None
    return Money.from_minor(items.minor // held * units, items.currency)


def _waits_for(hands: Hands, due: Money | None, before: Reading) -> None:
    """Until the page shows what is due then, not what the answer to an earlier change shows; a patience at most."""
    hands.until(lambda now: (now.totals.items == due if due else now.totals != before.totals) or None)


def _sets_as_soon_as_it_can_be(hands: Hands, product: Product, units: int, locale: str, seconds: float) -> None:
    """At short glances: a button that is kept until the answer is there goes away with its page, and the next page has
    one that can be pressed. Who waits for the old one is not quick. Raises ShopFault or CannotRead after `seconds`."""
    end = time.monotonic() + seconds
    hands.patience = _GLANCE
    while True:
        try:
            _sets_again(hands, product, units, locale)
            return
        except (ShopFault, CannotRead):
            if time.monotonic() > end:
                raise
        hands.look()


def _sets_again(hands: Hands, product: Product, units: int, locale: str) -> None:
    """Whatever the field held when the page was read: it may have been typed into since."""
    field = counter(hands.reading, product, locale)
    _sets(hands, replace(field, control=replace(field.control, value="")), units)


def _sets(hands: Hands, field: Field, units: int) -> None:
    control = field.control
    if control.choosable:
        hands.selects(control, str(units), "quantity", Stage.CART, field.why)
    else:
        hands.types(control, str(units), "quantity", Stage.CART, field.why)
    if save := _save(hands.reading, control):
        hands.press(save, "save the quantity", Stage.CART)


def _save(reading: Reading, count: Control) -> Control | None:
    """What saves the counts: the nearest of the same form. None in a cart that saves as one goes."""
    found = [act.control for act in reading.acts("update") if act.control.form == count.form]
    shown = [control for control in found if control.shown and not control.disabled]
    return min(shown, key=lambda control: abs(control.box[1] - count.box[1]), default=None)
