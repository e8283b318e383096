"""A real HTTP service and a real proxy before it, each a process or thread of its own, as a store would meet them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from pytest_checkout.conformance.serving import serving
from pytest_checkout.wirefaults import command

TOKEN = "the-token-of-this-test"
ANSWER = json.dumps({"paid": True, "why": "because " * 20}).encode()


class Service:
    """Takes payments: keeps what arrived, answers each with the same JSON."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str, bytes, dict[str, str]]] = []
        service = self

        class Answers(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None: ...

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                service.got.append((self.command, self.path, body, dict(self.headers.items())))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Set-Cookie", "one=1")
                self.send_header("Set-Cookie", "two=2")
                self.send_header("Connection", "keep-alive, X-For-You")
                self.send_header("X-For-You", "of this connection alone")
                self.send_header("Content-Length", str(len(ANSWER)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(ANSWER)

            do_GET = do_POST = do_HEAD = do_DELETE = answer

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@contextmanager
def service() -> Iterator[Service]:
    found = Service()
    with serving(found.server):
        yield found


@dataclass(frozen=True)
class Running:
    """A proxy: where its control is, where each service is found, and its process."""

    control: str
    wires: dict[str, str]
    process: subprocess.Popen[bytes]


@contextmanager
def proxy(*to: str, options: Sequence[str] = (), start: Sequence[str] = (), **environment: str) -> Iterator[Running]:
    """`pytest-checkout proxy`, or what `start` says, before these services; it is ended with the block."""
    told = [part for each in to for part in ("--to", each)]
    with subprocess.Popen(
        [*(start or command()), *told, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "CHECKOUT_PROXY_TOKEN": TOKEN, **environment},
    ) as process:
        assert process.stdout is not None
        try:
            found = json.loads(process.stdout.readline())
            yield Running(found["control"], found["wires"], process)
        finally:
            process.kill()


def control(running: Running) -> dict[str, dict[str, Any]]:
    """What the control says of each wire."""
    answer = requests.get(f"{running.control}/wires", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10)
    found: dict[str, dict[str, Any]] = answer.json()
    return found
