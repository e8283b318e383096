"""All shops of a zoo behind one HTTP server, told apart by host name: `shop-7.localhost` and `pay-7.localhost`.

Browsers find `*.localhost` on this machine by themselves; two of those hosts are two origins, and two sites.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from tests.zoo.pages import Pages
from tests.zoo.shop import Shop
from tests.zoo.traits import Traits


@dataclass
class Zoo:
    """The shops that are open, by key; `port` is where they are served."""

    port: int
    shops: dict[str, Pages] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)

    def opens(self, traits: Traits, key: str) -> Shop:
        """Open a shop under `shop-<key>.localhost`."""
        shop = Shop(traits, key)
        self.shops[key] = Pages(shop, f"http://pay-{key}.localhost:{self.port}", self.closing)
        return shop

    def url(self, shop: Shop) -> str:
        return f"http://shop-{shop.key}.localhost:{self.port}/"

    def product_url(self, shop: Shop) -> str:
        """Where a shopper of this shop is sent: its product, or its home page."""
        return self.url(shop) + self.shops[shop.key].path("product").lstrip("/")

    def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
        request = Request(environ)
        kind, _, key = request.host.split(".")[0].partition("-")
        pages = self.shops.get(key)
        if pages is None:
            response = Response("no such shop", 404)
        else:
            response = pages.pays(request) if kind == "pay" else pages.answers(request)
        return response(environ, start_response)


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # a browser keeps its connection

    def log(self, type: str, message: str, *args: object) -> None:
        logging.getLogger(f"zoo.{type}").debug(message, *args)


@contextmanager
def serving(port: int = 0) -> Iterator[Zoo]:
    """A zoo without shops, served by a thread until the block ends; any free port when `port` is 0."""
    zoo = Zoo(port)
    server = make_server("127.0.0.1", port, zoo, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True  # a browser's open connection must not keep the process
    zoo.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield zoo
    finally:
        zoo.closing.set()
        server.shutdown()
        server.server_close()
