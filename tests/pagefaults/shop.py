"""A shop of two hosts with scripts and a form, that counts what it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pytest_checkout.conformance.serving import serving

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


@contextmanager
def running() -> Iterator[Shop]:
    shop = Shop()
    with serving(shop.server):
        yield shop
