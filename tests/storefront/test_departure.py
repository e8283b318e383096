"""A page that is on its way out is not read: what comes next is waited for, and no longer than it takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, Route

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront import asking, stillness
from pytest_checkout.storefront.departure import Departure
from tests.storefront.paper_shop import LAMP, PaperShop, a_shopper

LATENCY = 0.4
"""Seconds between the head and the body of every page but the first: long enough to read half of it by mistake."""


class _Handler(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self) -> None:
        if self.path != "/":
            self.send_response(204)
            self.end_headers()
            return
        type(self).asked += 1
        head, body = b"<!doctype html><html lang='en'><title>Shop</title><body>", f"<h1>{self.asked}</h1>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(head + body)))
        self.end_headers()
        self.wfile.write(head)
        self.wfile.flush()
        if self.asked > 1:
            threading.Event().wait(LATENCY)
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {})) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


MOVED = BrowserError("Page.evaluate: Execution context was destroyed, most likely because of a navigation")


def fails_once(monkeypatch: pytest.MonkeyPatch, error: BrowserError) -> None:
    errors = [error]

    def asks(*given: Any, **more: Any) -> Any:
        if errors:
            raise errors.pop()
        return asking.asks(*given, **more)

    monkeypatch.setattr(stillness, "asks", asks)


def test_a_page_that_moves_as_the_patience_ends_is_looked_at_once_more(
    page: Page, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper = a_shopper(page)
    shopper.hands.goes_to(url)
    fails_once(monkeypatch, MOVED)
    found = shopper.hands.until(lambda now: now.snapshot.text or None, patience=0)
    assert found == "1"


def test_a_page_that_is_lost_in_another_way_is_told(page: Page, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shopper = a_shopper(page)
    shopper.hands.goes_to(url)
    fails_once(monkeypatch, BrowserError("Page.evaluate: Target crashed"))
    with pytest.raises(CannotRead, match="the page was lost: .*Target crashed"):
        shopper.hands.until(lambda _: True, patience=0)


def test_the_next_page_is_waited_for_until_it_is_whole(page: Page, url: str) -> None:
    departure = Departure(page)
    page.goto(url)
    with page.expect_request(url):
        page.evaluate("location.reload()")
    page.wait_for_event("framenavigated")
    departure.waits()
    assert page.evaluate("document.body.innerText") == "2"


def test_an_answer_without_a_page_is_waited_for_no_longer_than_three_seconds(page: Page, url: str) -> None:
    departure = Departure(page)
    page.goto(url)
    with page.expect_request(f"{url}nothing"):
        page.evaluate("location.href = '/nothing'")
    began = time.monotonic()
    departure.waits()
    departure.waits()
    assert time.monotonic() - began < 4
    assert page.evaluate("document.body.innerText") == "1"


def test_half_a_page_is_not_read(page: Page, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even when nobody heard that it was on its way."""
    monkeypatch.setattr(Departure, "waits", lambda _: None)
    page.goto(url)
    page.goto(url, wait_until="commit")
    assert [heading.text for heading in a_shopper(page).hands.look().snapshot.headings] == ["2"]


def test_an_address_that_the_page_before_calls_off_is_asked_for_once_more(page: Page) -> None:
    """A page that goes somewhere by itself at that moment ends the shopper's own request."""
    shop = PaperShop(page, {})
    called_off: list[str] = []

    def overtaken(route: Route) -> None:
        called_off.append(route.request.url)
        if len(called_off) == 1:
            route.abort("aborted")
        else:
            route.fallback()

    page.context.route("**/lamp", overtaken)
    shopper = a_shopper(page)
    shopper.visits(LAMP)
    assert (shopper.stage, shop.asked, len(called_off)) == (Stage.PRODUCT, ["/lamp"], 2)
