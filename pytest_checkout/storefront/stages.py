"""Where a shopper stands, decided from what the page holds; its address is weak evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import doors
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, lexicon, speaks, tokens, understood

if TYPE_CHECKING:
    from pytest_checkout.storefront.reading import Reading

_AWAY = ("header", "nav", "footer")
_PLAIN = 0.8
"""The share of a button's words that say what it does (of 1) from which on it says nothing else."""
_UNMISTAKABLE = 4
"""Points of a page that thanks in a heading, with a number of the order that two places agree on."""


def stage(reading: Reading) -> Stage:
    """The step that the shopper is at: of several on one page, the first that still wants something."""
    if reading.snapshot.status >= 400:
        return Stage.ERROR
    if _is_surely_confirmed(reading):
        return Stage.CONFIRMATION
    if reading.is_challenge:
        return Stage.CHALLENGE
    if reading.parts:
        undone = [part for part in reading.parts if unfinished(reading, part)]
        if undone:
            return undone[0]
        return Stage.REVIEW if reading.place_order_acts and _is_last(reading) else reading.parts[-1]
    if reading.own_add_buttons and not _cart_beside_products(reading):
        return Stage.PRODUCT
    if reading.is_cart:
        return Stage.CART
    if reading.place_order_acts:
        return Stage.REVIEW
    return Stage.CONFIRMATION if reading.is_confirmation else Stage.ELSEWHERE


def _is_last(reading: Reading) -> bool:
    """Whether all that is asked on a page with a button that orders is asked there: then only the order is left."""
    onward = reading.continue_acts(reading.parts[-1])
    return len(reading.parts) > 1 or not onward or onward[0].control == reading.place_order_acts[0].control


def _is_surely_confirmed(reading: Reading) -> bool:
    """After the button that orders was pressed, a page that thanks is no step for what it also offers.

    One that thanks in its heading and names the order may still show ways to pay, as for a bank transfer; any other
    must offer none.
    """
    if not reading.progress.ordering or not reading.is_confirmation or _calls_to_order(reading):
        return False
    if reading.address_fields or reading.card_fields:
        return False
    return reading.thanks >= _UNMISTAKABLE or not (reading.group("payment") or reading.group("delivery"))


def _calls_to_order(reading: Reading) -> bool:
    """Whether a button of the page says that it orders, or stands out as if it did: "re-send the order e-mail" only
    speaks of an order."""
    return any(
        act.control.loud > doors.CALLS
        or understood("acts", act.control.text, reading.language)[0].get("place order", 0.0) >= _PLAIN
        for act in reading.place_order_acts
    )


def parts(reading: Reading) -> tuple[Stage, ...]:
    """The steps that this page asks the shopper to take, in the order of a checkout."""
    found = []
    product = bool(reading.own_add_buttons)
    cart = bool(reading.snapshot.rows) and not reading.progress.in_checkout and bool(reading.checkout_acts)
    if reading.address_fields:
        found.append(Stage.ADDRESS)
    elif not product and not cart and _asks_who(reading):
        found.append(Stage.CONTACT)
    if reading.group("delivery") and not product and not cart:
        found.append(Stage.DELIVERY)
    bill = [field for field in reading.fields if field.billing or field.meaning == "same_address"]
    bill = bill if reading.progress.addressed or not reading.address_fields else []
    if reading.card_fields or ((reading.group("payment") or bill) and not product and not cart):
        found.append(Stage.PAYMENT)
    for stage in (Stage.DELIVERY, Stage.PAYMENT):
        if stage not in (*found, *reading.progress.given) and doors.into(reading, stage):
            found.append(stage)
    return tuple(found) or _part_by_name(reading)


def _asks_who(reading: Reading) -> bool:
    if reading.group("guest") or reading.guest_acts:
        return True
    return bool(reading.contact_fields and not reading.card_fields)


def _part_by_name(reading: Reading) -> tuple[Stage, ...]:
    """A step that asks for nothing more is known by what its heading says and by having a way on."""
    if reading.is_cart or reading.own_add_buttons or reading.place_order_acts or reading.is_confirmation:
        return ()
    headings = " ".join(heading.text for heading in reading.snapshot.headings if heading.level == 1)
    for stage in (Stage.PAYMENT, Stage.DELIVERY):
        if speaks("signs", str(stage), headings, reading.language) and reading.continue_acts(stage):
            return (stage,)
    return ()


def part_controls(reading: Reading, stage: Stage) -> list[Control]:
    """The controls that make up one step of this page."""
    if stage is Stage.ADDRESS:
        return [field.control for field in reading.address_fields]
    if stage is Stage.CONTACT:
        guest = reading.group("guest")
        return [f.control for f in reading.contact_fields] + [c.control for c in (guest.choices if guest else ())]
    group = reading.group(str(stage))
    chosen = [choice.control for choice in group.choices] if group else []
    return [*chosen, *(field.control for field in reading.card_fields if stage is Stage.PAYMENT)]


def unfinished(reading: Reading, stage: Stage) -> bool:
    """Whether a step still wants something that is not given."""
    if stage is Stage.ADDRESS:
        names = ("line1", "city", "last_name", "full_name")
        needed = [f for f in reading.address_fields if f.control.required or f.meaning in names]
        return any(not field.control.value.strip() for field in needed if not field.control.choosable)
    if stage is Stage.CONTACT:
        return any(not field.control.value.strip() for field in reading.contact_fields)
    typed = Stage.PAYMENT in reading.progress.given  # a provider's frame may keep to itself what it holds
    asked = [field for field in reading.card_fields if field.control.frame == 0 or not typed]
    empty = [field for field in asked if not field.control.value.strip()]
    if stage is Stage.PAYMENT and empty:
        return True
    group = reading.group(str(stage))
    if group:
        return not group.chosen
    return stage not in reading.progress.given and bool(doors.into(reading, stage))  # a dialogue can be opened again


def is_cart(reading: Reading) -> bool:
    """Whether the cart is open: rows whose quantity can be changed, or a page with rows that leads to the checkout."""
    counters = any(
        field.meaning == "quantity" and field.control.region not in _AWAY for field in reading.fields
    ) and bool(reading.snapshot.rows)
    if counters and (reading.checkout_acts or not reading.own_add_buttons):
        return True
    if _cart_beside_products(reading):
        return True
    path = tokens(reading.snapshot.url.split("?")[0].rstrip("/").rpartition("/")[2])
    named = lexicon(CODE).says("acts", "cart", path)
    empty = speaks("signs", "empty cart", reading.snapshot.text, reading.language)
    past = reading.progress.in_checkout or reading.progress.ordering  # the rows of an order look like those of a cart
    listed = bool(reading.snapshot.rows) and not past
    return bool((named or listed) and reading.checkout_acts and not reading.own_add_buttons) or (named and empty)


def _cart_beside_products(reading: Reading) -> bool:
    """Whether the cart stands on the page that sells: its rows link nowhere, or lie over the page in a drawer, and a
    button leads to the checkout."""
    rows = reading.snapshot.rows
    listed = bool(rows) and not any(row.path and row.region != "dialog" for row in rows)
    leading = any(act.control.region not in _AWAY for act in reading.checkout_acts)
    return listed and leading and bool(reading.own_add_buttons)
