"""Headers of every page: a content security policy that lets in the store's own scripts and the payment gateway's."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from pytest_checkout.demo.store import page


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        put(response)
        return response


def put(response: HttpResponse) -> None:
    sources = " ".join(["'self'", "'unsafe-inline'", *script_hosts()])
    response["Content-Security-Policy"] = f"script-src {sources}; frame-ancestors 'self'"


def script_hosts() -> list[str]:
    """Other hosts whose scripts may run."""
    gateway = urlsplit(page.card_script())
    return [f"{gateway.scheme}://{gateway.netloc}"] if gateway.netloc else []
