"""Asking a page something by a script, and not for ever: a page whose own script never ends answers nobody."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.sync_api import ElementHandle, Error, Frame, Page

LONGEST = 10.0
"""Seconds for one answer: the largest page that is still read needs less, on a slow machine too."""


class NoAnswer(Exception):
    """The page is busy with itself."""


def gave_way(error: Error) -> bool:
    """Whether an error says no more than that the page gave way to another while it was asked."""
    return "context was destroyed" in error.message or "because of a navigation" in error.message


def first_line(error: Error) -> str:
    """What an error of the browser says, without the log of calls that Playwright adds below."""
    return error.message.splitlines()[0]


def asks(whom: Page | Frame | ElementHandle, script: str, argument: object = None, *, within: float = LONGEST) -> Any:
    """What `script` gives there. Raises NoAnswer after `within` seconds, and Playwright's own errors.

    Playwright's `evaluate` has no time limit. The same call underneath can be given one; should a version of
    Playwright not have it there any more, the page is asked without a limit.
    """
    inner, run = getattr(whom, "_impl_obj", None), getattr(whom, "_sync", None)
    if inner is None or run is None:
        return whom.evaluate(script, argument)
    try:
        return run(asyncio.wait_for(inner.evaluate(script, argument), within))
    except TimeoutError as error:
        raise NoAnswer from error
