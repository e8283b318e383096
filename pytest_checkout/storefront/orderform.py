"""A page that sells several products at once: a count for each, none yet, and one button that adds them all."""

from __future__ import annotations

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal


def counters(reading: Reading, button: Control) -> list[Control]:
    """The counts that the button's form sends and that say nothing yet, or tick boxes where one is the most.

    A count that begins with one belongs to the page of a single product, and is none of these.
    """
    named = {field.control.index for field in reading.fields_for("quantity")}
    mine = [
        control
        for control in reading.snapshot.controls
        if control.shown and not control.disabled and control.frame == button.frame and control.form == button.form >= 0
    ]
    counts = [c for c in mine if (c.type == "number" or c.index in named) and c.value.strip() in ("", "0")]
    return counts or [c for c in mine if c.type == "checkbox" and c.value.strip() == "1" and not c.required]


def shows_no_cart(reading: Reading) -> bool:
    """Whether the page that sells would show the cart above its products, and shows none: then nothing is in it."""
    own = reading.own_add_buttons
    return bool(own and not reading.cart_acts and not reading.snapshot.rows and counters(reading, own[0].control))


def product_of(counter: Control) -> str:
    """What a count counts: its own name if that is more than "quantity", else the heading above it."""
    return counter.label or counter.aria or counter.heading


def counting(found: list[Control], name: str) -> list[Control]:
    """Those that count the product of that name; all when no name is given."""
    return [each for each in found if normal(name) in normal(f"{each.label} {each.aria} {each.heading}")]


def counts(hands: Hands, found: list[Control], name: str, quantity: int) -> str:
    """Say how many of the product of that name are wanted; its name as the page gives it.

    Without a name the page's only product is meant. Raises CannotRead for several, ShopFault when it is not there.
    """
    called = ", ".join(f"'{product_of(counter)}'" for counter in found)
    fitting = counting(found, name)
    if not fitting:
        raise ShopFault(
            f"the page does not sell '{name}'",
            stage=str(Stage.PRODUCT),
            looked_for=f"a count for '{name}'",
            found=called,
            reason_code="capability-absent",
        )
    if len(fitting) > 1:
        raise CannotRead(
            f"the page sells several products, and which is meant is not plain: {called}",
            stage=str(Stage.PRODUCT),
            looked_for=name or "one product",
            found=called,
        )
    counter = fitting[0]
    if counter.type == "checkbox":
        hands.ticks(counter, f"one '{product_of(counter)}'", Stage.PRODUCT)
    else:
        hands.types(
            counter, str(quantity), f"quantity of '{product_of(counter)}'", Stage.PRODUCT, "its form adds to the cart"
        )
    return product_of(counter)
