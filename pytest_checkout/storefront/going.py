"""Going on: pressing what leads to the next step, and the proof that the page really moved."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, ShopFault
from pytest_checkout.storefront import doors, remedies
from pytest_checkout.storefront.hands import Gone, Hands
from pytest_checkout.storefront.prominence import STANDS_OUT
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import (
    absent,
    news,
    only,
    refuse_stale_override,
    refuse_unknown_field,
    refuse_unknown_page,
    says,
)
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.ways import SENDS_STEP
from pytest_checkout.storefront.words import CODE, lexicon, tokens

_MOST_TRIES = 4
"""How often one button is pressed again after the shop was given what it insisted on."""

_FETCHED = 2.0
"""Seconds for the next part of a page to be fetched when this one is filled in."""


def shape(reading: Reading) -> tuple[object, ...]:
    """What makes a page this step and no other: its stage, what it asks for and under which headings.

    A refused step often comes back at another address; only a page that asks for nothing is known by its own.
    """
    asked = frozenset(
        control.code or control.label for part in reading.parts for control in reading.part_controls(part)
    )
    headings = tuple(heading.text for heading in reading.snapshot.headings if heading.level <= 2)
    return (reading.stage, headings if asked else urlsplit(reading.snapshot.url).path, asked)


def goes_on_from(hands: Hands, stage: Stage) -> bool:
    """Go on after a step. False when there is nothing to press: the shop has moved already, or shows more below."""
    reading = hands.look()
    if not _has_a_way(reading, stage):  # a page that saves as one goes fetches what comes next
        hands.until(lambda now: _has_a_way(now, stage) or None, patience=min(_FETCHED, hands.patience))
        reading = hands.reading
    if stage not in reading.parts or any(part.order > stage.order for part in _open_parts(reading, stage)):
        return False
    if _only_orders(reading, stage):
        return False
    if _waits(reading, stage) and _opens_up(hands, stage):
        return False
    parts = set(reading.parts)
    try:
        goes_on(hands, stage)
    except ShopFault:
        now = hands.look()
        if stage in now.parts and any(now.unfinished(part) for part in set(now.parts) - parts):
            return False  # it wants what it shows only now, and nothing of this step
        raise
    return True


def _only_orders(reading: Reading, stage: Stage) -> bool:
    """Whether nothing leads on from here but what places the order, or may: that is pressed by who means to order."""
    ordering, onward = reading.place_order_acts, reading.continue_acts(stage)
    return bool(ordering) and (not onward or onward[0].control == ordering[0].control)


def _waits(reading: Reading, stage: Stage) -> bool:
    """Whether what leads on is there and cannot be pressed yet."""
    found = reading.continue_acts(stage)
    return bool(found) and found[0].control.disabled


def _opens_up(hands: Hands, stage: Stage) -> bool:
    """Wait for a page that fetches its next part only when it knows this one; False when it can be left after all."""

    def opened(now: Reading) -> bool | None:
        if any(part.order > stage.order for part in _open_parts(now, stage)):
            return True
        return None if _waits(now, stage) else False

    return bool(hands.until(opened, patience=min(_FETCHED, hands.patience)))


def _has_a_way(reading: Reading, stage: Stage) -> bool:
    """Whether anything leads on from a step: a button, or a later step on the same page."""
    later = any(part.order > stage.order for part in reading.parts)
    return later or stage not in reading.parts or bool(reading.continue_acts(stage) or reading.place_order_acts)


def _open_parts(reading: Reading, stage: Stage) -> list[Stage]:
    """The steps of this page that can be taken now: behind a button of its own form, the next one is not open yet."""
    mine = {(control.frame, control.form) for control in reading.part_controls(stage)}
    own = [act for act in reading.continue_acts(stage) if (act.control.frame, act.control.form) in mine]
    if not own or -1 in {form for _, form in mine}:
        return list(reading.parts)
    after = {
        (control.frame, control.form)
        for part in reading.parts
        if part.order > stage.order
        for control in (*reading.part_controls(part), *doors.into(reading, part))
        if control.frame == 0  # what a provider's frame asks belongs to the form around it
    }
    return list(reading.parts) if after <= mine else [stage]


def goes_on(hands: Hands, stage: Stage | None = None) -> Stage:
    """Press what goes on and wait until the page has really moved; the stage after that.

    What the shop insists on beside is given, terms for example, a few times at most. Raises ShopFault
    (capability-dead) when nothing happens, (wrong-outcome) when the shop refuses, with its words.
    """
    stage = stage or hands.reading.stage
    if stage is Stage.REVIEW:
        raise ValueError("going on from the review step would place the order; use places_order()")
    start: tuple[object, ...] = ()
    accepted = False
    for tries in range(_MOST_TRIES):
        accepted |= remedies.accepts_terms(hands, stage)
        reading = hands.look() if tries else hands.reading
        start = start or shape(reading)
        if tries and shape(reading) != start:
            return reading.stage  # it moved after all, later than the shopper's patience
        if _only_orders(reading, stage):
            return reading.stage  # what it insisted on was the last it wanted before the order
        control = _way(hands, reading, stage)
        if control.disabled and remedies.gives_what_is_missing(hands, stage, control, terms=not accepted):
            continue
        before = reading
        try:
            after = _presses(hands, control, stage, before)
        except Gone:  # the page was fetched anew around it
            if tries == _MOST_TRIES - 1:
                raise
            continue
        if after is not None and (shape(after) != shape(before) or _is_taken(before, after)):
            hands.journal.told(after.stage, after.told)
            return after.stage
        if not remedies.gives_what_is_missing(hands, stage, control, terms=not accepted):
            break
    _refuses(hands, control, stage, before, after)
    raise AssertionError("unreachable")


def _way(hands: Hands, reading: Reading, stage: Stage) -> Control:
    found = reading.continue_acts(stage)
    if not found:
        refuse_stale_override(hands, "continue")
        raise absent(f"there is no way on from {stage}", reading, f"what continues from {stage}")
    control = only(found, "go on", reading)
    if stage is Stage.PAYMENT and found[0].why in (SENDS_STEP, STANDS_OUT) and not hands.may_order:
        raise CannotProvide(
            f"'{control.called}' at payment may place the order, and the profile does not allow orders in production"
        )
    return control


def _presses(hands: Hands, control: Control, stage: Stage, before: Reading) -> Reading | None:
    """The page after pressing: moved, complaining, or the same one again; None when nothing happened."""
    was, token = shape(before), before.snapshot.token
    hands.press(control, "go on", stage)

    def moved(now: Reading) -> Reading | None:
        if shape(now) != was and (now.stage is not Stage.ELSEWHERE or now.continue_acts(Stage.ELSEWHERE)):
            return now
        again = now.snapshot.token != token
        if _is_taken(before, now):
            return now
        if now.complaints and (again or now.complaints != before.complaints):
            return now
        return now if again and shape(now) == was and _offers(now, control) else None  # the same step came back

    return hands.until(moved)


def _offers(reading: Reading, control: Control) -> bool:
    """Whether a page shows a control of that name: one that asks for nothing is not the same step again before it does,
    only a page that has not filled yet."""
    return any(other.shown and other.called == control.called for other in reading.snapshot.controls)


def _is_taken(before: Reading, now: Reading) -> bool:
    """Whether the page says, in a message that is marked as good news, that it took what was given."""
    known = {message.text for message in before.snapshot.messages}
    return set(now.complaints) <= set(before.complaints) and any(
        message.text not in known and lexicon(CODE).says("signs", "good", tokens(message.classes))
        for message in now.snapshot.messages
    )


def _refuses(hands: Hands, control: Control, stage: Stage, before: Reading, after: Reading | None) -> None:
    came_back = after is not None
    after = after or hands.reading
    if not after.complaints:
        refuse_unknown_page(before, after, "go on")
    told = after.complaints or news(before, after)
    if not told:
        how = "the same page comes back" if came_back else f"nothing moved within {hands.patience:g} seconds"
        raise ShopFault(
            f"'{control.called}' has no effect at {stage}: {how}",
            stage=str(stage),
            looked_for=f"the step after {stage}",
            found=f"still {after.stage} at {after.snapshot.url}, which says: {says(after)}",
            reason_code="capability-dead",
        )
    refuse_unknown_field(after, stage)
    raise ShopFault(
        f"the shop refuses to go on from {stage}: {' '.join(told)}",
        stage=str(stage),
        looked_for=f"the step after {stage}",
        found=" ".join(told),
        reason_code="wrong-outcome",
    )


def presses_to(hands: Hands, control: Control, what: str, reached: Callable[[Reading], bool]) -> None:
    """Press a control and wait for what it should lead to. Raises ShopFault (capability-dead) when it does not."""
    before, stage = hands.reading, hands.reading.stage
    hands.press(control, what, stage)
    if hands.until(lambda now: True if reached(now) else None) is None:
        now = hands.reading
        refuse_unknown_page(before, now, what)
        told = " ".join(now.told)
        raise ShopFault(
            f"the shopper could not {what} at {stage}: pressing '{control.called}' did not lead there "
            f"within {hands.patience:g} seconds",
            stage=str(stage),
            looked_for=what,
            found=f"{now.stage} at {now.snapshot.url}{'; told: ' + told if told else ''}",
            reason_code="capability-dead",
        )
