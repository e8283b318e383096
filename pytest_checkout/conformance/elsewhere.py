"""What every adapter makes of a system that is not there, lets nobody in, or tells what cannot be: it says so."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pytest_checkout.conformance.serving import serving
from pytest_checkout.conformance.suite import Conformance, Sandbox, where_it_can
from pytest_checkout.errors import ServiceUnavailable

NOBODY = "http://127.0.0.1:9/"
"""The port of the discard protocol (RFC 863), on which no machine listens."""


class Unbelievable(Conformance):
    """For adapters over HTTP. `asks` puts one question that every adapter of the port must be able to put."""

    def asks(self, adapter: Any) -> object:
        raise NotImplementedError

    @pytest.fixture
    def elsewhere(self, sandbox: Sandbox) -> Callable[[str], Any]:
        with where_it_can():
            sandbox.at(NOBODY)
        return sandbox.at

    def test_a_system_that_is_not_there_is_unavailable_and_named(self, elsewhere: Callable[[str], Any]) -> None:
        with pytest.raises(ServiceUnavailable, match=r"127\.0\.0\.1"):
            self.asks(elsewhere(NOBODY))

    @pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
    def test_a_system_that_lets_nobody_in_is_unavailable(self, elsewhere: Callable[[str], Any], status: int) -> None:
        with answering(status, b"{}") as url, pytest.raises(ServiceUnavailable, match=str(status)):
            self.asks(elsewhere(url))

    @pytest.mark.parametrize("body", [b"", b"<html>", b'{"data": nu'], ids=["empty", "a page", "half"])
    def test_an_answer_of_another_form_is_unavailable(self, elsewhere: Callable[[str], Any], body: bytes) -> None:
        with answering(200, body) as url, pytest.raises(ServiceUnavailable):
            self.asks(elsewhere(url))

    def test_an_answer_that_cannot_be_true_is_unavailable(
        self, sandbox: Sandbox, elsewhere: Callable[[str], Any]
    ) -> None:
        if not sandbox.lies:
            pytest.skip(f"{type(sandbox).__name__} names no lies: answers of its own system that cannot be true")
        for lie in sandbox.lies:
            with answering(200, lie) as url:
                try:
                    told = self.asks(elsewhere(url))
                except ServiceUnavailable:
                    continue
            pytest.fail(f"it believed {lie!r}, and told {told!r}")


@contextlib.contextmanager
def answering(status: int, body: bytes, kind: str = "application/json") -> Iterator[str]:
    """A server that gives the same answer, of this media type, to everything; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def log_message(self, *_: object) -> None: ...

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        yield f"{url}/"
