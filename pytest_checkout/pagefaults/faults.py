"""The faults that can be put between one browser context and the store, with Playwright, as narrowly as they can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import APIResponse, Error, Page, Request, Route

from pytest_checkout.errors import CannotProvide
from pytest_checkout.pagefaults import documents
from pytest_checkout.pagefaults.hosts import Hosts
from pytest_checkout.pagefaults.routing import every
from pytest_checkout.pagefaults.sending import SendingFaults
from pytest_checkout.strikes import Fault

_AN_ERROR_PAGE = "<!DOCTYPE html><title>503</title><h1>Service unavailable</h1>"
"""What a content network answers for a script that it cannot fetch: not a script."""

_CLOCK = Path(__file__).with_name("clock.js").read_text(encoding="utf-8")


class PageFaults(SendingFaults):
    """All faults of one browser context: of what it sends, and of the scripts, the network, the pages and the clock."""

    # -- scripts --

    def block_scripts(self, of: Hosts) -> Fault:
        """Scripts do not arrive, as behind a blocker or with a dead content network."""
        return self._scripts(of, "are blocked", lambda route: route.abort("blockedbyclient"))

    def break_scripts(self, of: Hosts) -> Fault:
        """In the place of scripts arrives an error page, which no browser can run."""
        return self._scripts(
            of,
            "are broken",
            lambda route: route.fulfill(status=200, content_type="text/javascript", body=_AN_ERROR_PAGE),
        )

    def delay_scripts(self, of: Hosts, seconds: float) -> Fault:
        """Scripts arrive `seconds` late; everything else goes on meanwhile."""

        def late(route: Route) -> None:
            page = route.request.frame.page
            with suppress(Error):  # the page was left, and nobody waits for its script any more
                page.wait_for_timeout(1000 * seconds)
                route.continue_()

        return self._scripts(of, f"are {seconds:g} seconds late", late)

    def reverse_scripts(self) -> Fault:
        """The external scripts of every page of the store come in the opposite order."""
        return self._change_pages("the scripts come in another order", documents.scripts_reversed)

    def defer_scripts(self) -> Fault:
        """The external scripts of every page are deferred, as speed plugins do it: inline scripts run before them."""
        return self._change_pages("the scripts are deferred", documents.scripts_deferred)

    # -- hosts and network --

    def take_down(self, of: Hosts) -> Fault:
        """Nothing answers at these hosts: every request to them fails at once."""
        fault = self._declare(f"{of.words} is down")
        self._route(of.everything, fault, every, lambda route: route.abort("connectionrefused"))
        return fault

    def go_offline(self) -> Fault:
        """The browser has no network from now on. It strikes when a request fails for it."""
        fault = self._declare("the connection is gone")

        def failed(request: Request) -> None:
            if "ERR_INTERNET_DISCONNECTED" in (request.failure or ""):
                fault.strike()

        self._context.on("requestfailed", failed)
        self._undo.callback(self._context.remove_listener, "requestfailed", failed)
        self._undo.callback(self.go_online)
        self._context.set_offline(True)
        return fault

    def go_online(self) -> None:
        self._context.set_offline(False)

    def slow_network(self, page: Page, *, latency: float, kilobits: int) -> Fault:
        """`latency` seconds before each answer, then `kilobits` per second. Raises CannotProvide off Chromium.

        The browser's own emulation: it slows each request down without routing it.
        """
        browser = self._context.browser
        if browser is None or browser.browser_type.name != "chromium":
            raise CannotProvide("needs Chromium, whose network can be slowed down")
        fault = self._declare(f"the network is slow ({latency:g} s, {kilobits} kbit/s)")
        session = self._context.new_cdp_session(page)

        def set_to(latency: float, bytes_per_second: float) -> None:
            session.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": 1000 * latency,
                    "downloadThroughput": bytes_per_second,
                    "uploadThroughput": bytes_per_second,
                },
            )

        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda _: fault.strike())
        self._undo.callback(session.detach)
        self._undo.callback(set_to, 0, -1)
        set_to(latency, kilobits * 1000 / 8)
        return fault

    # -- pages --

    def restrict(self, policy: str) -> Fault:
        """Every page of the store carries this content security policy instead of its own."""
        fault = self._declare(f"the pages carry the policy '{policy}'")

        def put(route: Route, answer: APIResponse) -> None:
            fault.strike()
            route.fulfill(response=answer, headers=documents.with_policy(answer.headers, policy))

        self._pages(fault, put)
        return fault

    def serve_copy(self, url: str) -> Fault:
        """The page at `url` as it is now is what the browser gets there from now on, like from a wrong cache."""
        copy = self._context.request.get(url)
        fault = self._declare(f"{url} comes from a cache")
        self._route(
            re.compile(f"^{re.escape(url)}(?:[?#]|$)"),
            fault,
            lambda request: request.resource_type == "document" and request.method == "GET",
            lambda route: route.fulfill(response=copy),
        )
        return fault

    def _change_pages(self, what: str, change: Callable[[str], str]) -> Fault:
        """Change the text of every page of the store; it strikes where that changes anything."""
        fault = self._declare(what)

        def put(route: Route, answer: APIResponse) -> None:
            html = answer.text()
            changed = change(html)
            if changed != html:
                fault.strike()
            route.fulfill(response=answer, body=changed)

        self._pages(fault, put)
        return fault

    # -- clock --

    def shift_clock(self, by: timedelta) -> Fault:
        """The clock of the device is wrong by `by`, from the next page on; timers run as ever."""
        fault = self._declare(f"the device's clock is off by {by.days} days")

        def opened(request: Request) -> None:
            if request.resource_type == "document":
                fault.strike()

        self._context.on("request", opened)
        self._undo.callback(self._context.remove_listener, "request", opened)
        milliseconds = int(by.total_seconds() * 1000)
        self._undo.enter_context(self._context.add_init_script(f"({_CLOCK})({milliseconds})"))
        return fault

    # -- inside --

    def _scripts(self, of: Hosts, harm: str, strike: Callable[[Route], None]) -> Fault:
        fault = self._declare(f"the scripts from {of.words} {harm}")
        self._route(of.scripts, fault, lambda request: request.resource_type == "script", strike)
        return fault
