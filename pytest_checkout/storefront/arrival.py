"""Opening an address in a browser, and what it means when no page comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooSlow

from pytest_checkout.errors import Obstructed, PageHangs, StoreUnreachable
from pytest_checkout.store import unreachable
from pytest_checkout.storefront.asking import first_line


def opens(page: Page, url: str, patience: float, must_come_to_rest: Callable[[], None]) -> bool:
    """Open an address within `patience` seconds; whether the page that came has not come to its end until then.

    Raises StoreUnreachable when nothing comes, Obstructed for a file; `must_come_to_rest`, asked every second, raises
    for a page that goes on by itself for ever.
    """
    begun = time.monotonic()
    try:
        _asks_for(page, url, 1000 * max(patience, 1))
    except TooSlow as error:
        raise _unreachable(url, f"it did not answer within {patience:g} seconds", error) from error
    except BrowserError as error:
        if "Download is starting" in error.message:
            raise Obstructed(
                "no page", _FILE.format(url=url), looked_for="a page", found="a file to download"
            ) from error
        if "interrupted by another navigation" not in error.message:
            raise _unreachable(url, unreachable.why(error.message) or first_line(error), error) from error
    while True:
        try:
            page.wait_for_load_state("domcontentloaded", timeout=1000)
            return False
        except TooSlow:
            must_come_to_rest()
            if time.monotonic() > begun + patience:
                return True


def _asks_for(page: Page, url: str, timeout: float) -> None:
    """Go to an address; once more where the page before it goes somewhere by itself just then, and calls it off."""
    try:
        page.goto(url, wait_until="commit", timeout=timeout)
    except BrowserError as error:
        if "net::ERR_ABORTED" not in error.message:
            raise
        page.goto(url, wait_until="commit", timeout=timeout)


def refuses_robot(error: StoreUnreachable) -> str:
    """How an address was refused, when that may be for what the browser calls itself; else empty.

    Firewalls break the connection off, or answer 503, where they will not say why.
    """
    if unreachable.BROKEN_OFF in str(error):
        return "the connection was broken off"
    return "503" if error.found.startswith("503") else ""


_FILE = (
    "{url} gives a file and no page; give the address of the shop's home page, or of a product, as a shopper would "
    "open it"
)


def _unreachable(url: str, why: str, error: BrowserError) -> StoreUnreachable:
    found = first_line(error)
    return StoreUnreachable(f"the store cannot be reached at {url}: {why}", looked_for=url, found=found)


def endless(url: str, patience: float) -> PageHangs:
    return PageHangs(
        f"the page at {url} does not come to its end: it began, and shows nothing after {patience:g} seconds; does it "
        "wait for something that hangs?",
        looked_for="a page of the store",
        found="a page without an end",
    )


def hanging(url: str) -> PageHangs:
    return PageHangs(
        f"the page at {url} hangs: a script on it does not come to its end, so that no shopper can use it",
        looked_for="a page that answers",
        found="a script without an end",
    )


def circling(url: str) -> PageHangs:
    return PageHangs(
        f"the pages from {url} lead in a circle: each passes on to the next by itself",
        looked_for="a page that stays",
        found="a page that passes on",
    )


def talking(url: str) -> PageHangs:
    return PageHangs(
        f"the page at {url} opens one native dialogue after the other: no shopper can get past them",
        looked_for="a page that can be used",
        found="dialogues without an end",
    )
