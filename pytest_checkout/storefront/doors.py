"""Doors: buttons of a checkout that open the choices of one step, which the page does not show before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import acts
from pytest_checkout.storefront.prominence import may_order, serves_a_field
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import speaks

if TYPE_CHECKING:
    from pytest_checkout.storefront.reading import Reading

_AWAY = ("header", "nav", "footer", "aside")
CALLS = 80
"""How much a button differs from its page (of 441) that calls upon the shopper to go on."""


def into(reading: Reading, stage: Stage) -> list[Control]:
    """What opens the choices of a step in a dialogue, where the page shows none of them yet."""
    if stage not in (Stage.DELIVERY, Stage.PAYMENT) or reading.group(str(stage)) or not reading.progress.in_checkout:
        return []
    return list(to(reading, stage))


def to(reading: Reading, stage: Stage) -> tuple[Control, ...]:
    """The buttons of the checkout that open a step's choices: under its heading, or before what is hidden of it.

    Where no heading tells, nobody is asked how to pay before how to deliver, and only a card is typed.
    """
    named = {
        about: tuple(door for door in reading.doors if speaks("signs", str(about), _title(door), reading.language))
        for about in (Stage.DELIVERY, Stage.PAYMENT)
    }
    if named[stage]:
        return named[stage]
    other = Stage.PAYMENT if stage is Stage.DELIVERY else Stage.DELIVERY
    hidden = _hidden_behind(reading)
    known = [door for door in reading.doors if door.index in hidden or door in named[other]]
    twins = {(door.called, door.classes) for door in known}
    blind = [d for d in reading.doors if (d.called, d.classes) in twins and d not in named[other]]
    if len(blind) == 1 and not named[other]:
        typed = any(field.tag == "input" and not field.tickable for field in hidden.get(blind[0].index, ()))
        pays = typed or Stage.DELIVERY in reading.progress.given
        return tuple(blind) if pays == (stage is Stage.PAYMENT) else ()
    if len(blind) + bool(named[other]) != 2:
        return ()
    return (blind[0] if stage is Stage.DELIVERY else blind[-1],)


def _hidden_behind(reading: Reading) -> dict[int, list[Control]]:
    """Index of a button -> the fields right behind it that are not shown: a dialogue that it may open."""
    found: dict[int, list[Control]] = {}
    last = -1
    for control in reading.snapshot.controls:
        if control.frame == 0 and control.shown:
            last = control.index
        elif control.frame == 0 and control.field:
            found.setdefault(last, []).append(control)
    return found


def quiet(reading: Reading) -> tuple[Control, ...]:
    """Buttons in the checkout that neither send nor leave anything, each with a heading of its own."""
    choices = {(c.control.frame, c.control.index) for group in reading.groups if group.kind for c in group.choices}
    found = [
        control
        for control in reading.snapshot.controls
        if acts.is_button(control)
        and (control.frame, control.index) not in choices
        and control.frame == 0
        and control.tag != "a"
        and control.region not in _AWAY
        and not acts.submits(control)
        and control.overlay < 0
        and _title(control)
        and (control.loud < CALLS or _is_of_a_step(reading, control))
        and control.role not in ("tab", "option")
        and not may_order(reading, control)
        and not serves_a_field(reading, control)
        and not _does_something_else(reading, control)
    ]
    titles = [_title(control) for control in found]
    return tuple(control for control in found if titles.count(_title(control)) == 1)


def _title(control: Control) -> str:
    """What a button stands under: the legend of its part of a form, else the heading above it. Of several that are
    alike, the group is what stands before all of them."""
    return (control.group if control.kin < 0 else "") or control.heading


def _is_of_a_step(reading: Reading, control: Control) -> bool:
    """Whether a button stands in a part of a form whose legend is that of a step; then it may stand out and still
    only open that step's choices."""
    steps = (Stage.DELIVERY, Stage.PAYMENT)
    return any(speaks("signs", str(step), control.group, reading.language) for step in steps)


def _does_something_else(reading: Reading, control: Control) -> bool:
    rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
    return any(points >= acts.ENOUGH for act, (points, _) in rated.items() if act not in ("back", "open code"))
