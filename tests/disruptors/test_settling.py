"""Amounts that a page exchanges by itself are noted, unless it says that it is busy or somebody has just acted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from pytest_checkout.disruptors import friction

SCRIPT = Path(friction.__file__).with_name("settling.js").read_text(encoding="utf-8")
BILL = """<main><p>£40.00</p><dl><dt>Total</dt><dd id=total>£40.00</dd></dl>
  <form><button type=submit>Order</button></form>%s</main>"""
LATER = "<script>setTimeout(() => { %s }, 500)</script>"
CHANGES = "total.textContent = '£44.90'"
BUSY = "<script>total.setAttribute('aria-busy', 'true')</script>"
DISABLED = "<script>document.querySelector('button').disabled = true</script>"


@pytest.mark.parametrize(
    ("page_end", "exchanged"),
    [
        ("", []),
        (LATER % CHANGES, [[["£40.00"], ["£44.90"]]]),
        (f"<script>{CHANGES}</script>", []),
        (BUSY + LATER % CHANGES, []),
        (DISABLED + LATER % CHANGES, []),
        (LATER % "document.querySelector('main').insertAdjacentHTML('beforeend', '<p>From £9.99</p>')", []),
        (LATER % "total.title = 'in pounds'", []),
    ],
)
def test_an_amount_that_changes_by_itself_is_noted(page: Page, page_end: str, exchanged: list[object]) -> None:
    seen: list[object] = []
    page.expose_function("checkoutExchanged", lambda gone, come: seen.append([gone, come]))
    page.add_init_script(SCRIPT)
    page.route("**/*", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=BILL % page_end))
    page.goto("http://shop.test/")
    page.wait_for_function("milliseconds => window.checkoutQuiet(milliseconds)", arg=700)
    assert seen == exchanged


def test_what_follows_an_act_at_once_is_the_shoppers_own_doing(page: Page) -> None:
    seen: list[object] = []
    page.expose_function("checkoutExchanged", lambda gone, come: seen.append([gone, come]))
    page.add_init_script(SCRIPT)
    click = f'<input type=checkbox onclick="{CHANGES}">'
    page.route("**/*", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=BILL % click))
    page.goto("http://shop.test/")
    page.wait_for_function("milliseconds => window.checkoutQuiet(milliseconds)", arg=500)
    page.get_by_role("checkbox").check()
    page.wait_for_function("milliseconds => window.checkoutQuiet(milliseconds)", arg=500)
    assert page.inner_text("#total") == "£44.90"
    assert seen == []
