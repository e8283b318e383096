"""Rows that look like those of a cart and are none: how many to buy, beside the button that puts a product into it."""

from __future__ import annotations

from dataclasses import replace

from pytest_checkout.storefront import acts
from pytest_checkout.storefront.snapshot import Control, Snapshot

_OF_A_CART = ("update", "checkout", "continue", "place order", "apply code")
"""What the buttons of a form do that holds the rows of a cart."""


def only_of_carts(snapshot: Snapshot, language: str) -> Snapshot:
    """The page without the rows whose quantity is sent by a button that adds a product.

    A form with several quantities is left alone: it may be a cart that also offers what goes with it.
    """
    forms = [row.form for row in snapshot.rows]
    alone = {form for form in forms if form >= 0 and forms.count(form) == 1}
    sold = {form for form in alone if _sells(snapshot, form, language)}
    return replace(snapshot, rows=tuple(row for row in snapshot.rows if row.form not in sold)) if sold else snapshot


def _sells(snapshot: Snapshot, form: int, language: str) -> bool:
    buttons = [control for control in snapshot.controls if control.form == form and acts.is_button(control)]
    does = [_does(control, snapshot, language) for control in buttons if acts.submits(control)]
    return "add to cart" in does and not any(act in _OF_A_CART for act in does)


def _does(control: Control, snapshot: Snapshot, language: str) -> str:
    """What a button does best; empty when its evidence is not enough for anything."""
    rated = acts.scores(control, snapshot.form_of(control), language)
    act = max(rated, key=lambda name: rated[name][0], default="")
    return act if act and rated[act][0] >= acts.ENOUGH else ""
