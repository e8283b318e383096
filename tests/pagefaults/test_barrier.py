"""Shoppers at a barrier: their requests are with the store at the same time, which is proved and not hoped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page

from pytest_checkout.errors import ShopFault, Unproved
from pytest_checkout.pagefaults.barrier import Lane, Underway, race

FORM = b"<!doctype html><form method=post><button>Order</button></form><a href='/elsewhere'>Look</a>"
WORK = 0.3


class Store(BaseHTTPRequestHandler):
    """Takes its time over an order; `one_at_a_time` and `honest` are set by the test."""

    turn = threading.Lock()
    one_at_a_time = False
    honest = False
    spans: list[tuple[float, float]] = []  # noqa: RUF012  (of the class, on purpose)

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        if self.one_at_a_time:
            with self.turn:
                self._work()
        else:
            self._work()

    def _work(self) -> None:
        began = time.monotonic()
        time.sleep(WORK)  # what a store does over an order
        self.spans.append((began, time.monotonic()))
        self._answer(f"store;dur={1000 * WORK}" if self.honest else "")

    def _answer(self, timing: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(FORM)))
        if timing:
            self.send_header("Server-Timing", timing)
        self.end_headers()
        self.wfile.write(FORM)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def store() -> Iterator[str]:
    Store.one_at_a_time, Store.honest, Store.spans = False, False, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Store) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def pages(store: str, new_context: Callable[[], BrowserContext]) -> list[Page]:
    found = [new_context().new_page() for _ in range(3)]
    for page in found:
        page.goto(store)
    return found


def orders(page: Page) -> Callable[[], None]:
    def act() -> None:
        page.click("button", no_wait_after=True)
        page.wait_for_url("**/*", wait_until="load")
        page.wait_for_function("performance.getEntriesByType('navigation')[0].responseEnd > 200")

    return act


def test_three_requests_are_with_the_store_at_the_same_time(pages: list[Page]) -> None:
    together = race([Lane(page, orders(page)) for page in pages])
    assert together > 0
    assert len(Store.spans) == 3
    assert max(began for began, _ in Store.spans) < min(ended for _, ended in Store.spans)


def test_a_store_that_says_it_took_one_after_the_other_proves_no_race(pages: list[Page]) -> None:
    Store.one_at_a_time = Store.honest = True
    with pytest.raises(Unproved, match="should have been with the store at the same time"):
        race([Lane(page, orders(page)) for page in pages[:2]])


def test_an_answer_that_was_long_on_its_way_proves_no_overlap() -> None:
    """The store says 0.3 seconds of each; the first answer was heard late, the second had waited for its turn."""
    first = Underway.at_least(released=10.0, answered=10.4, worked=0.3)
    second = Underway.at_least(released=10.0, answered=10.65, worked=0.3)
    assert (first.ended, second.began) == pytest.approx((10.3, 10.35))


def test_a_store_that_does_not_say_how_long_it_worked_is_taken_for_the_whole_time() -> None:
    assert Underway.at_least(released=10.0, answered=10.4, worked=None) == Underway(10.0, 10.4)


def test_who_never_comes_to_the_barrier_lets_the_others_go_and_proves_nothing(pages: list[Page]) -> None:
    with pytest.raises(Unproved, match="sent no request that could be held, so nobody raced"):
        race([Lane(pages[0], orders(pages[0])), Lane(pages[1], lambda: pages[1].click("a"))])
    assert len(Store.spans) == 1


def test_what_goes_wrong_with_one_shopper_is_told_when_all_have_come_to_an_end(pages: list[Page]) -> None:
    def fails() -> None:
        orders(pages[1])()
        raise ShopFault("the button is dead", stage="review", looked_for="an order", found="nothing")

    with pytest.raises(ShopFault, match="the button is dead"):
        race([Lane(pages[0], orders(pages[0])), Lane(pages[1], fails)])
    assert len(Store.spans) == 2


def test_afterwards_requests_pass_as_ever(pages: list[Page]) -> None:
    race([Lane(page, orders(page)) for page in pages[:2]])
    pages[0].click("button")
    pages[0].wait_for_load_state()
    assert len(Store.spans) == 3
