"""The faults of what a browser sends: lost, late, twice, tampered with, or with a form that has grown old."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error, Request, Route

from pytest_checkout.errors import CannotProvide
from pytest_checkout.pagefaults import documents, forms, hosts
from pytest_checkout.pagefaults.forms import LedAway
from pytest_checkout.pagefaults.routing import REDIRECTS, Routed, every
from pytest_checkout.strikes import Fault


class SendingFaults(Routed):
    """Faults of the requests that carry something to the store."""

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
            if not kind.startswith(forms.ENCODED):
                raise CannotProvide(f"cannot change a form that is sent as {kind or 'nothing known'}")
            route.continue_(post_data=forms.with_fields(route.request.post_data or "", fields))

        self._forms(fault, every, tampered)
        return fault

    def lead_away(self) -> LedAway:
        """Every form asks the store to lead to another site afterwards; where it obeys, the shopper stays all the same.

        Only forms whose fields can be read are met: what is sent in another way passes as it is.
        """
        fault = LedAway("forms ask to be led to another site")
        self.declared.append(fault)

        def asking(route: Route) -> None:
            asked, page = route.request, urlsplit(route.request.headers.get("referer", "/")).path
            answer = route.fetch(post_data=forms.asking_away(asked.post_data or "", page), max_redirects=0)
            target = urljoin(asked.url, answer.headers.get("location", ""))
            if answer.status not in REDIRECTS:
                route.fulfill(response=answer)
                return
            if forms.leads_away(target):
                fault.led.append(urlsplit(asked.url).path)
                target = urljoin(self._store_url, urlsplit(target).path)
            route.fulfill(status=200, content_type="text/html", body=documents.leading_to(target))

        self._forms(fault, _is_encoded, asking)
        return fault

    def age_token(self) -> Fault:
        """The next form that carries a token of the page it stands on is sent with an old one."""
        fault = self._declare("a form is sent with an old token")

        def old(route: Route) -> None:
            route.continue_(post_data=forms.aged(route.request.post_data or ""))

        def concerns(request: Request) -> bool:
            return not fault.strikes and _is_encoded(request) and forms.has_token(request.post_data or "")

        self._forms(fault, concerns, old)
        return fault

    def delay_answers(self, seconds: float) -> Fault:
        """What the browser sends from now on reaches the store `seconds` late, and the page waits as long."""
        fault = self._declare(f"what is sent is {seconds:g} seconds on its way")

        def late(route: Route) -> None:
            page = route.request.frame.page
            with suppress(Error):  # the page was left, and nobody waits for the answer any more
                page.wait_for_timeout(1000 * seconds)
                route.continue_()

        self._route(hosts.of_store(self._store_url).pages, fault, lambda request: request.method == "POST", late)
        return fault

    def _forms(self, fault: Fault, concerns: Callable[[Request], bool], strike: Callable[[Route], object]) -> None:
        self._route(
            hosts.of_store(self._store_url).pages,
            fault,
            lambda request: request.method == "POST" and request.is_navigation_request() and concerns(request),
            strike,
        )


def _is_encoded(request: Request) -> bool:
    """Whether what is sent is a form whose fields can be read."""
    return request.headers.get("content-type", "").startswith(forms.ENCODED)
