"""Choosing from a list: a select, or the list box that a shop built itself; proved by what it then holds."""

from __future__ import annotations

from pytest_checkout.domain import Stage
from pytest_checkout.errors import ShopFault
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control, Option
from pytest_checkout.storefront.words import normal

_FILLS = 3.0
"""Seconds for a list to show its entries after it was opened."""
_MOST_TRIES = 2
"""How often a list is opened that a page closes again by rebuilding itself."""


def chooses(
    hands: Hands, control: Control, option: Option, what: str, stage: Stage, why: str, *, again: bool = True
) -> None:
    """Choose an option, once more where the page rebuilt itself around the choice.

    Raises ShopFault when the list does not open, or does not hold what was chosen.
    """
    if control.tag == "select":
        hands.selects(control, option.value, what, stage, why)
        return
    if normal(option.text) == normal(control.chosen):
        return
    entry = _entry(hands.reading, option)  # it may be open already
    for _ in range(_MOST_TRIES):
        if entry is not None:
            break
        if control.expands != "true":
            hands.press(control, f"open the list for the {what}", stage)
        entry = hands.until(lambda now: _entry(now, option), patience=hands.patience / _MOST_TRIES)
        control = next((c for c in hands.reading.snapshot.controls if c.list and _same(c, control)), control)
    if entry is None:
        raise _unchosen(control, option, what, stage, "the list does not open")
    hands.press(entry, f"choose the {what} '{option.text}' ({why})", stage)
    if hands.until(lambda now: _holds(now, control, option) or None) is None:
        anew = next((c for c in hands.reading.snapshot.controls if c.list and c.shown and _same(c, control)), None)
        if again and anew is not None:
            chooses(hands, anew, option, what, stage, why, again=False)
            return
        raise _unchosen(control, option, what, stage, "the list does not hold what was chosen")


def unfolded(hands: Hands, control: Control, stage: Stage) -> Control:
    """The list with its entries: one that brings them only when it is opened is opened, and stays so."""
    if control.options or control.tag == "select" or not control.choosable:
        return control
    hands.press(control, f"see what '{control.called}' offers", stage)
    return hands.until(lambda now: _filled(now, control), patience=min(_FILLS, hands.patience)) or control


def folds(hands: Hands) -> None:
    """Close a list that was only looked into."""
    hands.page.keyboard.press("Escape")
    hands.look()


def _filled(reading: Reading, before: Control) -> Control | None:
    found = (c for c in reading.snapshot.controls if c.list and _same(c, before) and real_options(c))
    return next(found, None)


def chooses_first(hands: Hands, control: Control, stage: Stage) -> bool:
    """Choose the first entry of a list that holds none yet; False when it holds one, or offers none."""
    control = unfolded(hands, control, stage)
    entries = real_options(control)
    if not entries or any(option.selected for option in entries):
        return False
    if not control.options or normal(control.chosen) in {normal(option.text) for option in entries}:
        return False
    chooses(hands, control, entries[0], f"'{control.called}'", stage, "the first on offer")
    return True


def real_options(control: Control) -> list[Option]:
    """The entries that stand for something: not the first of a select that only says "please choose"."""
    entries = [option for option in control.options if option.text.strip() and not option.disabled]
    if control.tag == "select":
        return [option for option in entries if option.value.strip() and option.value.strip() not in ("0", "-1")] or [
            option for option in entries if option.value.strip()
        ]
    return entries


def _entry(reading: Reading, option: Option) -> Control | None:
    """The entry of an open list, by its text or its value."""
    shown = [c for c in reading.snapshot.controls if c.shown and c.role == "option"]
    exact = [c for c in shown if normal(c.text) == normal(option.text)]
    return next(iter(exact or [c for c in shown if c.value and c.value == option.value]), None)


def _holds(reading: Reading, before: Control, option: Option) -> bool:
    """Whether the list box shows the option now, or marks it as selected."""
    for control in reading.snapshot.controls:
        if not control.list or not _same(control, before):
            continue
        if normal(option.text) in normal(f"{control.text} {control.value}"):
            return True
        if any(entry.selected and normal(entry.text) == normal(option.text) for entry in control.options):
            return True
    return False


def _same(one: Control, other: Control) -> bool:
    if other.id or other.name:
        return (one.id, one.name) == (other.id, other.name)
    return (one.tag, one.classes, one.label or one.near) == (other.tag, other.classes, other.label or other.near) or (
        one.box[:2] == other.box[:2]
    )


def _unchosen(control: Control, option: Option, what: str, stage: Stage, why: str) -> ShopFault:
    return ShopFault(
        f"the {what} '{option.text}' cannot be chosen in '{control.called}' at {stage}: {why}",
        stage=str(stage),
        looked_for=f"{what} '{option.text}'",
        found=why,
        reason_code="capability-dead",
    )
