"""What a shop insists on beside the address: terms to accept, a list to choose from, a box without a word we know.

Nothing here is a wish of the shopper. It is given only where the shop marks it as required, complains about it, or
keeps its button disabled, and each is written into the journal.
"""

from __future__ import annotations

from datetime import date, timedelta

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import acts, lists
from pytest_checkout.storefront.fields import ADDRESS, CARD
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control

_AWAY = ("header", "nav", "footer")
_NO_WISH = ("newsletter", "create_account", "other_address", "search", "language", "coupon")
"""What is never ticked or chosen only because it is there."""


def accepts_terms(hands: Hands, stage: Stage) -> bool:
    """Tick the terms that this page asks to accept; True when there were any left to tick."""
    ticked = False
    if hands.progress.withholds_terms:
        return False
    for field in hands.reading.fields_for("terms"):
        control = field.control
        if control.tickable and not control.checked and control.type != "radio":
            hands.ticks(control, "the terms", stage)
            ticked = True
    return ticked


def gives_what_is_missing(hands: Hands, stage: Stage, pressed: Control, *, terms: bool = True) -> bool:
    """Give what the shop still insists on around a button that did not lead on. False when there is nothing to give.

    Without `terms` they were accepted before: a page that drops them wanted something else.
    """
    reading = hands.look()
    if accepts_terms(hands, stage):
        reading = hands.look()
        if terms:
            return True
    if hands.progress.withholds_terms:
        return False
    given = False
    for control in _wanted(reading, pressed):
        given |= _gives(hands, reading, control, stage)
    if given:
        return True
    # Nothing is marked, and still the shop does not go on: a box that nobody understands may be the terms.
    for control in _boxes(reading, pressed):
        hands.ticks(control, f"'{control.called}', which nothing else explains", stage)
        return True
    return False


def _wanted(reading: Reading, pressed: Control) -> list[Control]:
    """Controls that are marked as needed and hold nothing, in the form of the button that was pressed."""
    complained = {message.field for message in reading.snapshot.messages if message.field}
    complained |= {entry["field"] for entry in reading.snapshot.refused}
    meant = {f.control.index: f.meaning for f in reading.fields if f.control.frame == 0}
    return [
        control
        for control in reading.snapshot.controls
        if control.field
        and control.shown
        and control.frame == pressed.frame
        and control.region not in _AWAY
        and (pressed.form < 0 or control.form in (pressed.form, -1))
        and (control.required or control.invalid or control.name in complained or control.id in complained)
        and (
            meant.get(control.index) not in (*ADDRESS, *CARD, *_NO_WISH, "email", "password")
            or (meant.get(control.index) == "state" and control.choosable)  # some countries' addresses say none
        )
    ]


def _gives(hands: Hands, reading: Reading, control: Control, stage: Stage) -> bool:
    if control.type == "radio" or control.role == "radio":
        rivals = [c for c in reading.snapshot.controls if c.name == control.name and c.type == control.type]
        if control.name and any(rival.checked for rival in rivals):
            return False
        if control.name and rivals and rivals[0] is not control:
            return False
        hands.ticks(control, f"'{control.called}', the first that the shop insists to choose from", stage)
        return True
    if control.tickable:
        if control.checked:
            return False
        hands.ticks(control, f"'{control.called}', which the shop insists on", stage)
        return True
    if control.choosable:
        return lists.chooses_first(hands, control, stage)
    if control.type == "date" and not control.value:
        soon = control.min or (date.today() + timedelta(days=14)).isoformat()
        hands.types(control, soon, f"date for '{control.called}'", stage, "required, type=date")
        return True
    return False


def _boxes(reading: Reading, pressed: Control) -> list[Control]:
    """Boxes above the button that are not ticked and that no word explains."""
    explained = {f.control.index for f in reading.fields if f.meaning in _NO_WISH or f.meaning == "same_address"}
    return [
        control
        for control in reading.snapshot.controls
        if control.tickable
        and control.type != "radio"
        and control.role != "radio"
        and control.shown
        and not control.checked
        and control.frame == pressed.frame
        and control.region not in _AWAY
        and control.index < pressed.index
        and control.index not in explained
        and not any(
            acts.scores(control, None, reading.language).get(name, (0.0, ""))[0] > 20
            for name in ("newsletter", "login")
        )
    ]
