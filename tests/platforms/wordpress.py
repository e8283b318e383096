"""A small HTTP server that answers as WooCommerce's REST API v3 and WordPress's plugins endpoint are documented.

Sources: https://woocommerce.github.io/woocommerce-rest-api-docs/ (orders, products, coupons) and WordPress's
wp-includes/rest-api/endpoints/class-wp-rest-plugins-controller.php. It keeps what is put.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

LOGIN = "robot:abcd efgh ijkl"
READ_ONLY = {"id", "parent_id", "usage_count"}


class WordPress(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.orders: list[dict[str, Any]] = []
        self.products: list[dict[str, Any]] = []
        self.coupons: list[dict[str, Any]] = []
        self.plugins: dict[str, str] = {}
        self.resources: dict[str, dict[str, Any]] = {}
        """By path: what is one thing and has an address of its own (a way to pay, a shipping method, a tax rate)."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


@contextmanager
def running() -> Iterator[WordPress]:
    with WordPress() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: WordPress

    def do_GET(self) -> None:
        self._answers("GET", {})

    def do_PUT(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._answers("PUT", json.loads(self.rfile.read(length)))

    def _answers(self, method: str, body: dict[str, Any]) -> None:
        expected = "Basic " + base64.b64encode(LOGIN.encode()).decode()
        if self.headers.get("Authorization") != expected:
            self._sends(401, {"code": "rest_cannot_view", "message": "Sorry.", "data": {"status": 401}})
            return
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        status, answer = self._found(method, url.path.removeprefix("/wp-json/"), query, body)
        self._sends(status, answer)

    def _found(self, method: str, path: str, query: dict[str, str], body: dict[str, Any]) -> tuple[int, Any]:
        shop = self.server
        if path == "wc/v3/orders" and method == "GET":
            # LIKE in MySQL, which minds no capitals in WordPress's collations (utf8mb4_unicode_520_ci)
            found = [order for order in shop.orders if query["search"].lower() in json.dumps(order).lower()]
            return 200, found[: int(query.get("per_page", 10))]
        if path == "wc/v3/products" and method == "GET":
            return 200, [product for product in shop.products if product["sku"] == query["sku"]]
        if path == "wc/v3/coupons" and method == "GET":
            return 200, [coupon for coupon in shop.coupons if coupon["code"] == query["code"].lower()]
        if place := re.fullmatch(r"wc/v3/products/(?:(\d+)/variations/)?(\d+)", path):
            parent, number = int(place[1] or 0), int(place[2])
            mine = [p for p in shop.products if p["id"] == number and p["parent_id"] == parent]
            if mine and not READ_ONLY & body.keys():
                mine[0].update(body)
                return 200, mine[0]
        if place := re.fullmatch(r"wc/v3/(orders|coupons)/(\d+)", path):
            kept = shop.orders if place[1] == "orders" else shop.coupons
            mine = [each for each in kept if each["id"] == int(place[2])]
            if mine and not READ_ONLY & body.keys():
                mine[0].update(_as_kept(body))
                return 200, mine[0]
        if path.startswith("wc/v3/") and (found := shop.resources.get(path.removeprefix("wc/v3/"))) is not None:
            for key, value in body.items():
                if key == "settings":
                    for name, set_to in value.items():
                        found["settings"][name]["value"] = set_to
                else:
                    found[key] = value
            return 200, found
        if place := re.fullmatch(r"wp/v2/plugins/([^./]+(?:/[^./]+)?)", path):
            name = place[1]
            if name in shop.plugins:
                shop.plugins[name] = body.get("status", shop.plugins[name])
                return 200, {"plugin": name, "status": shop.plugins[name]}
        return 404, {"code": "rest_no_route", "message": "No route", "data": {"status": 404}}

    def _sends(self, status: int, answer: Any) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None: ...


def _as_kept(body: dict[str, Any]) -> dict[str, Any]:
    """A code's bounds as the API tells them: nought is none, and a date is told once more in GMT, without its zone."""
    kept = {key: value or None if key.startswith("usage_limit") else value for key, value in body.items()}
    if "date_expires" in kept:
        kept["date_expires_gmt"] = kept["date_expires"].removesuffix("Z") or None
    return kept
