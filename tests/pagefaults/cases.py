"""What every page fault must do, as cases: what a shopper sees without it, with it, and how often it was met.

A new fault of PageFaults gets a case here; a class of one's own with the same faults is put through the same ones
(`check(case, OurPageFaults, page, shop)`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_type_hints

from playwright.sync_api import Error, Page

from pytest_checkout.pagefaults import Fault, PageFaults, every_other, named, of_store
from tests.pagefaults.shop import Shop

Act = Callable[[PageFaults, Shop, Page], Fault]
Look = Callable[[Page, Shop], object]


@dataclass(frozen=True)
class Case:
    """One fault: what puts it, how a shopper looks at the shop, what is seen then, and how many met it; None: any."""

    fault: str
    put: Act
    look: Look
    whole: object
    harmed: object
    strikes: int | None = 1
    words: str = ""


# -- how a shopper looks --


def ran(page: Page, shop: Shop) -> list[str]:
    """Which scripts ran on a fresh page, in their order."""
    page.goto(shop.url)
    return list(page.evaluate("window.ran || []"))


def is_late(page: Page, shop: Shop) -> bool:
    """Whether the second script took its time, while the page went on."""
    page.goto(shop.url)
    return bool(page.evaluate("performance.getEntriesByName(document.scripts[1].src)[0].duration >= 500"))


def arrives(page: Page, shop: Shop) -> str:
    """What the browser says instead of the page."""
    try:
        page.goto(shop.url)
    except Error as error:
        return str(error).split(" at ")[0]
    return "the page"


def is_slow(page: Page, shop: Shop) -> bool:
    page.goto(shop.url)
    return bool(page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd >= 290"))


def changes(page: Page, shop: Shop) -> bool:
    """Whether the page is another when it is asked for again."""
    told = []
    for _ in range(2):
        page.goto(shop.url)
        told.append(page.inner_text("h1"))
    return told[0] != told[1]


def decades_off(page: Page, shop: Shop) -> int:
    """How far the device's clock is off, in decades."""
    page.goto(shop.url)
    year = int(page.evaluate("new Date().getFullYear()"))
    return round((year - datetime.now(UTC).year) / 10)


def send(page: Page, shop: Shop) -> tuple[str, int]:
    """What becomes of a form: what the shopper sees of it, and how many arrived."""
    before = shop.orders
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.wait_for_url(lambda url: url.startswith("chrome-error:") or "/order" in url)
    seen = "nothing" if page.url.startswith("chrome-error:") else "an answer"
    return seen, shop.orders - before


def sent(page: Page, shop: Shop) -> str:
    """What a form carries that holds a token."""
    page.goto(shop.url)
    page.evaluate("document.forms[0].innerHTML += '<input name=csrf_token value=xyz>'")
    page.get_by_role("button").click()
    page.get_by_text("orders").wait_for()
    return shop.posted


def asks_away(page: Page, shop: Shop) -> bool:
    return "elsewhere.example" in sent(page, shop)


def is_long_underway(page: Page, shop: Shop) -> tuple[bool, int]:
    """Whether a form took its time to be answered, and how many arrived."""
    _, arrived = send(page, shop)
    return bool(page.evaluate("performance.getEntriesByType('navigation')[0].responseStart >= 500")), arrived


WHOLE = ["one", "two", "inline"]
OFFLINE = "Page.goto: net::ERR_INTERNET_DISCONNECTED"
ONCE = ("an answer", 1)
FORM_AS_IT_IS = "csrf_token=xyz"


def of_scripts(fault: str, words: str, put: Act, harmed: list[str]) -> Case:
    return Case(fault, put, ran, WHOLE, harmed, words=words)


CASES = [
    of_scripts("block_scripts", "of the store", lambda f, shop, _: f.block_scripts(of_store(shop.url)), WHOLE[1:]),
    of_scripts("block_scripts", "of others", lambda f, s, _: f.block_scripts(every_other(s.url)), ["one", "inline"]),
    of_scripts("block_scripts", "of a host", lambda f, *_: f.block_scripts(named("localhost")), ["one", "inline"]),
    of_scripts("block_scripts", "of an address", lambda f, s, _: f.block_scripts(named(s.other)), ["one", "inline"]),
    of_scripts("break_scripts", "", lambda f, shop, _: f.break_scripts(of_store(shop.url)), WHOLE[1:]),
    of_scripts("take_down", "", lambda f, shop, _: f.take_down(every_other(shop.url)), ["one", "inline"]),
    of_scripts("reverse_scripts", "", lambda f, *_: f.reverse_scripts(), ["two", "one", "inline"]),
    of_scripts("defer_scripts", "", lambda f, *_: f.defer_scripts(), ["inline", "one", "two"]),
    of_scripts("restrict", "", lambda f, *_: f.restrict("script-src 'self'"), ["one"]),
    Case("delay_scripts", lambda f, shop, _: f.delay_scripts(every_other(shop.url), 0.6), is_late, False, True),
    Case("go_offline", lambda f, *_: f.go_offline(), arrives, "the page", OFFLINE),
    Case("slow_network", lambda f, _, p: f.slow_network(p, latency=0.3, kilobits=1000), is_slow, False, True, None),
    Case("serve_copy", lambda f, shop, _: f.serve_copy(f"{shop.url}/"), changes, True, False, 2),
    Case("shift_clock", lambda f, *_: f.shift_clock(timedelta(days=3660)), decades_off, 0, 1),
    Case("lose_answers", lambda f, *_: f.lose_answers(), send, ONCE, ("nothing", 1)),
    Case("send_twice", lambda f, *_: f.send_twice(), send, ONCE, ("an answer", 2)),
    Case("delay_answers", lambda f, *_: f.delay_answers(0.5), is_long_underway, (False, 1), (True, 1)),
    Case("age_token", lambda f, *_: f.age_token(), sent, FORM_AS_IT_IS, "csrf_token=zyx"),
    Case("add_to_forms", lambda f, *_: f.add_to_forms({"free": "1"}), sent, FORM_AS_IT_IS, f"{FORM_AS_IT_IS}&free=1"),
    Case("lead_away", lambda f, *_: f.lead_away(), asks_away, False, True),
]


def check(case: Case, kind: type[PageFaults], page: Page, shop: Shop) -> None:
    """The fault bites, is counted, and is gone once it is undone; one that is undone at once never was."""
    faults = kind(page.context, shop.url)
    assert case.look(page, shop) == case.whole, "before"
    for meets_it in (True, False):
        fault = case.put(faults, shop, page)
        assert faults.declared[-1] is fault, "what is declared is what is counted"
        assert fault.strikes == 0
        if meets_it:
            assert case.look(page, shop) == case.harmed, "while it stands"
        met = fault.strikes
        assert met == (case.strikes or met) * meets_it, "counted"
        assert bool(met) is meets_it, "counted"
        faults.undo()
        assert case.look(page, shop) == case.whole, "once it is undone"
        assert fault.strikes == met, "and meets nothing more"


def faults_of(kind: type[PageFaults]) -> set[str]:
    """The names of all acts of a class that put a fault."""
    acts = {name: act for name, act in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")}
    return {name for name, act in acts.items() if issubclass(get_type_hints(act).get("return") or object, Fault)}
