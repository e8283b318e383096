"""Whether a page is still as it was read, and waiting until it is not."""

from __future__ import annotations

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page

from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront import taking
from pytest_checkout.storefront.asking import NoAnswer, asks, first_line, gave_way
from pytest_checkout.storefront.snapshot import Snapshot

_ANSWERS = 0.5
"""Seconds beyond the wait itself in which a page that is not busy with itself has answered whether it moves."""
_STILL = """(token) => {
  const page = window[Symbol.for("pytest-checkout")];
  return page?.token === token && page.still() }"""


def is_still(page: Page, taken: Snapshot) -> bool:
    """Whether a page is as it was when this reading was taken, what no observer sees included (page/still.js).

    False where that cannot be known: for what holds other pages, and for what moves or speaks by itself. Raises
    NoAnswer for a page that hangs.
    """
    if len(taken.frames) > 1 or taken.told or taken.refused or not taken.whole:
        return False
    try:
        return bool(asks(page, _STILL, taken.token))
    except BrowserError:
        return False


def moves(page: Page, token: float, milliseconds: float) -> bool:
    """Whether a page moves, within that time, since the reading with this token; told as soon as it rests again.

    A page that gives way to another one has moved, even as the time ends: it is looked at once more. Raises
    CannotRead for a page that is lost in another way.
    """
    try:
        return bool(asks(page, taking.script("moved.js"), [token, milliseconds], within=milliseconds / 1000 + _ANSWERS))
    except NoAnswer:
        return False
    except BrowserError as error:
        if gave_way(error):
            return True
        raise CannotRead(f"the page was lost: {first_line(error)}") from error
