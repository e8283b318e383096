"""A whole walk from a product to its order: the generic shopper beside a script written for this one shop, in turn.

Both buy the same product in the embedded store with the same browser, each time in a new context; the script knows
every selector and waits for nothing but the pages. The ratio is told pair by pair: what slows the machine slows both.
"""

from __future__ import annotations

import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from pytest_checkout import chromium
from pytest_checkout.domain import Stage
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront import Shopper

PAIRS = 7
ADDRESS = {
    "first_name": "Robin",
    "last_name": "Tester",
    "line1": "12 Orchard Road",
    "line4": "Bristol",
    "postcode": "BS1 4DJ",
}
CARD = {"name": "Robin Tester", "number": "4242424242424242", "ccv": "123"}


def main(pairs: int = PAIRS) -> None:
    with tempfile.TemporaryDirectory() as name:
        store = subprocess.Popen(
            [sys.executable, "-m", "pytest_checkout.demo", "--data", f"{name}/store"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            assert store.stdout is not None
            profile = profiles.load(Path(json.loads(store.stdout.readline())["profile"]))
            scripted, generic = compare(profile, pairs)
        finally:
            store.terminate()
            store.wait(timeout=30)
    ratios = sorted(ours / plain for plain, ours in zip(scripted, generic, strict=True))
    print(
        f"a walk from product to order, medians of {pairs} pairs: script {statistics.median(scripted):.2f} s, generic "
        f"shopper {statistics.median(generic):.2f} s; ratio {statistics.median(ratios):.2f} "
        f"({ratios[0]:.2f}-{ratios[-1]:.2f}; load {os.getloadavg()[0]:.1f})"
    )


def compare(profile: StoreProfile, pairs: int) -> tuple[list[float], list[float]]:
    """Seconds of each walk, by the script and by the shopper; a first one of each is not counted."""
    with sync_playwright() as playwright:
        found = chromium.find("", Path(playwright.chromium.executable_path), headless=True)
        browser = playwright.chromium.launch(executable_path=found, args=chromium.flags())
        times = [
            (_timed(browser, lambda page: by_script(page, profile)), _timed(browser, lambda page: walks(page, profile)))
            for _ in range(pairs + 1)
        ]
        browser.close()
    scripted, generic = zip(*times[1:], strict=True)
    return list(scripted), list(generic)


def _timed(browser: Browser, walk: Callable[[Page], None]) -> float:
    with browser.new_context() as context:
        page = context.new_page()
        begun = time.perf_counter()
        walk(page)
        return time.perf_counter() - begun


def walks(page: Page, profile: StoreProfile) -> None:
    """The generic shopper: it knows the names of the profile and not one selector."""
    shopper = Shopper(page, profile)
    shopper.adds_to_cart(profile.products["in stock"])
    shopper.walks_to(
        Stage.REVIEW,
        address=profile.address(profile.addresses["home"]),
        delivery=profile.delivery["standard"].name,
        payment=profile.payments["card"],
        card=profile.card(profile.cards["good"]),
    )
    assert shopper.places_order().number


def by_script(page: Page, profile: StoreProfile) -> None:
    """The same clicks, as somebody would write them who looks the selectors up in this shop."""
    start = profile.start_url("")
    page.goto(urljoin(start, profile.products["in stock"].url))
    page.locator("#add_to_basket_form button[type=submit]").click()
    page.goto(urljoin(start, "basket/"))
    page.locator("a[href*='/checkout/']").first.click()
    page.locator("[name=username]").fill(f"script-{secrets.token_hex(6)}@example.com")
    page.locator("[name=options][value=anonymous]").check()
    _sends(page, "[name=username]")
    for field, value in ADDRESS.items():
        page.locator(f"[name={field}]").fill(value)
    page.locator("[name=country]").select_option("GB")
    _sends(page, "[name=line1]")
    _sends(page, "[name=method_code][value=standard]")
    _sends(page, "[name=payment_method][value=card]")
    for field, value in CARD.items():
        page.locator(f"[name={field}]").fill(value)
    page.locator("[name=expiry_month_0]").select_option("12")
    page.locator("[name=expiry_month_1]").select_option("2030")
    _sends(page, "[name=ccv]")
    page.locator("#place-order").click()
    page.wait_for_url("**/thank-you/**")


def _sends(page: Page, field: str) -> None:
    page.locator(f"form:has({field}) button[type=submit]").click()


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:]))
