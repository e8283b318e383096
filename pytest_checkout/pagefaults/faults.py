"""The faults that can be put between one browser context and the store, with Playwright, as narrowly as they can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin

from playwright.sync_api import APIResponse, BrowserContext, Error, Page, Request, Route

from pytest_checkout.errors import CannotProvide
from pytest_checkout.pagefaults import documents, hosts
from pytest_checkout.pagefaults.hosts import Hosts
from pytest_checkout.strikes import Fault, must_all_have_struck

_AN_ERROR_PAGE = "<!DOCTYPE html><title>503</title><h1>Service unavailable</h1>"
"""What a content network answers for a script that it cannot fetch: not a script."""

_REDIRECTS = (301, 302, 303, 307, 308)
_CLOCK = Path(__file__).with_name("clock.js").read_text(encoding="utf-8")


class PageFaults:
    """Faults of one browser context. Each act declares one; `undo` takes all of them back.

    A fault is met by what the browser asks for from then on. Requests of service workers pass: Playwright does not
    route them, and a fault that nothing met is told (`must_all_have_struck`).
    """

    def __init__(self, context: BrowserContext, store_url: str) -> None:
        self._context, self._store_url = context, store_url
        self._undo = ExitStack()
        self.declared: list[Fault] = []

    def undo(self) -> None:
        """Take back every fault. One whose browser is gone went with it."""
        self._undo.close()

    def must_all_have_struck(self) -> None:
        """Raises Unproved naming every fault that nothing met."""
        must_all_have_struck(self.declared)

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
        self._route(of.everything, fault, _any, lambda route: route.abort("connectionrefused"))
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

    def lose_answers(self, times: int = 1) -> Fault:
        """The next `times` forms that the browser sends reach the store, and the answers do not come back."""
        fault = self._declare("the answer is lost")
        self._documents(
            fault,
            lambda request: request.method == "POST" and fault.strikes < times,
            lambda route, _: route.abort("connectionreset"),
        )
        return fault

    def send_twice(self) -> Fault:
        """The next form that the browser sends arrives twice, one after the other, as after a retry on the network."""
        fault = self._declare("a form arrives twice")

        def twice(route: Route) -> None:
            route.fetch(max_redirects=0)
            route.continue_()

        self._forms(fault, lambda _: fault.strikes == 0, twice)
        return fault

    def add_to_forms(self, fields: Mapping[str, str]) -> Fault:
        """Every form that the browser sends carries these fields as well, or with these values: a tampered request."""
        fault = self._declare(f"forms carry {', '.join(f'{name}={value}' for name, value in fields.items())}")

        def tampered(route: Route) -> None:
            kind = route.request.headers.get("content-type", "")
            if not kind.startswith("application/x-www-form-urlencoded"):
                raise CannotProvide(f"cannot change a form that is sent as {kind or 'nothing known'}")
            sent = parse_qsl(route.request.post_data or "", keep_blank_values=True)
            kept = [(name, value) for name, value in sent if name not in fields]
            route.continue_(post_data=urlencode([*kept, *fields.items()]))

        self._forms(fault, _any, tampered)
        return fault

    def _forms(self, fault: Fault, concerns: Callable[[Request], bool], strike: Callable[[Route], object]) -> None:
        self._route(
            hosts.of_store(self._store_url).pages,
            fault,
            lambda request: request.method == "POST" and request.is_navigation_request() and concerns(request),
            strike,
        )

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

    def _declare(self, what: str) -> Fault:
        fault = Fault(what)
        self.declared.append(fault)
        return fault

    def _scripts(self, of: Hosts, harm: str, strike: Callable[[Route], None]) -> Fault:
        fault = self._declare(f"the scripts from {of.words} {harm}")
        self._route(of.scripts, fault, lambda request: request.resource_type == "script", strike)
        return fault

    def _pages(self, fault: Fault, put: Callable[[Route, APIResponse], None]) -> None:
        """Do something to every page of the store, and count it there.

        Playwright routes no request that follows a redirect: so the browser gets a page that leads on instead of one.
        """

        def answered(route: Route, answer: APIResponse) -> None:
            if answer.status in _REDIRECTS and "location" in answer.headers:
                target = urljoin(route.request.url, answer.headers["location"])
                route.fulfill(status=200, content_type="text/html", body=documents.leading_to(target))
            elif "text/html" in answer.headers.get("content-type", ""):
                put(route, answer)
            else:
                route.fulfill(response=answer)

        self._documents(fault, _any, answered, counted=False)

    def _documents(
        self,
        fault: Fault,
        concerns: Callable[[Request], bool],
        strike: Callable[[Route, APIResponse], None],
        counted: bool = True,
    ) -> None:
        """Let the store answer a request for a page, then do something to the answer."""

        # A page that comes from here has no address of its own: Chromium then asks before it lets it load scripts from
        # this machine or its network, where test stores live.
        self._context.grant_permissions(["local-network-access"])

        def answered(route: Route) -> None:
            strike(route, route.fetch(max_redirects=0))

        pages = hosts.of_store(self._store_url).pages
        self._route(
            pages, fault, lambda request: request.resource_type == "document" and concerns(request), answered, counted
        )

    def _route(
        self,
        where: re.Pattern[str],
        fault: Fault,
        concerns: Callable[[Request], bool],
        strike: Callable[[Route], object],
        counted: bool = True,
    ) -> None:
        def meet(route: Route, request: Request) -> None:
            if not concerns(request):
                route.fallback()
                return
            fault.strikes += counted
            strike(route)

        self._context.route(where, meet)
        self._undo.callback(self._context.unroute, where, meet)


def _any(_: Request) -> bool:
    return True
