"""Choices that a page only shows in a dialogue: opened by the button under the step's heading, closed when given."""

from __future__ import annotations

from collections.abc import Callable

from pytest_checkout.domain import Stage
from pytest_checkout.errors import ShopFault
from pytest_checkout.storefront import doors
from pytest_checkout.storefront.choices import Group
from pytest_checkout.storefront.going import presses_to
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal, speaks

_FILLS = 1.0
"""Seconds for a dialogue to show what it offers after it was opened."""


def opens(hands: Hands, stage: Stage) -> Group | None:
    """Open the dialogue of a step; its choices, or None when the page has no button for them, or shows only a card.

    A dialogue that says what there is and lets choose nothing is closed again: then the step is given. Raises ShopFault
    where that is not the delivery that is wanted.
    """
    found = doors.into(hands.reading, stage)
    if len(found) != 1:
        return None
    before, door = hands.reading, found[0]
    presses_to(
        hands,
        door,
        f"open the choices of {stage}",
        lambda now: bool(_inside(now, stage)) or _came(before, now, door, stage) >= 0,
    )
    if not _inside(hands.reading, stage):
        hands.until(lambda now: _inside(now, stage) or None, patience=min(_FILLS, hands.patience))
    overlay = _came(before, hands.reading, door, stage)
    if not _inside(hands.reading, stage) and overlay >= 0:
        _refuses_a_lack(hands, stage, hands.reading.snapshot.overlays[overlay].text)
        hands.journal.note(stage, "there is nothing to choose")
        hands.knows(given=hands.progress.given | {stage})
        _shuts(hands, stage, overlay, lambda now: _came(before, now, door, stage) < 0)
    return hands.reading.group(str(stage))


def _refuses_a_lack(hands: Hands, stage: Stage, text: str) -> None:
    """Whether it is the way of delivery that is wanted nothing else tells later, as the card does of a way to pay."""
    if stage is not Stage.DELIVERY:
        return
    wanted, shown = dict(hands.progress.wanted).get(str(stage), ""), " ".join(text.split())
    if normal(wanted) not in normal(shown):
        raise ShopFault(
            f"the shop offers no choice of {stage}, and what it shows instead is not '{wanted}': {shown}",
            stage=str(stage),
            looked_for=wanted,
            found=shown,
            reason_code="capability-absent",
        )


def closes(hands: Hands, stage: Stage) -> None:
    """Close the dialogue by its own button once its choice is made; nothing to do where no dialogue is open."""
    hands.knows(given=hands.progress.given | {stage})
    reading = hands.look()
    overlay = max((control.overlay for control in _inside(reading, stage)), default=-1)
    _shuts(hands, stage, overlay, lambda now: not _is_open(now, stage))


def _shuts(hands: Hands, stage: Stage, overlay: int, shut: Callable[[Reading], bool]) -> None:
    """Press the loudest button of a dialogue that is none of its choices, until it is `shut`."""
    group = hands.reading.group(str(stage))
    buttons = [control for control in hands.reading.snapshot.controls if _closes(control, overlay, group)]
    if overlay < 0 or not buttons:
        return
    best = max(buttons, key=lambda control: (control.loud, control.index))
    presses_to(hands, best, f"close the choices of {stage}", shut)


def _came(before: Reading, now: Reading, door: Control, stage: Stage) -> int:
    """The dialogue that a door opened, as an overlay: it has the door's own heading, or speaks of the step; else -1."""
    for at, overlay in enumerate(now.snapshot.overlays):
        about = normal(door.heading) in normal(overlay.text) or speaks("signs", stage, overlay.text, now.language)
        if overlay not in before.snapshot.overlays and about:
            return at
    return -1


def _closes(control: Control, overlay: int, group: Group | None) -> bool:
    chosen = {choice.control.index for choice in group.choices} if group else set()
    button = control.shown and not control.field and control.frame == 0 and not control.disabled
    return button and control.overlay == overlay and control.index not in chosen


def _inside(reading: Reading, stage: Stage) -> list[Control]:
    """The choices of a step, and the fields of a card that belong to them.

    What a frame holds lies in no dialogue by itself: then the dialogue's own controls stand for it.
    """
    group = reading.group(str(stage))
    cards = [field.control for field in reading.card_fields] if stage is Stage.PAYMENT else []
    found = [choice.control for choice in (group.choices if group else ())]
    found += [control for control in cards if control.frame == 0]
    if cards and not found:
        found = [control for control in reading.snapshot.controls if control.shown and control.region == "dialog"]
    return found


def _is_open(reading: Reading, stage: Stage) -> bool:
    return any(control.overlay >= 0 for control in _inside(reading, stage))
