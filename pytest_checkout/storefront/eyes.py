"""A page in front of a shopper: opened, looked at, and waited for until something really changed on it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from playwright.sync_api import Dialog, Page
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as TooSlow

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead, StoreUnreachable
from pytest_checkout.store.profile import Override
from pytest_checkout.storefront import money, snapshot
from pytest_checkout.storefront.departure import Departure
from pytest_checkout.storefront.journal import Journal, SeenPage
from pytest_checkout.storefront.reading import Progress, Reading

T = TypeVar("T")
_WHOLE_WITHIN = 3.0
"""Seconds that a page is given to come to its end; one that waits for a host that does not answer is read as it is."""
LOOK_AGAIN = 400
"""Milliseconds after which a page that reports no change is read all the same: frames and timers report none."""

_FILLS = 3.0
"""Seconds for a page to show anything at all after it was opened."""


class Eyes:
    """One page and one shopper who looks at it. `patience` in seconds is how long anything may take."""

    def __init__(
        self,
        page: Page,
        journal: Journal,
        *,
        currency: str,
        patience: float,
        overrides: Mapping[str, Override],
        tax_included: bool,
        may_order: bool,
    ) -> None:
        self.page, self.journal, self.currency, self.patience = page, journal, currency, patience
        self.overrides, self.tax_included, self.may_order = overrides, tax_included, may_order
        self.locale = ""
        self.progress = Progress()
        self.alerts: list[str] = []
        """What native dialogues said since the last act."""
        self._reading: Reading | None = None
        self._departure = Departure(page)
        page.on("dialog", self._answer)

    # -- looking --

    @property
    def reading(self) -> Reading:
        """The last reading; the first look when there was none."""
        return self._reading or self.look()

    def look(self) -> Reading:
        """Read the page as it is now. Raises StoreUnreachable when the store did not answer, or with an error."""
        deadline = time.monotonic() + self.patience
        whole_by = time.monotonic() + min(_WHOLE_WITHIN, self.patience)
        while True:
            self._departure.waits()
            try:
                taken = snapshot.take(
                    self.page,
                    currencies=money.all_marks(self.currency, self.locale or "en"),
                    overrides=self.overrides,
                )
                if taken.whole or time.monotonic() > whole_by:
                    break
                self._loaded(whole_by)
            except CannotRead:
                # A page that is just being replaced cannot be read; one that stays so is unreadable.
                if time.monotonic() > deadline:
                    raise
                self._loaded(deadline)
        self._reading = Reading(taken, self.locale, self.currency, self.tax_included, self.progress, tuple(self.alerts))
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
        if _is_blank(self.look()):  # a page that fetches what it shows only after it was opened
            self.until(lambda now: None if _is_blank(now) else True, patience=min(_FILLS, self.patience))
        return self.reading

    def goes_back(self) -> Reading:
        """Use the browser's back button."""
        try:
            self.page.go_back(wait_until="domcontentloaded", timeout=1000 * self.patience)
        except BrowserError as error:
            raise CannotRead(f"the browser could not go back: {first_line(error)}") from error
        return self.look()

    def rows_at(self, url: str) -> tuple[snapshot.Row, ...]:
        """The rows of a cart at an address, looked at in a window beside this one, which stays as it is."""
        beside = self.page.context.new_page()
        try:
            beside.goto(url, wait_until="domcontentloaded", timeout=1000 * self.patience)
            marks = money.all_marks(self.currency, self.locale or "en")
            return snapshot.take(beside, currencies=marks, overrides={}).rows
        except BrowserError as error:
            raise CannotRead(f"the cart at {url} could not be opened again: {first_line(error)}") from error
        finally:
            beside.close()

    def _loaded(self, deadline: float) -> None:
        left = max(1.0, 1000 * (deadline - time.monotonic()))
        try:
            self.page.wait_for_load_state("domcontentloaded", timeout=left)
        except TooSlow:
            return

    def knows(self, **facts: Any) -> None:
        """Remember how far the shopper has come; a page is read in the light of that."""
        self.progress = replace(self.progress, **facts)
        if self._reading is not None:
            self._reading = replace(self._reading, progress=self.progress)

    def notices(self, news: list[str]) -> None:
        """Keep what the open page says that the one before did not."""
        self._reading = replace(self.reading, news=tuple(news))

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
        self.alerts.append(dialog.message)
        dialog.dismiss()

    # -- waiting --

    def until(self, goal: Callable[[Reading], T | None], *, patience: float | None = None) -> T | None:
        """Read the page after each change until `goal` gives something, or the patience is over (then None)."""
        deadline = time.monotonic() + (self.patience if patience is None else patience)
        while True:
            left = 1000 * (deadline - time.monotonic())
            changed = self.changed(min(max(left, 1), LOOK_AGAIN))
            reached = goal(self.look())
            if reached is not None:
                return reached
            if left <= 0 and not changed:
                return None
            if time.monotonic() > deadline:
                return None

    def changed(self, milliseconds: float) -> bool:
        token = self._reading.snapshot.token if self._reading else 0
        try:
            self.page.wait_for_function(snapshot.script("moved.js"), arg=token, timeout=milliseconds)
        except TooSlow:
            return False
        except BrowserError as error:
            raise CannotRead(f"the page was lost: {error.message.splitlines()[0]}") from error
        return True


def _is_blank(reading: Reading) -> bool:
    """Whether the page's own part shows nothing yet: no heading, no amount, nothing to use."""
    away = ("header", "nav", "footer")
    used = any(control.shown and control.region not in away for control in reading.snapshot.controls)
    return not used and not reading.snapshot.headings and not reading.snapshot.amounts and reading.snapshot.status < 400


def first_line(error: BrowserError) -> str:
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
    why = next((words for sign, words in known.items() if sign in text), first_line(error))
    return f"the store cannot be reached at {url}: {why}"
