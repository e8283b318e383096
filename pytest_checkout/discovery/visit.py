"""One visit to a shop's start page, with a browser and as its profile says, for `pytest-checkout doctor`."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from playwright.sync_api import Error as BrowserError

from pytest_checkout.discovery import window
from pytest_checkout.errors import CannotRead
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront import Shopper, banner, obstacles
from pytest_checkout.storefront.asking import first_line
from pytest_checkout.storefront.entrance import context_options


def pays(store: StoreProfile) -> list[str]:
    """Open the start page; what is worth telling of it, what it is first.

    Raises CouldNotLook for what is no page of a shop, CannotProvide for a password that is not set, and UserError
    when no browser starts.
    """
    with window.opened() as browser, browser.new_context(**window.SIZE, **context_options(store)) as context:
        shopper = Shopper(context.new_page(), store)
        begun = time.monotonic()
        try:
            shopper.hands.goes_to(store.start_url())
            seconds = time.monotonic() - begun
            reading = banner.answers(shopper.hands)
        except BrowserError as error:
            raise CannotRead(f"the browser gave up: {first_line(error)}") from error
        if wall := obstacles.instead_of_a_product(reading):
            raise obstacles.obstructed(wall, reading)
        page = reading.snapshot
        told = [f"'{page.title}' opens in {seconds:.1f} s"]
        landed, written = urlsplit(page.url), urlsplit(store.url)
        if page.status >= 400:
            told.append(f"it answers {page.status}: is the url in the profile right?")
        if (landed.scheme, landed.netloc) != (written.scheme, written.netloc):
            told.append(f"it leads to {landed.scheme}://{landed.netloc}/: write that as the url in the profile")
        told += [entry.text for entry in shopper.journal.entries if entry.kind in ("note", "message")]
        if shopper.hands.introduction.refused:
            told.append("write 'user agent: ordinary' into the profile, so that no first try is refused")
        return told
