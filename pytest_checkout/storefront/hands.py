"""How a shopper uses a page: types, chooses, presses; every act proved by reading the page again.

What keeps the shopper from acting within its patience is the shop's fault (covered, disabled, without effect); what
cannot be read is the robot's own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TypeVar

from playwright.sync_api import ElementHandle, Frame
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as TooSlow

from pytest_checkout.domain import Stage
from pytest_checkout.errors import ShopFault
from pytest_checkout.storefront import grasp, why
from pytest_checkout.storefront.asking import NoAnswer, asks, first_line
from pytest_checkout.storefront.eyes import LOOK_AGAIN, Eyes
from pytest_checkout.storefront.grasp import Gone as Gone  # where the users of hands look for it
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal

T = TypeVar("T")
_CLICK = 2.0
"""Seconds for a click upon a control that was found free, before it is looked at again."""
_SETTLES = 0.4
"""Seconds that a page is given, before it is first used, to run what it fetched beside: until then a click may be lost
on it. What takes longer is not waited for; most of it are pictures."""
_MOST_REBUILDS = 3
"""How often a page may rebuild itself under one act."""
_LEAVES = "(field) => { const kept = field.value ?? field.textContent; field.blur(); return kept }"
"""Reads a field back and leaves it as a person does: some pages check and save only then."""


class Hands(Eyes):
    """The hands of one shopper on its page."""

    _used = 0.0
    """The token of the page that was used last."""
    _before_adding: Mapping[tuple[str, str, str], str] = MappingProxyType({})
    _came_with_adding: frozenset[tuple[str, str, str]] = frozenset()

    def uncovers(self) -> bool:
        """Take away what lies over the page and is no part of it; whoever has these hands knows how. True if it did."""
        return False

    cart_url = ""
    """Where the cart was when it was last opened."""
    cart_has_page = False
    """Whether its rows stood on that page itself: what only slides over a page shows nothing when that is opened."""

    def remembers_cart(self) -> None:
        """Keep where the open cart is: what it holds later tells whether an order was taken."""
        self.cart_url = self.reading.snapshot.url
        rows = self.reading.snapshot.rows
        self.cart_has_page = any(row.region not in ("dialog", "aside") for row in rows)

    def cart_is_empty_now(self) -> bool:
        """Whether a cart that held something on a page of its own holds nothing now. Raises what `rows_at` does."""
        return self.cart_has_page and not self.rows_at(self.cart_url)

    def remembers_cart_door(self, before: Reading, after: Reading) -> None:
        """Keep what may lead to the cart: controls that came, or whose number changes, when something is added."""
        self._before_adding = {
            _door(control): control.text for control in before.snapshot.controls if not control.field
        }
        new = [
            _door(control)
            for control in after.snapshot.controls
            if control.shown and not control.field and control.owner in ("", "own") and control.frame == 0
            if _door(control) not in self._before_adding and after.snapshot.url == before.snapshot.url
        ]
        self._came_with_adding = frozenset(new if len(new) < 3 else ())

    def is_cart_door(self, control: Control) -> bool:
        """Whether a control counts what was added, or came to be seen when it was."""
        was = self._before_adding.get(_door(control))
        counts = was is not None and was != control.text and bool(re.search(r"[1-9]", control.text))
        return counts or _door(control) in self._came_with_adding

    def steadily(self, act: Callable[[], T]) -> T:
        """Do what needs the page to hold still; a page that rebuilds itself meanwhile is read again, and so is the
        act done again, a few times at most."""
        for _ in range(_MOST_REBUILDS):
            try:
                return act()
            except Gone:
                self.look()
        return act()

    def press(self, control: Control, what: str, stage: Stage) -> None:
        """Press a control as soon as it can be. Raises ShopFault when it stays covered or disabled."""
        element = self._reachable(control, what, stage)
        self.alerts.clear()
        self._departure.arrivals = self._dialogs = 0
        reasons = why.of_press(control, self.reading)
        self._clicks(element, control, what, stage)
        self.journal.act(stage, f"pressed '{control.called}' to {what}", reasons)

    def _clicks(self, element: ElementHandle, control: Control, what: str, stage: Stage) -> None:
        """Press an element; once more where something came over it in that very moment."""
        try:
            grasp.presses(element, self._press(element), self.reading.snapshot.token, min(_CLICK, self.patience))
        except BrowserError as first:
            if grasp.hindrance(element) == grasp.HANGS:
                raise _dead(what, stage, grasp.HANGS, control) from first
            try:
                again = self._reachable(control, what, stage)
                self._press(again)(timeout=1000 * self.patience, no_wait_after=True)
            except BrowserError:
                raise _failed(what, stage, first, control) from first

    def _press(self, element: ElementHandle) -> Callable[..., None]:
        """How something is pressed on this device: with a finger or with a mouse."""
        return element.tap if self.device.touch else element.click

    def types(self, control: Control, value: str, what: str, stage: Stage, why: str) -> None:
        """Type a value and prove that it is in the field."""
        if _equal(control.value, value, control):
            return
        element = self._reachable(control, f"type the {what}", stage)
        try:
            if control.readonly:  # some are so until they are entered, to keep the browser from filling them
                element.focus()
            element.fill(value, timeout=1000 * self.patience)
            kept = str(asks(element, _LEAVES))
            if not _equal(kept, value, control):  # some fields format what they are given key by key
                element.fill("", timeout=1000 * self.patience)
                element.type(value, timeout=1000 * self.patience)
                kept = str(asks(element, _LEAVES))
        except NoAnswer as error:
            raise _dead(f"type the {what}", stage, grasp.HANGS, control) from error
        except BrowserError as error:
            raise _failed(f"type the {what}", stage, error, control) from error
        if not _equal(kept, value, control):
            raise ShopFault(
                f"the {what} was typed into '{control.called}' at {stage}, and the field holds something else",
                stage=str(stage),
                looked_for=what,
                found=f"'{kept}'",
                reason_code="capability-dead",
            )
        self.journal.act(stage, f"typed {what} into '{control.called}' ({why})")

    def selects(self, control: Control, value: str, what: str, stage: Stage, why: str) -> None:
        """Choose an option of a select by its value and prove that it is chosen."""
        if control.value == value:
            return
        faced = control.faced  # what a person uses stands before the select, and follows it
        element = self.element(control) if faced else self._reachable(control, f"choose the {what}", stage)
        try:
            kept = element.select_option(value=value, timeout=1000 * self.patience, force=faced)
        except BrowserError as error:
            raise _failed(f"choose the {what}", stage, error, control) from error
        held = self._held(control, element)
        if kept != [value] or held != value:
            raise _dead(f"choose the {what}", stage, f"the list holds '{held}'", control)
        self.journal.act(stage, f"chose {what} in '{control.called}' ({why})")

    def _held(self, control: Control, element: ElementHandle) -> str:
        """What a list holds now; some shops save each choice at once and come back as a new page."""
        try:
            return element.input_value()
        except BrowserError:
            same = (control.tag, control.name, control.id)

            def again(now: Reading) -> str | None:
                return next((c.value for c in now.snapshot.controls if (c.tag, c.name, c.id) == same), None)

            self.look()
            return again(self.reading) or self.until(again) or ""

    def ticks(self, control: Control, what: str, stage: Stage) -> None:
        """Tick a radio or a box and prove that it is ticked."""
        if control.checked:
            self.journal.act(stage, f"found {what} chosen already")
            return
        same = (control.tag, control.id, control.name, control.value, control.label)
        presses = 2 if "radio" in (control.type, control.role) else 1
        for _ in range(presses):  # pressing a radio twice changes nothing; a page may have rebuilt it meanwhile
            self._clicks(self._reachable(control, f"choose {what}", stage), control, f"choose {what}", stage)
            found = self._ticked(same, self.patience / presses)
            if found is None:
                raise Gone(f"{what} went away as it was chosen at {stage}", stage=str(stage), looked_for=what)
            if found.checked:
                self.journal.act(stage, f"chose {what}")
                return
            control = found
        raise _dead(f"choose {what}", stage, "it does not stay chosen", control)

    def _ticked(self, same: tuple[str, ...], patience: float) -> Control | None:
        """The radio or box once it is ticked; as it is then when it does not come to be; None when it went away."""

        def those(reading: Reading) -> list[Control]:
            return [c for c in reading.snapshot.controls if (c.tag, c.id, c.name, c.value, c.label) == same]

        def ticked(reading: Reading) -> Control | None:
            return next((control for control in those(reading) if control.checked), None)

        found = ticked(self.look()) or self.until(ticked, patience=patience)
        return found or next(iter(those(self.reading)), None)

    def unticks(self, control: Control, what: str, stage: Stage) -> None:
        """Take the tick off a box."""
        element = self._reachable(control, f"leave {what}", stage)
        try:
            self._press(element)(timeout=1000 * self.patience)
        except BrowserError as error:
            raise _failed(f"leave {what}", stage, error, control) from error
        self.journal.act(stage, f"left {what}")

    def reaches(self, control: Control, what: str, stage: Stage) -> None:
        """Prove that a control could be used, without using it. Raises ShopFault when it could not."""
        self._reachable(control, what, stage)

    def is_free(self, control: Control) -> bool:
        """Whether a control could be pressed at this moment, without waiting for it."""
        return not grasp.hindrance(self.element(control))

    def _reachable(self, control: Control, what: str, stage: Stage) -> ElementHandle:
        """The element itself, in view and free to be used; waits for that as long as the shopper's patience."""
        self._settles()
        deadline = time.monotonic() + self.patience
        if (free := grasp.free(self._frame(control), control)) is not None:
            return free
        element = self.element(control)
        hindrance = grasp.hindrance(element)
        while hindrance not in ("", "lost") and time.monotonic() < deadline:  # what is lost stays so
            if not (hindrance.startswith("covered") and self.uncovers()):  # a popup may show how to close it only later
                self.changed(LOOK_AGAIN / 4)
            hindrance = grasp.hindrance(element)
        if hindrance in ("gone", "lost"):
            raise Gone(
                f"'{control.called}' went away before the shopper could {what} at {stage}",
                stage=str(stage),
                looked_for=what,
                found=hindrance,
            )
        if hindrance:
            told = " ".join(self.look().complaints) if hindrance == "disabled" else ""
            raise ShopFault(
                f"the shopper could not {what} at {stage}: '{control.called}' is {hindrance}"
                + (f", and the shop says: {told}" if told else ""),
                stage=str(stage),
                looked_for=f"a control to {what}",
                found=f"'{control.called}', {hindrance}",
                reason_code="capability-absent",
            )
        return element

    def _settles(self) -> None:
        """Before a page is used for the first time, wait a moment for all that belongs to it."""
        token = self.reading.snapshot.token
        if token != self._used:
            self._used = token
            with suppress(TooSlow):
                self.page.wait_for_load_state("load", timeout=1000 * min(_SETTLES, self.patience))

    def element(self, control: Control) -> ElementHandle:
        """The element of a control in its frame, if the page has not been read anew around it."""
        return grasp.element(self._frame(control), control)

    def _frame(self, control: Control) -> Frame:
        return self.reading.snapshot.frames[control.frame]


