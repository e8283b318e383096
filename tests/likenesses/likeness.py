"""What all likenesses share: what they sell, each browser's cart, and the record of what was really ordered.

A likeness answers like one public shop system as far as a shopper meets it; its pages are ours, written from the facts
that its module names. It knows nothing of the shopper that comes.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

TEMPLATES = Path(__file__).parent / "templates"
DECLINED = "4000000000000002"
"""The card that no likeness takes."""
DELIVERIES = {"standard": ("Parcel post", Decimal("5.00")), "express": ("Courier", Decimal("12.00"))}
COUNTRIES = {"AF": "Afghanistan", "FR": "France", "DE": "Germany", "GB": "United Kingdom", "US": "United States"}
STATES = {"US": {"ID": "Idaho", "IL": "Illinois", "IN": "Indiana"}, "GB": {"BST": "Bristol", "LND": "London"}}


@dataclass(frozen=True)
class Article:
    """Something that is sold; `gone` are the sizes that are sold out, or "" where there are no sizes."""

    slug: str
    name: str
    price: Decimal
    sizes: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()

    @property
    def sold_out(self) -> bool:
        return "" in self.gone


ARTICLES = {
    article.slug: article
    for article in (
        Article("copper-kettle", "Copper kettle", Decimal("45.00"), gone=frozenset({""})),
        Article("linen-shirt", "Linen shirt", Decimal("32.00"), ("Small", "Medium", "Large"), frozenset({"Large"})),
        Article("walnut-stool", "Walnut stool", Decimal("60.00")),
        Article("tea-towel", "Tea towel", Decimal("8.50")),
    )
}


@dataclass(frozen=True)
class Order:
    """One order as the shop took it: (slug, size, units) per line, to whom and where, for how much, and paid how."""

    number: str
    lines: tuple[tuple[str, str, int], ...]
    email: str
    name: str
    street: str
    city: str
    postcode: str
    country: str
    state: str
    delivery: str
    payment: str
    card: str
    """The last four digits; empty when not paid by card."""
    total: Decimal


@dataclass
class Session:
    """One browser's visit."""

    key: str
    cart: dict[tuple[str, str], int] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    notices: list[tuple[str, str]] = field(default_factory=list)
    """(kind, text) of what the next page has to say."""

    def says(self) -> list[tuple[str, str]]:
        said, self.notices = self.notices, []
        return said


class Likeness:
    """A shop; `answers` is its pages' part. `pay` is the origin of its payment provider's frames."""

    system = ""
    """The name of its folder of templates."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.sessions: dict[str, Session] = {}
        self.pay = ""
        self.closing = threading.Event()
        self.templates = Environment(
            loader=FileSystemLoader([TEMPLATES / self.system, TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters["money"] = self.money

    def money(self, amount: Decimal) -> str:
        return f"£{amount:,.2f}"

    # -- answering --

    def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
        request = Request(environ)
        if request.path.startswith("/pay/"):
            response = Response(self.templates.get_template("card_frame.html").render(), mimetype="text/html")
        else:
            session = self.sessions.get(request.cookies.get("sid", "")) or Session(secrets.token_hex(8))
            self.sessions[session.key] = session
            response = self.answers(request, session)
            response.set_cookie("sid", session.key)
        return response(environ, start_response)

    def answers(self, request: Request, session: Session) -> Response:
        raise NotImplementedError

    def page(self, session: Session, template: str, status: int = 200, **more: object) -> Response:
        return Response(self.renders(session, template, **more), status, mimetype="text/html")

    def renders(self, session: Session, template: str, **more: object) -> str:
        known = {
            "s": session,
            "articles": ARTICLES,
            "deliveries": DELIVERIES,
            "countries": COUNTRIES,
            "states": STATES,
            "lines": self.lines(session),
            "units": sum(session.cart.values()),
            "items": self.items(session),
            "fee": self.fee(session),
            "total": self.items(session) + self.fee(session),
            "delivery": session.given.get("delivery", "standard"),
            "pay": self.pay,
        }
        return self.templates.get_template(template).render({**known, **more})

    def goes(self, path: str) -> Response:
        return redirect(path, 303)  # type: ignore[return-value]

    def missing(self, session: Session) -> Response:
        return self.page(session, "missing.html", 404)

    # -- cart and order --

    def adds(self, session: Session, slug: str, size: str, units: int) -> str:
        """Put something into the cart; what the shop has against it, or nothing."""
        article = ARTICLES[slug]
        if size not in (article.sizes or ("",)):
            return "Choose a size first."
        if size in article.gone:
            return f"We have no more {article.name} {size}".strip() + " left."
        session.cart[slug, size] = session.cart.get((slug, size), 0) + units
        return ""

    def lines(self, session: Session) -> list[tuple[Article, str, int, Decimal]]:
        """(article, size, units, price of all of them) per line of the cart."""
        return [
            (ARTICLES[slug], size, units, ARTICLES[slug].price * units)
            for (slug, size), units in session.cart.items()
            if units
        ]

    def items(self, session: Session) -> Decimal:
        return sum((price for *_, price in self.lines(session)), Decimal("0.00"))

    def fee(self, session: Session) -> Decimal:
        """The price of the delivery that is chosen."""
        return DELIVERIES[session.given.get("delivery", "standard")][1]

    def number(self, count: int) -> str:
        """What the shop calls the order of that count."""
        return str(count)

    def takes(self, session: Session) -> Order:
        """Take the order as it stands in `given`, and empty the cart."""
        given = session.given
        order = Order(
            number=self.number(48210 + 7 * len(self.orders)),
            lines=tuple((slug, size, units) for (slug, size), units in session.cart.items()),
            email=given["email"],
            name=f"{given['first']} {given['last']}",
            street=given["street"],
            city=given["city"],
            postcode=given["postcode"],
            country=given["country"],
            state=given.get("state", ""),
            delivery=given["delivery"],
            payment=given["payment"],
            card=given.get("card", "")[-4:],
            total=self.items(session) + self.fee(session),
        )
        self.orders.append(order)
        session.cart = {}
        return order
