"""A small shop on a port of its own, with an oracle: what was ordered, and which pages were asked for.

What it sells and asks can be changed between two looks at it.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_ADDRESS = """<h1>Where to?</h1><form action="/delivery">
<label>E-mail <input type="email" name="mail" required></label><label>First name <input name="first" required></label>
<label>Last name <input name="last" required></label><label>Street <input name="street" required></label>
<label>Town <input name="town" required></label><label>Postcode <input name="postcode" required></label>{more}
<label>Country <select name="country"><option value="GB">United Kingdom<option value="DE">Germany</select></label>
<button>Continue</button></form>"""
_REVIEW = """<h1>Review your order</h1><p>Order total £44.90</p>
<form action="/order"><button>Place order</button></form>"""
_PAGE = """<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta property="og:site_name" content="Small shop">
<title>Small shop</title><body><header><a href="/">Small shop</a> <a href="/cart">Cart</a>
<a href="/account/login">Log in</a></header><main>{body}</main>{over}</body></html>"""
_CART = """<h1>Your cart</h1><table><tr><td><a href="/item/{slug}">{name}</a></td>
<td><input name="qty" type="number" value="1" aria-label="Quantity"></td><td>£{price}</td></tr></table>
<dl><dt>Order total</dt><dd>£{price}</dd></dl>{code}<a href="/checkout">Proceed to checkout</a>"""
_VOUCHER = """<form action="/cart"><label>Voucher code <input name="voucher"></label><button>Apply</button></form>"""
_RADIO = '<p><label><input type="radio" name="{group}" value="{code}" required> {name}</label> {price}</p>'


class SmallShop(ThreadingHTTPServer):
    """Sells `products` (slug -> (name, price in pounds, sizes)); None as a price: sold out."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.opens()

    def opens(self) -> None:
        """As on its first day."""
        self.products: dict[str, tuple[str, str | None, list[str]]] = {
            "lamp": ("Brass lamp", "40.00", []),
            "jumper": ("Wool jumper", "59.00", ["S", "M"]),
            "clock": ("Wall clock", None, []),
        }
        self.delivery = {"std": ("Standard delivery", "4.90"), "fast": ("Express delivery", "9.90")}
        self.payments = {"invoice": "Pay by invoice", "cash": "Cash at the door"}
        self.more_fields = ""
        self.code_field = True
        self.wall: Callable[[BaseHTTPRequestHandler], bool] = lambda _: False
        """What stands before the shop: answers a request itself, and says whether it did."""
        self.front = ""
        """What its front page shows instead of its products, as HTML; they are at /shop then."""
        self.over = ""
        """What lies over every page, as HTML."""
        self.orders: list[dict[str, str]] = []
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}/"

    def handle_error(self, *_: object) -> None:
        """A browser that breaks a connection off is no news."""


@contextmanager
def open_shop(tls: ssl.SSLContext | None = None) -> Iterator[SmallShop]:
    with SmallShop(tls) as shop:
        thread = threading.Thread(target=shop.serve_forever, daemon=True)
        thread.start()
        yield shop
        shop.shutdown()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: SmallShop

    def do_GET(self) -> None:
        if self.server.wall(self):
            return None
        url = urlsplit(self.path)
        sent = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.server.asked.append(url.path)
        kept = SimpleCookie(self.headers.get("Cookie", ""))
        cart = kept["cart"].value if "cart" in kept else ""
        parts = url.path.strip("/").split("/")
        set_cart = ""
        match parts:
            case [""] if self.server.front:
                body = f"<h1>Welcome</h1>{self.server.front}<a href='/about'>About us</a><a href='/shop'>Shop</a>"
            case ["news", number]:
                body = f"<h1>News {number}</h1><p>Read on.</p>"
            case [""] | ["shop"]:
                body = self._home()
            case ["item", slug] if slug in self.server.products:
                body = self._product(slug)
            case ["add", slug]:
                cart = set_cart = slug
                body = self._cart(cart)
            case ["cart"]:
                body = self._cart(cart)
            case ["checkout"]:
                body = _ADDRESS.format(more=self.server.more_fields)
            case ["delivery"]:
                rows = [(code, name, f"£{fee}") for code, (name, fee) in self.server.delivery.items()]
                body = self._choice("Delivery method", "shipping", "/payment", rows)
            case ["payment"]:
                body = self._choice(
                    "Payment method", "payment", "/review", [(c, n, "") for c, n in self.server.payments.items()]
                )
            case ["review"]:
                body = _REVIEW
            case ["order"]:
                self.server.orders.append({"item": cart, **sent})
                body = f"<h1>Thank you</h1><p>Your order number is {1000 + len(self.server.orders)}.</p>"
            case _:
                return self._answers("<h1>No such page</h1>", status=404)
        return self._answers(body, cart=set_cart)

    def _home(self) -> str:
        cards = "".join(
            f'<article><a href="/item/{slug}"><img alt="" width="40" height="40"></a>'
            f'<h3><a href="/item/{slug}">{name}</a></h3><p>£{price or "40.00"}</p></article>'
            for slug, (name, price, _) in self.server.products.items()
        )
        return f"<h1>Everything</h1>{cards}"

    def _product(self, slug: str) -> str:
        name, price, sizes = self.server.products[slug]
        choices = "".join(f'<option value="{size}">{size}</option>' for size in sizes)
        size = f'<label>Size <select name="size" required><option value="">Choose</option>{choices}</select></label>'
        buy = f'<form action="/add/{slug}">{size if sizes else ""}<button>Add to cart</button></form>'
        return f"<h1>{name}</h1><p>£{price or '40.00'}</p>{buy if price else '<p>Come back later</p>'}"

    def _cart(self, slug: str) -> str:
        if not slug:
            return "<h1>Your cart</h1><p>Your cart is empty.</p>"
        name, price, _ = self.server.products[slug]
        return _CART.format(slug=slug, name=name, price=price, code=_VOUCHER if self.server.code_field else "")

    def _choice(self, title: str, group: str, action: str, rows: list[tuple[str, str, str]]) -> str:
        radios = "".join(_RADIO.format(group=group, code=code, name=name, price=price) for code, name, price in rows)
        return (
            f'<h1>{title}</h1><form action="{action}"><fieldset><legend>{title}</legend>{radios}</fieldset>'
            "<button>Continue</button></form>"
        )

    def _answers(self, body: str, *, status: int = 200, cart: str = "") -> None:
        page = _PAGE.format(body=body, over=self.server.over).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        if cart:
            self.send_header("Set-Cookie", f"cart={cart}; Path=/")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """The tests read what was asked from `asked`."""
