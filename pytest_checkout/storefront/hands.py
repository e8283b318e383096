"""How a shopper uses a page: looks, types, chooses, presses, and waits until something really changed.

Every act is proved by reading the page again. What keeps the shopper from acting within its patience is the shop's
fault (covered, disabled, without effect); what cannot be read is the robot's own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Dialog, ElementHandle, Page
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as TooSlow

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead, ShopFault, StoreUnreachable
from pytest_checkout.storefront import money, snapshot
from pytest_checkout.storefront.journal import Journal, SeenPage
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal

T = TypeVar("T")
_LOOK_AGAIN = 400
"""Milliseconds after which a page that reports no change is read all the same: frames and timers report none."""


class Hands:
    """One page in the hands of one shopper. `patience` in seconds is how long anything may take."""

    def __init__(
        self,
        page: Page,
        journal: Journal,
        *,
        currency: str,
        patience: float,
        overrides: dict[str, str],
        tax_included: bool,
        may_order: bool,
    ) -> None:
        self.page, self.journal, self.currency, self.patience = page, journal, currency, patience
        self.overrides, self.tax_included, self.may_order = overrides, tax_included, may_order
        self.locale = ""
        self._reading: Reading | None = None
        page.on("dialog", self._answer)

    # -- looking --

    @property
    def reading(self) -> Reading:
        """The last reading; the first look when there was none."""
        return self._reading or self.look()

    def look(self) -> Reading:
        """Read the page as it is now. Raises StoreUnreachable when the store did not answer, or with an error."""
        deadline = time.monotonic() + self.patience
        while True:
            try:
                taken = snapshot.take(
                    self.page,
                    currencies=money.all_marks(self.currency, self.locale or "en"),
                    overrides=self.overrides,
                )
                break
            except CannotRead:
                # A page that is just being replaced cannot be read; one that stays so is unreadable.
                if time.monotonic() > deadline:
                    raise
                self._loaded(deadline)
        self._reading = Reading(taken, self.locale, self.currency, self.tax_included)
        self._refuse_outage(self._reading)
        self._remember(self._reading)
        return self._reading

    def _remember(self, reading: Reading) -> None:
        taken = reading.snapshot
        self.journal.saw(
            SeenPage(reading.stage, taken.url, self.locale, taken.dir, taken.text, fields=len(reading.fields))
        )

    def goes_to(self, url: str) -> Reading:
        """Open an address. Raises StoreUnreachable when nothing, or an error of the server, comes back."""
        try:
            self.page.goto(url, wait_until="domcontentloaded", timeout=1000 * max(self.patience, 1))
        except BrowserError as error:
            raise StoreUnreachable(_network(url, error), looked_for=url, found=error.message.splitlines()[0]) from error
        return self.look()

    def goes_back(self) -> Reading:
        """Use the browser's back button."""
        try:
            self.page.go_back(wait_until="domcontentloaded", timeout=1000 * self.patience)
        except BrowserError as error:
            raise CannotRead(f"the browser could not go back: {_first_line(error)}") from error
        return self.look()

    def _loaded(self, deadline: float) -> None:
        left = max(1.0, 1000 * (deadline - time.monotonic()))
        try:
            self.page.wait_for_load_state("domcontentloaded", timeout=left)
        except TooSlow:
            return

    def _refuse_outage(self, reading: Reading) -> None:
        taken = reading.snapshot
        if taken.url.startswith("chrome-error:") or taken.status >= 500:
            what = f"answered {taken.status}" if taken.status >= 500 else "did not answer"
            raise StoreUnreachable(
                f"the store {what} at {self.page.url}", looked_for="a page of the store", found=taken.title or what
            )

    def _answer(self, dialog: Dialog) -> None:
        """A native dialogue blocks the page: it is read, and dismissed; leaving a page is always allowed."""
        if dialog.type == "beforeunload":
            dialog.accept()
            return
        stage = self._reading.stage if self._reading else Stage.ELSEWHERE
        self.journal.told(stage, [dialog.message])
        dialog.dismiss()

    # -- waiting --

    def until(self, goal: Callable[[Reading], T | None], *, patience: float | None = None) -> T | None:
        """Read the page after each change until `goal` gives something, or the patience is over (then None)."""
        deadline = time.monotonic() + (self.patience if patience is None else patience)
        while True:
            left = 1000 * (deadline - time.monotonic())
            changed = self._changed(min(max(left, 1), _LOOK_AGAIN))
            reached = goal(self.look())
            if reached is not None:
                return reached
            if left <= 0 and not changed:
                return None
            if time.monotonic() > deadline:
                return None

    def _changed(self, milliseconds: float) -> bool:
        token = self._reading.snapshot.token if self._reading else 0
        try:
            self.page.wait_for_function(snapshot.script("moved.js"), arg=token, timeout=milliseconds)
        except TooSlow:
            return False
        except BrowserError as error:
            raise CannotRead(f"the page was lost: {error.message.splitlines()[0]}") from error
        return True

    # -- acting --

    def press(self, control: Control, what: str, stage: Stage) -> None:
        """Press a control as soon as it can be. Raises ShopFault when it stays covered or disabled."""
        element = self._reachable(control, what, stage)
        try:
            element.click(timeout=1000 * self.patience, no_wait_after=True)
        except BrowserError as error:
            raise _dead(what, stage, f"it could not be pressed: {_first_line(error)}", control) from error
        self.journal.act(stage, f"pressed '{control.called}' to {what}")

    def types(self, control: Control, value: str, what: str, stage: Stage, why: str) -> None:
        """Type a value and prove that it is in the field."""
        if _equal(control.value, value, control):
            return
        element = self._reachable(control, f"type the {what}", stage)
        try:
            element.fill(value, timeout=1000 * self.patience)
            kept = element.input_value()
        except BrowserError as error:
            raise _dead(f"type the {what}", stage, _first_line(error), control) from error
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
        element = self._reachable(control, f"choose the {what}", stage)
        try:
            kept = element.select_option(value=value, timeout=1000 * self.patience)
        except BrowserError as error:
            raise _dead(f"choose the {what}", stage, _first_line(error), control) from error
        if kept != [value] or element.input_value() != value:
            raise _dead(f"choose the {what}", stage, f"the list holds {kept}", control)
        self.journal.act(stage, f"chose {what} in '{control.called}' ({why})")

    def ticks(self, control: Control, what: str, stage: Stage) -> None:
        """Tick a radio or a box and prove that it is ticked."""
        if control.checked:
            self.journal.act(stage, f"found {what} chosen already")
            return
        element = self._reachable(control, f"choose {what}", stage)
        try:
            element.click(timeout=1000 * self.patience)
        except BrowserError as error:
            raise _dead(f"choose {what}", stage, _first_line(error), control) from error
        same = (control.tag, control.id, control.name, control.value, control.card)

        def ticked(reading: Reading) -> bool | None:
            return (
                any(c.checked and (c.tag, c.id, c.name, c.value, c.card) == same for c in reading.snapshot.controls)
                or None
            )

        if self.look() and not ticked(self.reading) and not self.until(ticked):
            raise _dead(f"choose {what}", stage, "it does not stay chosen", control)
        self.journal.act(stage, f"chose {what}")

    def reaches(self, control: Control, what: str, stage: Stage) -> None:
        """Prove that a control could be used, without using it. Raises ShopFault when it could not."""
        self._reachable(control, what, stage)

    def _reachable(self, control: Control, what: str, stage: Stage) -> ElementHandle:
        """The element itself, in view and free to be used; waits for that as long as the shopper's patience."""
        element = self._element(control)
        deadline = time.monotonic() + self.patience
        hindrance = self._hindrance(element)
        while hindrance and time.monotonic() < deadline:
            self._changed(_LOOK_AGAIN / 4)
            hindrance = self._hindrance(element)
        if hindrance in ("gone", "lost"):
            raise CannotRead(
                f"'{control.called}' went away before the shopper could {what} at {stage}",
                stage=str(stage),
                looked_for=what,
                found=hindrance,
            )
        if hindrance:
            raise ShopFault(
                f"the shopper could not {what} at {stage}: '{control.called}' is {hindrance}",
                stage=str(stage),
                looked_for=f"a control to {what}",
                found=f"'{control.called}', {hindrance}",
                reason_code="capability-absent",
            )
        return element

    def _hindrance(self, element: ElementHandle) -> str:
        try:
            return str(element.evaluate(snapshot.script("reachable.js")))
        except BrowserError:
            return "lost"

    def _element(self, control: Control) -> ElementHandle:
        frame = self.reading.snapshot.frames[control.frame]
        handle = frame.evaluate_handle(
            "(index) => window[Symbol.for('pytest-checkout')]?.elements[index]", control.index
        ).as_element()
        if handle is None:
            raise CannotRead(f"'{control.called}' is not on the page any more", looked_for=control.called)
        return handle


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


def _first_line(error: BrowserError) -> str:
    return error.message.splitlines()[0]


def _network(url: str, error: BrowserError) -> str:
    """What a browser's network error means for the owner of the store."""
    text = error.message
    known = {
        "ERR_CONNECTION_REFUSED": "nothing listens there; is the store running?",
        "ERR_NAME_NOT_RESOLVED": "no such host; is the url in the store profile right?",
        "ERR_CERT": "its certificate is not valid",
        "ERR_TOO_MANY_REDIRECTS": "it redirects in a circle",
        "ERR_INTERNET_DISCONNECTED": "this machine has no network",
        "Timeout": "it did not answer within the shopper's patience",
    }
    why = next((words for sign, words in known.items() if sign in text), _first_line(error))
    return f"the store cannot be reached at {url}: {why}"
