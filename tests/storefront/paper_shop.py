"""A shop made of a few pages that live in a test: served to the browser by routing, with an oracle of its own.

`http://shop.test` is the shop, `http://pay.test` a payment provider of another origin. The pages keep the cart in
the browser's local storage; what is ordered is posted to `/orders`, where the test can see it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from playwright.sync_api import Page, Route

from pytest_checkout.domain import Address
from pytest_checkout.store.profile import Environment, Locales, Payment, Product, StoreProfile
from pytest_checkout.storefront import Shopper

LAMP = Product(url="lamp", name={"*": "Brass lamp"})
HOME = Address("Robin", "Tester", "12 Orchard Road", "Bristol", "GB", "BS1 4DJ", phone="+44 117 496 0123")
INVOICE = Payment(name={"*": "Invoice"}, kind="invoice")
CARD = Payment(name={"*": "Credit card"}, kind="card")

ADD = '<form action="/cart/add/lamp"><button>Add to cart</button></form>'
PRODUCT = f"<main><h1>Brass lamp</h1><p>£40.00</p>{ADD}</main>"
CART = """<main><h1>Your cart</h1><table><tr><td><a href="/lamp">Brass lamp</a></td>
  <td><input name="qty" type="number" value="1" aria-label="Quantity"></td><td>£40.00</td><td>£40.00</td></tr></table>
  <dl><dt>Subtotal</dt><dd>£40.00</dd><dt>Order total</dt><dd>£40.00</dd></dl>
  <a href="/checkout">Proceed to checkout</a></main>"""
ADDRESS = """<main><h1>Delivery address</h1><form action="/delivery">
  <label>E-mail <input name="mail" type="email"></label>
  <label>First name <input name="fn"></label><label>Last name <input name="ln"></label>
  <label>Address <input name="a1"></label><label>Town <input name="c"></label>
  <label>Postcode <input name="pc"></label> %s <button>Continue</button></form></main>"""
DELIVERY = """<main><h1>Delivery</h1><form action="/payment"><fieldset><legend>Delivery method</legend>
  <label><input type="radio" name="d" value="std" checked> Standard delivery</label> £4.90</fieldset>
  <button>Continue</button></form></main>"""
DONE = """<main><h1>Thank you</h1><p>Your order number is <b>100042</b>.</p>
  <a href="/status/100042/">View your order</a></main>"""


class PaperShop:
    """Serves `pages` (path -> body) and remembers which orders were posted and which pages were asked for."""

    def __init__(self, page: Page, pages: Mapping[str, str], *, lang: str = "en") -> None:
        self.pages = {"/lamp": PRODUCT, "/cart/add/lamp": CART, "/cart": CART, **pages}
        self.lang = lang
        self.orders: list[dict[str, Any]] = []
        self.asked: list[str] = []
        page.context.route("http://*.test/**", self._serve)

    def _serve(self, route: Route) -> None:
        url = route.request.url
        path = "/" + url.split("/", 3)[3].split("?")[0]
        self.asked.append(path)
        if path == "/orders":
            self.orders.append(json.loads(route.request.post_data or "{}"))
            route.fulfill(json={})
        elif "pay.test" in url:
            self._answer(route, self.pages[f"pay{path}"])
        elif path not in self.pages:
            route.fulfill(status=404, content_type="text/html", body="<h1>No such page</h1>")
        else:
            self._answer(route, self.pages[path])

    def _answer(self, route: Route, body: str) -> None:
        status = 500 if body == "500" else 200
        html = f"<!doctype html><html lang='{self.lang}'><meta charset='utf-8'><title>Shop</title><body>{body}</body>"
        route.fulfill(status=status, content_type="text/html", body=html)


def a_shopper(page: Page, *, patience: str = "3", environment: str = "demo", **profile: Any) -> Shopper:
    """A shopper of the paper shop who waits three seconds: enough for these pages on a machine that is busy."""
    store = StoreProfile(
        store="Paper shop",
        url="http://shop.test/",
        environment=Environment(environment),
        currency="GBP",
        locales=Locales(default="en-GB"),
        patience=Decimal(patience),
        **profile,
    )
    return Shopper(page, store, identity="7e57")
