"""Whether a page is on its way out: some reload themselves as soon as they have come, and must not be read before."""

from __future__ import annotations

import time

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Frame, Page, Request

_LONGEST = 3.0
"""Seconds that a page may take to give way to the next one; an answer without a page (a download) never does."""


class Departure:
    """Listens to one page from then on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.arrivals = 0
        """How many pages have come, one after the other, since the shopper last did something."""
        self._since = 0.0
        page.on("request", self._asked)
        page.on("framenavigated", self._arrived)
        page.on("requestfailed", self._failed)

    @property
    def on_the_way(self) -> bool:
        """Whether another page has been asked for and has not come."""
        return self._since > 0

    def waits(self) -> None:
        """Come back when no other page is on its way, after three seconds at the latest."""
        while self._since and (left := self._since + _LONGEST - time.monotonic()) > 0:
            try:
                self.page.wait_for_event("framenavigated", timeout=1000 * left)
            except BrowserError:
                break
        if self._since:
            self._since = 0.0
            return
        try:
            self.page.wait_for_load_state("domcontentloaded", timeout=1000 * _LONGEST)
        except BrowserError:
            return

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self._since = time.monotonic()

    def _failed(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self._since = 0.0

    def _arrived(self, frame: Frame) -> None:
        if frame == self.page.main_frame:
            self._since = 0.0
            self.arrivals += 1
