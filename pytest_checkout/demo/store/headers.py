"""Headers of every page: how long it took, and a content security policy that lets in the store's own scripts and the
payment gateway's."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from pytest_checkout.demo.store import page


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        put(response)
        # W3C Server Timing: how long the store itself worked, for those who ask whether two requests overlapped.
        response["Server-Timing"] = f"store;dur={1000 * (time.perf_counter() - began):.1f}"
        return response


def put(response: HttpResponse) -> None:
    sources = " ".join(["'self'", "'unsafe-inline'", *script_hosts()])
    response["Content-Security-Policy"] = f"script-src {sources}; frame-ancestors 'self'"


def script_hosts() -> list[str]:
    """Other hosts whose scripts may run."""
    gateway = urlsplit(page.card_script())
    return [f"{gateway.scheme}://{gateway.netloc}"] if gateway.netloc else []
