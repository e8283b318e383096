"""Whether something a shopper needs is really there: named, enabled, in sight, uncovered, and still so a while later.

A page in a browser may show a field and take it away when a late script runs, or lay something over it. So a control
is looked at until its page has come to rest, and then for a while longer. That using it has an effect is the act's own
proof.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as TooSlow

from pytest_checkout.domain import Stage
from pytest_checkout.errors import ShopFault
from pytest_checkout.storefront import taking
from pytest_checkout.storefront.hands import Gone, Hands
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import speaks

WATCHED: Mapping[str, int] = {"quiet": 250, "window": 1500, "most": 3000}
"""Milliseconds: without a change until a page counts as at rest, watched from then on, waited for rest at most."""
_MOST_REBUILDS = 4
"""How often a page may build a control anew before it counts as coming and going."""


@dataclass(frozen=True)
class _Seen:
    hindrance: str
    """Empty when nothing came in the way."""
    after: int
    """Milliseconds since the page had come to rest."""


def stands(hands: Hands, find: Callable[[], Control], what: str) -> Control:
    """The control that `find` gives, when it is there to be used and stays so. `what` it is for: "enter a code".

    Raises ShopFault in the words of what is wrong with it: it has no name, is read-only, disabled, hidden, covered,
    takes no click, or vanished so many milliseconds after the page settled; and what `find` raises.
    """
    gone: Control | None = None
    for _ in range(_MOST_REBUILDS):
        try:
            control = find()
        except ShopFault as fault:
            if gone is None:
                raise
            raise _fault(what, hands.reading.stage, gone, "vanished while the page settled") from fault
        stage = hands.reading.stage
        _refuse_nameless(hands, control, what, stage)
        try:
            hands.reaches(control, what, stage)
            _takes_a_click(hands, control, what, stage)
            seen = _watched(hands, control)
        except Gone:  # the page is building it anew, or has taken it away
            gone = control
            hands.look()
            continue
        if not seen.hindrance:
            return control
        _refuse_what_came(hands, control, find, seen, what, stage)
    raise _fault(what, stage, control, "comes and goes: the page takes it away and builds it anew again and again")


def _refuse_nameless(hands: Hands, control: Control, what: str, stage: Stage) -> None:
    """A field that only its source code names tells nobody what it is for."""
    beside = f"{control.near} {control.group} {control.heading}"
    named = control.label or control.aria or control.title or control.placeholder
    if control.field and not named.strip() and not speaks("fields", "coupon", beside, hands.reading.language):
        unread = replace(control, near=control.name or control.id)  # what is beside it names something else
        wrong = "has no accessible name: nothing on it or beside it says what it is for"
        raise _fault(what, stage, unread, wrong)
    if control.readonly:
        raise _fault(what, stage, control, "is read-only: nothing can be typed")


def _takes_a_click(hands: Hands, control: Control, what: str, stage: Stage) -> None:
    """Try a click without making it: the browser knows best what it would meet. A label over its field passes it on."""
    try:
        hands.element(control).click(trial=True, timeout=1000 * hands.patience)
    except BrowserError as error:
        hands.reaches(control, what, stage)  # what has come over it meanwhile tells more
        if why := _why_no_click(error.message):
            raise _fault(what, stage, control, why) from error


def _why_no_click(told: str) -> str:
    """Playwright's log of a click that met something else, in words; empty for what the shop is not to blame for."""
    other = re.search(r"(<[^>]+>).*? intercepts pointer events", told)
    if other and not other[1].startswith("<label"):
        return f"is covered by {other[1]}, which takes every click"
    return "does not hold still long enough to be used" if "not stable" in told and not other else ""


def _watched(hands: Hands, control: Control) -> _Seen:
    """Look at a control until its page is at rest and a while longer."""
    element = hands.element(control)
    script = taking.script("presence.js").replace("HINDRANCE", f"({taking.script('reachable.js')})")
    frame = hands.reading.snapshot.frames[control.frame]
    try:
        found = frame.wait_for_function(
            script,
            arg=[element, dict(WATCHED)],
            polling=50,
            timeout=WATCHED["most"] + WATCHED["window"] + 1000 * hands.patience,
        ).json_value()
    except TooSlow:
        return _Seen("on a page that hangs", 0)
    except BrowserError as error:  # another page has come by itself
        raise Gone(f"the page with '{control.called}' went away by itself", looked_for=control.called) from error
    return _Seen(**found)


def _refuse_what_came(
    hands: Hands, control: Control, find: Callable[[], Control], seen: _Seen, what: str, stage: Stage
) -> None:
    """Raises ShopFault unless the shopper gets past it: the page built the control anew, or a popup can be closed."""
    when = f"{seen.after} ms after the page settled"
    hands.look()
    if seen.hindrance.startswith("covered") or seen.hindrance == "disabled":
        try:
            hands.reaches(control, what, stage)
        except Gone:
            return
        except ShopFault as fault:
            raise _fault(what, stage, control, f"is {seen.hindrance}, since {when}") from fault
        return
    try:
        find()
    except ShopFault as fault:
        raise _fault(what, stage, control, f"vanished {when}") from fault


def _fault(what: str, stage: Stage, control: Control, wrong: str) -> ShopFault:
    return ShopFault(
        f"the shopper could not {what} at {stage}: '{control.called}' {wrong}",
        stage=str(stage),
        looked_for=f"a control to {what}",
        found=f"'{control.called}', which {wrong}",
        reason_code="capability-absent",
    )