def _door(control: Control) -> tuple[str, str, str]:
    """What stays the same of a control while its text changes."""
    return (control.tag, control.path or control.id, control.classes)


def _failed(what: str, stage: Stage, error: BrowserError, control: Control) -> ShopFault | Gone:
    """Why an act failed: the control went away under the shopper's hands, or it is there and dead."""
    why = first_line(error)
    if isinstance(error, TooSlow):
        why = f"'{control.called}' {'is read-only' if control.readonly else 'could not be used in time'}"
    if "not attached" in why:
        return Gone(
            f"'{control.called}' went away while the shopper was to {what} at {stage}", stage=str(stage), found=why
        )
    return _dead(what, stage, why, control)


def _dead(what: str, stage: Stage, why: str, control: Control) -> ShopFault:
    return ShopFault(
        f"the shopper could not {what} at {stage}: {why}",
        stage=str(stage),
        looked_for=what,
        found=f"'{control.called}': {why}",
        reason_code="capability-dead",
    )


def _equal(kept: str, typed: str, control: Control) -> bool:
    """Whether a field holds what was typed; shops group digits and change case, never the signs themselves."""
    if control.type in ("tel", "number") or re.fullmatch(r"[\d\s/+-]+", typed):
        return re.sub(r"\D", "", kept) == re.sub(r"\D", "", typed)
    return normal(kept).replace(" ", "") == normal(typed).replace(" ", "")
