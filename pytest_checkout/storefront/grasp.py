"""Getting hold of the element of a control as it was read, and what keeps a shopper from using it."""

from __future__ import annotations

import functools
from collections.abc import Callable

from playwright.sync_api import ElementHandle, Frame, JSHandle
from playwright.sync_api import Error as BrowserError

from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront import taking
from pytest_checkout.storefront.asking import NoAnswer, asks, first_line, gave_way
from pytest_checkout.storefront.snapshot import Control

HANGS = "on a page that hangs"
_LANDED = """() => window[Symbol.for("pytest-checkout")]?.landed?.() ?? true"""
_FINDS = """([index, known]) => {
  const element = window[Symbol.for("pytest-checkout")]?.elements[index];
  const is = element && [element.tagName.toLowerCase(), element.getAttribute("name") || "", element.id];
  return element && (!known || known.every((part, at) => part === is[at])) ? element : null }"""
"""Finds an element by its place in the last reading, and makes sure that it is still the same one."""


class Gone(CannotRead):
    """The control went away: the page has rebuilt itself since it was read."""


def element(frame: Frame, control: Control) -> ElementHandle:
    """The element of a control of this frame. Raises Gone when the page has been built anew around it."""
    found = _asks_for_it(frame, _FINDS, control).as_element()
    if found is None:
        raise Gone(f"'{control.called}' is not on the page any more", looked_for=control.called)
    return found


def free(frame: Frame, control: Control) -> ElementHandle | None:
    """The element in view and free to be used, found and proved in one round trip; None when it is not so now.

    Raises Gone when the page gave way to another.
    """
    return _asks_for_it(frame, _free(), control).as_element()


def hindrance(element: ElementHandle) -> str:
    """What keeps a shopper from using an element now; empty when nothing does. Scrolls it into view first."""
    try:
        return str(asks(element, taking.script("reachable.js")))
    except NoAnswer:
        return HANGS
    except BrowserError:
        return "lost"


def rests(element: ElementHandle, token: float) -> bool:
    """Whether an element lies still and uncovered where it was when the page was read with this token.

    From then on, until `landed` is asked, a press that would reach something else reaches nothing.
    """
    try:
        return bool(asks(element, taking.script("resting.js"), token))
    except NoAnswer:
        return False


def landed(element: ElementHandle) -> bool:
    """Whether the press of what rested reached it; a page that gave way to another was pressed."""
    try:
        return bool(asks(element, _LANDED))
    except (NoAnswer, BrowserError):
        return True


def presses(element: ElementHandle, press: Callable[..., None], token: float, seconds: float) -> None:
    """Press an element within so many seconds. Raises the browser's errors, and one where something came before it.

    The browser would wait two frames to see whether it lies still; of what rests already that is known.
    """
    still = rests(element, token)
    press(timeout=1000 * seconds, no_wait_after=True, force=still)
    if still and not landed(element):
        raise BrowserError("something came before it as it was pressed")


@functools.cache
def _free() -> str:
    hinders = taking.script("reachable.js")
    return (
        f"(asked) => {{ const element = ({_FINDS})(asked); return element && !({hinders})(element) ? element : null }}"
    )


def _asks_for_it(frame: Frame, script: str, control: Control) -> JSHandle:
    known = [control.index, None if control.faced else [control.tag, control.name, control.id]]
    try:
        return frame.evaluate_handle(script, known)
    except BrowserError as error:
        why = "the page gave way to another" if gave_way(error) else first_line(error)
        raise Gone(f"'{control.called}' could not be used: {why}", looked_for=control.called) from error
