"""What a person would press who cannot read the language: what stands out of a page, and what only seems to."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from pytest_checkout.storefront import acts
from pytest_checkout.storefront.acts import Act
from pytest_checkout.storefront.fields import ADDRESS, CARD
from pytest_checkout.storefront.snapshot import Control

if TYPE_CHECKING:
    from pytest_checkout.storefront.reading import Reading

_AWAY = ("header", "nav", "footer")
STANDS_OUT = "stands out most of what can be pressed here"
"""Why a control is pressed whose words say nothing."""
_NEVER = ("back", "remove", "update", "apply code", "open code", "cart", "decline", "guest", *acts.FORBIDDEN)
_ASKED = ("email", *ADDRESS, *CARD, "quantity")
"""What a step of the way to an order may ask for alone."""
_COUNT = re.compile(r"\d{1,3}")
LOUDER = 40
"""How much more than the next button one must differ from its page to be the one that stands out (of 441)."""


def standing_out(
    reading: Reading,
    among: Callable[[Control], bool],
    *,
    ahead: Collection[str] = (),
    links: bool = False,
    disabled: bool = False,
) -> list[Act]:
    """The one button that differs most from its page, of those that say nothing, or only that they lead `ahead`."""
    able = []
    choices = {c.control.index for group in reading.groups if group.kind for c in group.choices}
    for control in reading.snapshot.controls:
        if (
            control.index in choices
            or not acts.is_button(control)
            or control.region in _AWAY
            or control.disabled != disabled
            or not among(control)
            or serves_a_field(reading, control)
        ):
            continue
        if control.expands or control.role in ("tab", "option") or not _is_named(control):
            continue
        if control.tag == "a" and not (links and control.loud):
            continue
        rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
        other = max((points for act, (points, _) in rated.items() if act not in ahead), default=0.0)
        if other >= acts.ENOUGH or any(rated.get(name, (0.0, ""))[0] >= 20 for name in _NEVER if name not in ahead):
            continue  # it says what it does, and that is something else
        able.append(control)
    able = [control for control in able if control.overlay < 0] or able  # not what a popup wants
    able.sort(key=lambda control: -control.loud)
    if not able:
        return []
    rivals = [other for other in able[1:] if able[0].loud - other.loud < LOUDER]
    return [Act(control, acts.ENOUGH, STANDS_OUT) for control in (able[0], *rivals)]


def _is_named(control: Control) -> bool:
    """Whether it says anything: the plus of a counter is no button that leads on, however dark it is."""
    return control.called != control.tag and sum(sign.isalpha() for sign in control.called) > 1


def may_order(reading: Reading, control: Control) -> bool:
    """Whether a control rather places the order than goes on: it is only pressed by who means to order."""
    rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
    ordering, going = (rated.get(act, (0.0, ""))[0] for act in ("place order", "continue"))
    return "place order" in control.overrides or ordering > going


def serves_a_field(reading: Reading, control: Control) -> bool:
    """Whether a button only sends the one field beside it, as for a code or a search, and not a step of the checkout.

    A step may ask for nothing but an e-mail.
    """
    return control.serves >= 0 and (control.frame, control.serves) not in _of_a_step(reading)


def _of_a_step(reading: Reading) -> set[tuple[int, int]]:
    """The fields that a step may ask for, or that hold a small number, as a count between a plus and a minus does."""
    found: set[tuple[int, int]] = reading.snapshot.worked_out.setdefault(("of a step", reading.language), set())
    if not found:
        found |= {(f.control.frame, f.control.index) for f in reading.fields if f.meaning in _ASKED}
        counts = [c for c in reading.snapshot.controls if c.field and _COUNT.fullmatch(c.value)]
        found |= {(control.frame, control.index) for control in counts}
    return found
