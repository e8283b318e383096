"""Shoppers at a barrier: the last request of each is held in its browser, and all are let go at the same moment.

One thread does it: while a request is held, Playwright's own loop goes on, so the next shopper acts meanwhile.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, Response, Route

from pytest_checkout.errors import Unproved

_READS = ("GET", "HEAD", "OPTIONS")
_LOOK_AGAIN = 20
"""Milliseconds of Playwright's loop between two looks at who is still on the way."""
_SERVED = re.compile(r"dur=([\d.]+)")


@dataclass(frozen=True)
class Underway:
    """When a request was with the store for certain, in seconds of one clock."""

    began: float
    ended: float

    @classmethod
    def at_least(cls, released: float, answered: float, worked: float | None) -> Underway:
        """What is certain of a request that the store says it `worked` on for so long, somewhere between the two.

        It may have waited before, or its answer after: it began at the latest so long before the answer, and it ended
        at the earliest so long after it was let go. Without the store's word it is taken for the whole time.
        """
        if worked is None:
            return cls(released, answered)
        return cls(max(released, answered - worked), min(answered, released + worked))


class Lane:
    """One shopper's way to the barrier and over it."""

    def __init__(self, page: Page, act: Callable[[], None]) -> None:
        """`act` sends the request that the race is about: the first of `page` that writes."""
        self.page, self._act = page, act
        self._held: Route | None = None
        self._released = 0.0
        self._answered: Underway | None = None
        self._error: Exception | None = None
        self.began = self.ended = False

    def run(self, arrived: Callable[[], None]) -> None:
        """Act; call `arrived` when the request is held, and come back when the act has ended."""

        def hold(route: Route) -> None:
            if self._held is not None or route.request.method in _READS:
                route.fallback()
                return
            self._held = route
            arrived()
            self.go()  # where one never came to the barrier, nobody has let this one go

        self.began = True
        self.page.route("**/*", hold)
        self.page.on("response", self._hear)
        try:
            self._act()
        except Exception as error:  # told when all have come to an end: the others are on their way
            self._error = error
        finally:
            self.page.remove_listener("response", self._hear)
            self.page.unroute("**/*", hold)
            self.ended = True

    def go(self) -> None:
        """Let the held request go, once."""
        if self._held is not None and not self._released:
            self._released = time.time()
            self._held.continue_()

    def finish(self) -> Underway:
        """When the request was underway. Raises what the act raised, and Unproved when no request was held."""
        if self._error is not None:
            raise self._error
        if self._held is None:
            raise Unproved("a shopper sent no request that could be held, so nobody raced", looked_for="a POST")
        if self._answered is None:
            raise Unproved("a request of the race was never answered", found=self._held.request.url)
        return self._answered

    def _hear(self, response: Response) -> None:
        if self._held is None or self._answered is not None or response.request != self._held.request:
            return
        answered = _answered_at(response)
        served = _SERVED.search(response.headers.get("server-timing", ""))
        self._answered = Underway.at_least(self._released, answered, float(served[1]) / 1000 if served else None)


def _answered_at(response: Response) -> float:
    """When the first byte came, by the browser's clock: this process may hear of it much later (Resource Timing)."""
    timing = response.request.timing
    return (timing["startTime"] + timing["responseStart"]) / 1000 if timing["responseStart"] >= 0 else time.time()


def race(lanes: Sequence[Lane]) -> float:
    """Run all lanes over one barrier; for how many seconds all of them were with the store at once.

    With the store's own Server-Timing (W3C), only the time counts at which it was certainly at work; without, it is the
    time from the barrier to the answer. Raises what a lane raised, and Unproved when they did not overlap.
    """

    def start(place: int) -> None:
        if place == len(lanes):
            for lane in lanes:
                lane.go()
            return
        lanes[place].run(arrived=lambda: start(place + 1))

    start(0)
    # The first may be answered first, while the others, who began inside its request, are still on their way.
    while any(lane.began and not lane.ended for lane in lanes):
        lanes[0].page.wait_for_timeout(_LOOK_AGAIN)
    times = [lane.finish() for lane in lanes]
    together = min(time.ended for time in times) - max(time.began for time in times)
    if together <= 0:
        raise Unproved(
            "the requests should have been with the store at the same time, and one was answered "
            f"{-together:.3f} seconds before the other arrived",
            looked_for="requests that overlap",
        )
    return together
