"""What one reading of a page with 300 controls costs, beside a bare querySelectorAll on the same page, in turn."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from pytest_checkout import chromium
from pytest_checkout.storefront import money, taking

_FIELDS = "".join(f"<p><label>Field {n} <input name='f{n}'></label></p>" for n in range(100))
_CARDS = "".join(
    f"<li><h3><a href='/p{n}'>Product {n}</a></h3><span>£{n}.99</span>"
    "<form action='/add'><button>Add</button></form></li>"
    for n in range(100)
)
PAGE = f"<!doctype html><title>Shop</title><main><h1>Checkout</h1><form>{_FIELDS}</form><ul>{_CARDS}</ul></main>"
"""100 fields, 100 links and 100 buttons: a checkout below which a shop shows a hundred other products."""
_TIMED = "(ask) => { const begun = performance.now(); (%s)(ask); return performance.now() - begun }"


def main(rounds: int = 15) -> None:
    with sync_playwright() as playwright:
        found = chromium.find("", Path(playwright.chromium.executable_path), headless=True)
        browser = playwright.chromium.launch(executable_path=found, args=chromium.flags())
        page = browser.new_page()
        page.route("http://shop.test/", lambda route: route.fulfill(content_type="text/html", body=PAGE))
        page.goto("http://shop.test/")
        times = [_round(page) for _ in range(rounds)]
        browser.close()
    script, whole, bare = (statistics.median(part) for part in zip(*times, strict=True))
    print(
        f"reading 300 controls: {script:.0f} ms of page script, {whole:.0f} ms with its round trip and Python; "
        f"a bare querySelectorAll with its round trip {bare:.1f} ms (load {os.getloadavg()[0]:.1f})"
    )


def _round(page: Page) -> tuple[float, float, float]:
    """Milliseconds: the page's script alone, the whole reading, the bare query."""
    marks = money.all_marks("GBP", "en-GB")
    ask = {"currencies": list(marks), "overrides": {}, "quantity": "quantity|qty"}
    script = float(page.evaluate(_TIMED % taking.whole(), ask))
    begun = time.perf_counter()
    taking.take(page, currencies=marks, overrides={})
    taken = time.perf_counter()
    page.evaluate("document.querySelectorAll('input,select,textarea,button,a').length")
    return script, 1000 * (taken - begun), 1000 * (time.perf_counter() - taken)


if __name__ == "__main__":
    main()
