"""What every page fault rests on: it is declared, met by requests that are routed narrowly, counted and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import urljoin

from playwright.sync_api import APIResponse, BrowserContext, Request, Route

from pytest_checkout.pagefaults import documents, hosts
from pytest_checkout.strikes import Fault, must_all_have_struck

REDIRECTS = (301, 302, 303, 307, 308)


class Routed:
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

    # -- for the faults themselves --

    def _declare(self, what: str) -> Fault:
        fault = Fault(what)
        self.declared.append(fault)
        return fault

    def _pages(self, fault: Fault, put: Callable[[Route, APIResponse], None]) -> None:
        """Do something to every page of the store, and count it there.

        Playwright routes no request that follows a redirect: so the browser gets a page that leads on instead of one.
        """

        def answered(route: Route, answer: APIResponse) -> None:
            if answer.status in REDIRECTS and "location" in answer.headers:
                target = urljoin(route.request.url, answer.headers["location"])
                route.fulfill(status=200, content_type="text/html", body=documents.leading_to(target))
            elif "text/html" in answer.headers.get("content-type", ""):
                put(route, answer)
            else:
                route.fulfill(response=answer)

        self._documents(fault, every, answered, counted=False)

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


def every(_: Request) -> bool:
    """A fault that concerns each request."""
    return True
