"""Each page fault does what its name says to a real browser, is counted, and is gone once it is undone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Error, Page

from pytest_checkout.errors import Unproved
from pytest_checkout.pagefaults import PageFaults, every_other, named, of_store

FORM = "<form method=post action=/order><button>Order</button></form>"
SEEN = "<script>window.ran = (window.ran || []).concat('%s')</script>"


class Shop:
    """Two hosts of one server: pages and a script on one, another script on the other. It counts what was posted."""

    def __init__(self) -> None:
        self.orders = 0
        self.visits = 0
        self.posted = ""
        self.believes = False
        """Whether it leads to wherever a form asks for."""
        shop = self

        class Answers(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None: ...

            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                if path.endswith(".js"):
                    self.say("text/javascript", f"window.ran = (window.ran || []).concat('{path[1:-3]}')")
                elif path == "/order":
                    self.say("text/html", f"<h1>{shop.orders} orders</h1>")
                else:
                    shop.visits += 1
                    scripts = f"<script src=/one.js></script><script src={shop.other}/two.js></script>"
                    self.say("text/html", f"<h1>visit {shop.visits}</h1>{FORM}{scripts}{SEEN % 'inline'}")

            def do_POST(self) -> None:
                shop.orders += 1
                shop.posted = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                asked = parse_qs(shop.posted).get("next", ["/order"])
                self.send_response(302)
                self.send_header("Location", asked[0] if shop.believes else "/order")
                self.send_header("Set-Cookie", "ordered=yes")
                self.end_headers()

            def say(self, kind: str, text: str) -> None:
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Security-Policy", "default-src * 'unsafe-inline'")
                self.end_headers()
                self.wfile.write(text.encode())

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.other = f"http://localhost:{self.server.server_port}"


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    thread = threading.Thread(target=shop.server.serve_forever, daemon=True)
    thread.start()
    yield shop
    shop.server.shutdown()
    shop.server.server_close()
    thread.join()


@pytest.fixture
def faults(page: Page, shop: Shop) -> Iterator[PageFaults]:
    faults = PageFaults(page.context, shop.url)
    yield faults
    faults.undo()


def ran(page: Page, shop: Shop) -> list[str]:
    """Which scripts ran on a fresh page, in their order."""
    page.goto(shop.url)
    return list(page.evaluate("window.ran || []"))


WHOLE = ["one", "two", "inline"]


@pytest.mark.parametrize(
    ("act", "left"),
    [
        (lambda faults, shop: faults.block_scripts(of_store(shop.url)), ["two", "inline"]),
        (lambda faults, shop: faults.block_scripts(every_other(shop.url)), ["one", "inline"]),
        (lambda faults, _: faults.block_scripts(named("localhost")), ["one", "inline"]),
        (lambda faults, shop: faults.block_scripts(named(shop.other)), ["one", "inline"]),
        (lambda faults, shop: faults.break_scripts(of_store(shop.url)), ["two", "inline"]),
        (lambda faults, shop: faults.take_down(every_other(shop.url)), ["one", "inline"]),
        (lambda faults, _: faults.reverse_scripts(), ["two", "one", "inline"]),
        (lambda faults, _: faults.defer_scripts(), ["inline", "one", "two"]),
        (lambda faults, _: faults.restrict("script-src 'self'"), ["one"]),
    ],
)
def test_scripts_fail_as_declared_and_are_whole_again(act, left, page: Page, shop: Shop, faults: PageFaults) -> None:
    assert ran(page, shop) == WHOLE
    fault = act(faults, shop)
    assert ran(page, shop) == left
    assert fault.strikes == 1
    faults.undo()
    assert ran(page, shop) == WHOLE
    assert fault.strikes == 1


def test_a_late_script_comes_late_and_holds_up_nothing_else(page: Page, shop: Shop, faults: PageFaults) -> None:
    faults.delay_scripts(every_other(shop.url), 0.6)
    page.goto(shop.url, wait_until="commit")
    page.get_by_role("button").wait_for()
    assert page.evaluate("window.ran") == ["one"]
    page.wait_for_load_state()
    assert page.evaluate("window.ran") == WHOLE
    assert page.evaluate("performance.getEntriesByName(document.scripts[1].src)[0].duration") >= 600


def test_a_lost_answer_reaches_the_store_once_and_the_next_one_comes_back(
    page: Page, shop: Shop, faults: PageFaults
) -> None:
    fault = faults.lose_answers()
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.wait_for_url("chrome-error://**")
    assert (shop.orders, fault.strikes) == (1, 1)
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("2 orders").wait_for()


def test_redirects_and_cookies_pass_through_a_changed_page(page: Page, shop: Shop, faults: PageFaults) -> None:
    fault = faults.restrict("script-src 'self'")
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("1 orders").wait_for()
    assert fault.strikes == 2, "the page behind the redirect carries the policy as well"
    assert page.url == f"{shop.url}/order"
    assert {cookie["name"] for cookie in page.context.cookies()} == {"ordered"}


def test_a_copy_is_served_in_the_place_of_the_page(page: Page, shop: Shop, faults: PageFaults) -> None:
    page.goto(shop.url)
    fault = faults.serve_copy(f"{shop.url}/")
    for _ in range(2):
        page.goto(shop.url)
        assert page.inner_text("h1") == "visit 2"
    assert (shop.visits, fault.strikes) == (2, 2)
    faults.undo()
    page.goto(shop.url)
    assert page.inner_text("h1") == "visit 3"


def test_nothing_comes_while_the_connection_is_gone(page: Page, shop: Shop, faults: PageFaults) -> None:
    fault = faults.go_offline()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(shop.url)
    assert fault.strikes == 1
    faults.undo()
    assert ran(page, shop) == WHOLE


def test_a_slow_network_takes_its_time(page: Page, shop: Shop, faults: PageFaults) -> None:
    fault = faults.slow_network(page, latency=0.3, kilobits=1000)
    page.goto(shop.url)
    took = "performance.getEntriesByType('navigation')[0].responseEnd"
    assert page.evaluate(took) >= 290
    assert fault.strikes >= 3
    faults.undo()
    page.goto(shop.url)
    assert page.evaluate(took) < 290


def test_the_clock_of_the_device_is_wrong_until_it_is_put_right(page: Page, shop: Shop, faults: PageFaults) -> None:
    def year() -> int:
        page.goto(shop.url)
        return int(page.evaluate("new Date(Date.now()).getFullYear() + 0 * new Date().getTime()"))

    fault = faults.shift_clock(timedelta(days=3660))
    assert year() - datetime.now(UTC).year in (10, 11)
    assert page.evaluate("new Date(2020, 0, 1).getFullYear()") == 2020
    assert page.evaluate("new Date() instanceof Date && new Date().constructor === Date")
    assert fault.strikes == 1
    faults.undo()
    assert year() == datetime.now(UTC).year


def test_a_fault_that_nothing_met_is_told(page: Page, shop: Shop, faults: PageFaults) -> None:
    faults.block_scripts(named("js.no-such-provider.example"))
    faults.block_scripts(of_store(shop.url))
    page.goto(shop.url)
    with pytest.raises(Unproved, match="that the scripts from js.no-such-provider.example are blocked: what the"):
        faults.must_all_have_struck()


@pytest.mark.parametrize(
    ("hosts", "address", "script"),
    [
        (named("stripe.com"), "https://js.stripe.com/v3", True),
        (named("stripe.com"), "https://stripe.com:8443/v3", True),
        (named("stripe.com"), "https://notstripe.com/v3", False),
        (named("stripe.com"), "https://shop.example/stripe.com/v3", False),
        (of_store("https://shop.example/en/"), "https://shop.example/a.js?v=1.css", True),
        (of_store("https://shop.example/en/"), "https://shop.example/a.css?v=1", False),
        (of_store("https://shop.example/en/"), "https://shop.example.org/a.js", False),
        (every_other("https://shop.example/en/"), "https://shop.example/a.js", False),
        (every_other("https://shop.example/en/"), "https://shop.example.org/a.js", True),
    ],
)
def test_whose_scripts_are_meant(hosts, address: str, script: bool) -> None:
    assert bool(hosts.scripts.match(address)) is script


def test_a_form_that_leads_away_is_told_and_the_shopper_stays(page: Page, shop: Shop, faults: PageFaults) -> None:
    fault = faults.lead_away()
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("1 orders").wait_for()
    assert (fault.strikes, fault.led) == (1, [])
    shop.believes = True
    page.goto(shop.url + "/lamp")
    page.get_by_role("button").click()
    page.wait_for_url("**/lamp")
    assert (fault.strikes, fault.led) == (2, ["/order"])


def test_only_a_form_with_a_token_can_carry_an_old_one_and_only_once(
    page: Page, shop: Shop, faults: PageFaults
) -> None:
    fault = faults.age_token()
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("1 orders").wait_for()
    assert fault.strikes == 0
    for expected in ("zyx", "xyz"):
        page.goto(shop.url)
        page.evaluate("document.forms[0].innerHTML += '<input name=csrf_token value=xyz>'")
        page.get_by_role("button").click()
        page.get_by_text("orders").wait_for()
        assert f"csrf_token={expected}" in shop.posted
    assert fault.strikes == 1


def test_what_is_sent_late_arrives_late_and_once(page: Page, shop: Shop, faults: PageFaults) -> None:
    fault = faults.delay_answers(0.5)
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("1 orders").wait_for()
    assert page.evaluate("performance.getEntriesByType('navigation')[0].responseStart") >= 500
    assert (shop.orders, fault.strikes) == (1, 1)
