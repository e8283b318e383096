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
from pytest_checkout.errors import CannotRead, CouldNotLook, StoreUnreachable
from pytest_checkout.store.profile import Override
from pytest_checkout.storefront import arrival, money, obstacles, rows, snapshot, statements, stillness, taking, why
from pytest_checkout.storefront.asking import NoAnswer, first_line
from pytest_checkout.storefront.departure import Departure
from pytest_checkout.storefront.devices import USUAL, Device
from pytest_checkout.storefront.introduction import DEFAULT, Introduction
from pytest_checkout.storefront.journal import Journal, SeenPage
from pytest_checkout.storefront.reading import Progress, Reading

T = TypeVar("T")
_WHOLE_WITHIN = 3.0
"""Seconds that a page is given to come to its end; one that waits for a host that does not answer is read as it is."""
LOOK_AGAIN = 400
"""Milliseconds after which a page that reports no change is read all the same: frames and timers report none."""

_FILLS = 3.0
"""Seconds for a page to show anything at all after it was opened."""
_MOST_DIALOGS, _MOST_ARRIVALS = 20, 20
"""Native dialogues, and pages that pass on to the next, after one act; what has more has no end."""


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
        user_agent: str = DEFAULT,
        device: Device = USUAL,
    ) -> None:
        self.page, self.journal, self.currency, self.patience = page, journal, currency, patience
        self.overrides, self.tax_included, self.may_order = overrides, tax_included, may_order
        self.locale = ""
        self.progress = Progress()
        self.alerts: list[str] = []
        """What native dialogues said since the last act."""
        self._reading: Reading | None = None
        self._departure = Departure(page)
        self._dialogs = 0
        self.introduction = Introduction(page, user_agent, telephone=device.touch)
        self.device = device
        page.on("dialog", self._answer)

    # -- looking --

    @property
    def reading(self) -> Reading:
        """The last reading; the first look when there was none."""
        return self._reading or self.look()

    def look(self) -> Reading:
        """Read the page as it is now. Raises StoreUnreachable when the store did not answer, or with an error, or with
        a page that lets nobody look at it: that hangs, or passes on to the next without an end.

        A page that is still as it was read last is not read again.
        """
        if not self._is_as_read():
            return self._reads()
        self._remember(self.reading)  # how far the shopper has come may be news
        return self.reading

    def _reads(self) -> Reading:
        deadline = time.monotonic() + self.patience
        whole_by = time.monotonic() + min(_WHOLE_WITHIN, self.patience)
        while True:
            self._departure.waits()
            self._must_come_to_rest()
            try:
                taken = taking.take(
                    self.page,
                    currencies=money.all_marks(self.currency, self.locale or "en"),
                    overrides=self.overrides,
                    currency=self.currency,
                )
                if taken.whole or time.monotonic() > whole_by:
                    break
                self._loaded(whole_by)
                stillness.moves(self.page, taken.token, LOOK_AGAIN / 8)
            except taking.TooLarge:
                raise
            except NoAnswer as error:
                raise arrival.hanging(self.page.url) from error
            except CannotRead:
                # A page that is just being replaced cannot be read; one that stays so is unreadable.
                if time.monotonic() > deadline:
                    raise
                self._loaded(deadline)
        taken = rows.only_of_carts(taken, money.page_locale(taken.lang, self.locale).split("-")[0])
        self._reading = Reading(taken, self.locale, self.currency, self.tax_included, self.progress, tuple(self.alerts))
        self._refuse_outage(self._reading)
        self._remember(self._reading)
        return self._reading

    def _is_as_read(self) -> bool:
        """Whether a new reading of the page would give the last one."""
        last = self._reading
        if last is None or self._departure.on_the_way or last.news:
            return False
        if (last.locale, last.currency, last.alerts) != (self.locale, self.currency, tuple(self.alerts)):
            return False
        try:
            return stillness.is_still(self.page, last.snapshot)
        except NoAnswer as error:
            raise arrival.hanging(self.page.url) from error

    def _remember(self, reading: Reading) -> None:
        taken = reading.snapshot
        self.journal.met(reading.stage, taken.url, lambda: why.of_page(reading))
        self.journal.saw(
            SeenPage(reading.stage, taken.url, self.locale, taken.dir, taken.text, reading.asked, token=taken.token)
        )

    def goes_to(self, url: str) -> Reading:
        """Open an address. Raises StoreUnreachable when nothing, or an error of the server, comes back; Obstructed for
        what is no page.

        A browser that is refused for what it calls itself comes again under an ordinary name, and stays with it.
        """
        self.introduction.as_wanted()
        try:
            reading = self._arrives(url)
            refused = obstacles.refuses_robot(reading)
            problem: CouldNotLook | None = None
        except StoreUnreachable as error:
            refused, problem = arrival.refuses_robot(error), error
        if refused and self.introduction.tries_ordinary(refused):
            try:
                reading = self._arrives(url)
                if not obstacles.refuses_robot(reading):
                    self.journal.note(
                        reading.stage,
                        f"the shop refuses a headless browser ({refused}): gone on with an ordinary user agent",
                    )
                    return reading
                self.introduction.goes_back()
            except StoreUnreachable as again:
                self.introduction.goes_back()
                raise (problem or again) from again
        if problem is not None:
            raise problem
        return reading

    def _arrives(self, url: str) -> Reading:
        self._departure.arrivals = self._dialogs = 0
        unfinished = arrival.opens(self.page, url, self.patience, self._must_come_to_rest)
        reading = self.look()
        if _is_blank(reading) and not unfinished:  # a page that fetches what it shows only after it was opened
            self.until(lambda now: None if _is_blank(now) else True, patience=min(_FILLS, self.patience))
        if unfinished and _is_blank(self.reading):
            raise arrival.endless(url, self.patience)
        if unfinished:
            self.journal.note(self.reading.stage, f"{url} does not come to its end; it is used as far as it came")
        return self.reading

    def goes_back(self) -> Reading:
        """Use the browser's back button."""
        try:
            self.page.go_back(wait_until="domcontentloaded", timeout=1000 * self.patience)
        except BrowserError as error:
            raise CannotRead(f"the browser could not go back: {first_line(error)}") from error
        return self.look()

    def states(self) -> statements.Statement:
        """What the open page states for machines."""
        try:
            return statements.of(self.page)
        except NoAnswer as error:
            raise arrival.hanging(self.page.url) from error

    def rows_at(self, url: str) -> tuple[snapshot.Row, ...]:
        """The rows of a cart at an address, looked at in a window beside this one, which stays as it is.

        Raises CannotRead for a page that shows nothing at all: that is no empty cart.
        """
        deadline = time.monotonic() + min(_FILLS, self.patience)
        beside = self.page.context.new_page()
        self.introduction.of(beside)
        try:
            beside.goto(url, wait_until="domcontentloaded", timeout=1000 * self.patience)
            marks = money.all_marks(self.currency, self.locale or "en")
            while True:
                taken = taking.take(beside, currencies=marks, overrides={}, currency=self.currency)
                if not _is_blank(Reading(taken, self.locale, self.currency)):
                    return taken.rows
                if time.monotonic() > deadline:
                    raise CannotRead(f"the cart at {url} shows nothing, so whether it is empty is not known", found=url)
                stillness.moves(beside, taken.token, LOOK_AGAIN)
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

    def _must_come_to_rest(self) -> None:
        """Raises StoreUnreachable for a page that goes on by itself for ever."""
        if self._dialogs >= _MOST_DIALOGS:
            raise arrival.talking(self.page.url)
        if self._departure.arrivals >= _MOST_ARRIVALS:
            raise arrival.circling(self.page.url)

    def _refuse_outage(self, reading: Reading) -> None:
        taken = reading.snapshot
        if taken.url.startswith("chrome-error:") or taken.status >= 500:
            closed = obstacles.KNOWN["maintenance"].sentence if taken.status == 503 else "look into the server's log"
            what = f"answered {taken.status}" if taken.status >= 500 else "did not answer"
            raise StoreUnreachable(
                f"the store {what} at {self.page.url}" + (f": {closed}" if taken.status else ""),
                looked_for="a page of the store",
                found=f"{taken.status or ''} {taken.title or what}".strip(),
            )

    def _answer(self, dialog: Dialog) -> None:
        """A native dialogue blocks the page: it is read, and dismissed; leaving a page is always allowed."""
        if dialog.type == "beforeunload":
            dialog.accept()
            return
        self._dialogs += 1
        if self._dialogs > _MOST_DIALOGS:
            dialog.dismiss()
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
            reached = goal(self._reads() if changed else self.look())
            if reached is not None:
                return reached
            if left <= 0 and not changed:
                return None
            if time.monotonic() > deadline:
                return None

    def changed(self, milliseconds: float) -> bool:
        """Whether the page moves within that time since it was last read; told as soon as it has come to rest again."""
        return stillness.moves(self.page, self._reading.snapshot.token if self._reading else 0, milliseconds)


def _is_blank(reading: Reading) -> bool:
    """Whether the page's own part shows nothing yet: no heading, no amount, nothing to use."""
    away, taken = ("header", "nav", "footer"), reading.snapshot
    used = any(control.shown and control.region not in away for control in taken.controls)
    return not used and not taken.headings and not taken.amounts and taken.status < 400 and taken.is_page
