"""Choices that a page only shows in a dialogue: opened by the button under the step's heading, closed when given."""

from __future__ import annotations

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import doors
from pytest_checkout.storefront.choices import Group
from pytest_checkout.storefront.going import presses_to
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control


def opens(hands: Hands, stage: Stage) -> Group | None:
    """Open the dialogue of a step; its choices, or None when the page has no button for them, or shows only a card."""
    found = doors.into(hands.reading, stage)
    if len(found) != 1:
        return None
    presses_to(hands, found[0], f"open the choices of {stage}", lambda now: bool(_inside(now, stage)))
    return hands.reading.group(str(stage))


def closes(hands: Hands, stage: Stage) -> None:
    """Close the dialogue by its own button once its choice is made; nothing to do where no dialogue is open."""
    hands.knows(given=hands.progress.given | {stage})
    reading = hands.look()
    group = reading.group(str(stage))
    overlay = max((control.overlay for control in _inside(reading, stage)), default=-1)
    buttons = [control for control in reading.snapshot.controls if _closes(control, overlay, group)]
    if overlay < 0 or not buttons:
        return
    best = max(buttons, key=lambda control: (control.loud, control.index))
    presses_to(hands, best, f"close the choices of {stage}", lambda now: not _is_open(now, stage))


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
