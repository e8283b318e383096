"""One shop's pages: which address shows what, and what a request changes."""

from __future__ import annotations

import secrets
import threading
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from tests.zoo.fields import opaque
from tests.zoo.orders import Order, Session
from tests.zoo.shop import GUESTS, Shop

TEMPLATES = Path(__file__).parent / "templates"
_GATES = ("login_wall", "captcha", "queue", "geo_block", "not_a_shop", "maintenance")
_STATUS = {"geo_block": 403, "maintenance": 503}
_NEVER = 60.0
"""Seconds that a thing from outside takes to come: longer than anybody waits."""
_ASKED_BY_SCRIPT = "X-Requested-With"


@cache
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Pages:
    """Answers requests to one shop (`answers`) and to its payment provider (`pays`)."""

    def __init__(self, shop: Shop, pay_url: str, closing: threading.Event) -> None:
        self.shop, self.pay_url, self.closing = shop, pay_url, closing

    # -- addresses --

    def path(self, name: str, *parts: str) -> str:
        if name == "product" and not parts:
            parts = (self.shop.product.sku,)
        if name == "home":
            return "/"
        if self.shop.traits.paths == "opaque":
            return "/".join(["", opaque(name, self.shop.traits.wording), *parts])
        plain = {"product": "/products", "cart": "/cart", "add": "/cart/add", "checkout": "/checkout"}
        return "/".join([plain.get(name, f"/{name}"), *parts])

    def _route(self, path: str) -> tuple[str, list[str]]:
        if path == "/":
            return "home", []
        for name in ("product", "add", "update", "cart", "checkout", "quote", "done", "subscribe", "frame", "paid"):
            start = self.path(name, "")
            if (path + "/").startswith(start):
                return name, [part for part in path[len(start) :].split("/") if part]
        return "", []

    # -- answering --

    def answers(self, request: Request) -> Response:
        session = self._session(request)
        name, rest = self._route(request.path)
        obstacle = self.shop.traits.obstacle
        if obstacle in _GATES and name:
            response = self._page(request, session, f"obstacles/{obstacle}.html", status=_STATUS.get(obstacle, 200))
        else:
            show = getattr(self, f"_{name}", None) if name else None
            response = show(request, session, *rest) if show else Response("<h1>404</h1>", 404, mimetype="text/html")
        response.set_cookie("sid", session.key)
        return response

    def _session(self, request: Request) -> Session:
        key = request.cookies.get("sid", "")
        if key not in self.shop.sessions:
            key = secrets.token_hex(8)
            self.shop.sessions[key] = Session(key)
        return self.shop.sessions[key]

    def _render(self, request: Request, session: Session, template: str, **more: object) -> str:
        shop = self.shop
        scripted = shop.traits.classes == "opaque"
        return (
            environment()
            .get_template(template)
            .render(
                shop=shop,
                t=shop.traits,
                w=shop.wording,
                s=session,
                money=shop.place.money,
                path=self.path,
                name=shop.form.name,
                c=(lambda word: opaque("class" + word, shop.traits.wording)) if scripted else (lambda word: word),
                bill=shop.bill(session),
                pay_url=self.pay_url,
                answered=request.cookies.get("answered", ""),
                **{"errors": {}, "product": shop.product, "guests": GUESTS, **more},
            )
        )

    def _page(self, request: Request, session: Session, template: str, status: int = 200, **more: object) -> Response:
        return Response(self._render(request, session, template, **more), status, mimetype="text/html")

    def _goes(self, request: Request, url: str) -> Response:
        """Send the browser on; a script is told where to, because it may not follow to another origin."""
        if request.headers.get(_ASKED_BY_SCRIPT):
            response = Response(status=204)
            response.headers["X-Go"] = url
            return response
        return redirect(url, 303)  # type: ignore[return-value]

    # -- the shop --

    def _home(self, request: Request, session: Session) -> Response:
        return self._page(request, session, "home.html")

    def _product(self, request: Request, session: Session, sku: str = "") -> Response:
        if sku not in [product.sku for product in self.shop.products]:
            return Response("<h1>404</h1>", 404, mimetype="text/html")
        return self._page(request, session, "product.html", product=self.shop.named(sku), problem="")

    def _add(self, request: Request, session: Session) -> Response:
        sent = request.values
        sku = sent.get("sku", "")
        quantity = sent.get(self.shop.form.name("quantity"), "1")
        problem = self.shop.adds(session, sku, sent.get(self.shop.form.name("size"), ""), int(quantity or 1))
        if request.headers.get(_ASKED_BY_SCRIPT):
            if problem:
                return Response(problem, 422, mimetype="text/plain")
            return Response(self._render(request, session, f"added/{self.shop.traits.added}.html"))
        if problem:
            return self._page(request, session, "product.html", product=self.shop.named(sku), problem=problem)
        return self._goes(request, self.path("checkout" if self.shop.traits.added == "checkout" else "cart"))

    def _cart(self, request: Request, session: Session) -> Response:
        problem = self.shop.refuses_cart() if "refused" in request.args else ""
        return self._page(request, session, "cart.html", problem=problem)

    def _update(self, request: Request, session: Session) -> Response:
        for key in list(session.cart):
            wanted = request.form.get("q-" + "-".join(key), "")
            if wanted.isdigit():
                session.cart[key] = int(wanted)
            if request.form.get("drop") == "-".join(key) or not session.cart[key]:
                del session.cart[key]
        return self._goes(request, self.path("cart"))

    def _subscribe(self, request: Request, session: Session) -> Response:
        self.shop.subscribed.append(request.form.get("newsletter", ""))
        return self._page(request, session, "subscribed.html")

    # -- checkout --

    def _checkout(self, request: Request, session: Session, step: str = "") -> Response:
        if not session.cart:
            return self._goes(request, self.path("cart"))
        if self.shop.refuses_cart():
            return self._goes(request, self.path("cart") + "?refused=1")
        steps = self.shop.steps()
        asked = int(step) - 1 if step.isdigit() else session.step
        here = min(max(asked, 0), session.step)
        if request.method == "POST":
            return self._takes_step(request, session, int(request.form.get("step", here)))
        if "edit" in request.args:
            here = session.step = min(int(request.args["edit"]), session.step)
        elif self.shop.traits.shape in ("pages", "three_pages") and step != str(here + 1):
            return self._goes(request, self.path("checkout", str(here + 1)))
        return self._shows_step(request, session, steps, here, {})

    def _shows_step(
        self, request: Request, session: Session, steps: list[list[str]], here: int, errors: dict[str, str]
    ) -> Response:
        return self._page(
            request, session, "checkout.html", steps=steps, here=here, parts=steps[here], errors=errors, problem=""
        )

    def _takes(self, request: Request, session: Session, parts: list[str]) -> None:
        keys = [field.key for part in parts for field in self.shop.fields(part, session)]
        if "payment" in parts:
            keys += ["card_number", "expiry", "month", "year", "cvc", "holder"]
        for key in (*keys, "delivery", "payment", "guest", "terms", "create_account"):
            name = self.shop.form.name(key)
            if name in request.form:
                session.given[key] = request.form[name].strip()
        if session.given.get("guest", "").isdigit():  # a page whose code tells nothing numbers its choices
            session.given["guest"] = GUESTS[int(session.given["guest"]) - 1]
        if "review" in parts:
            session.given["terms"] = request.form.get(self.shop.form.name("terms"), "")

    def _takes_step(self, request: Request, session: Session, here: int) -> Response:
        steps = self.shop.steps()
        parts = steps[here]
        self._takes(request, session, parts)
        self._takes(request, session, parts)  # what is asked for may depend on what was just given
        if request.form.get("reload"):
            return self._shows_step(request, session, steps, here, {})
        errors = self.shop.mistakes(parts, session)
        if errors:
            return self._shows_step(request, session, steps, here, errors)
        if here + 1 < len(steps):
            session.step = max(session.step, here + 1) if self.shop.traits.shape == "pages" else here + 1
            return self._goes(request, self._step_url(here + 1))
        return self._orders(request, session)

    def _step_url(self, step: int) -> str:
        paged = self.shop.traits.shape in ("pages", "three_pages")
        return self.path("checkout", str(step + 1)) if paged else self.path("checkout")

    def _quote(self, request: Request, session: Session) -> Response:
        """The ways of delivery and the bill, for what is typed so far."""
        self._takes(request, session, self.shop.steps()[min(session.step, len(self.shop.steps()) - 1)])
        return Response(self._render(request, session, "quote.html", parts=[]), mimetype="text/html")

    def _orders(self, request: Request, session: Session) -> Response:
        traits, steps = self.shop.traits, self.shop.steps()
        if traits.obstacle == "thanks_without_order":
            return self._goes(request, self.path("done", "late"))
        if traits.obstacle == "declines" and session.given.get("payment") == "card":
            here = next(index for index, parts in enumerate(steps) if "payment" in parts)
            for key in ("card_number", "cvc", "expiry"):
                session.given.pop(key, None)
            session.step = here
            return self._shows_step(request, session, steps, here, {"payment": self.shop.wording.declined})
        if traits.card == "hosted" and session.given.get("payment") == "card":
            return self._goes(request, f"{self.pay_url}/?s={session.key}&back={request.host_url.rstrip('/')}")
        return self._confirms(request, self.shop.places(session))

    def _paid(self, request: Request, session: Session) -> Response:
        """The browser comes back from the provider's page, which has the card."""
        if not session.given.get("card_number"):
            return self._goes(request, self.path("checkout"))
        return self._confirms(request, self.shop.places(session))

    def _confirms(self, request: Request, order: Order) -> Response:
        ticket = secrets.token_hex(16)
        match self.shop.traits.order_number:
            case "path":
                return self._goes(request, self.path("done", order.number))
            case "query":
                return self._goes(request, self.path("done") + f"?order={order.number}")
            case _:
                self.shop.sessions[ticket] = Session(ticket, given={"number": order.number})
                return self._goes(request, self.path("done", ticket))

    def _done(self, request: Request, session: Session, key: str = "") -> Response:
        if key == "late":
            return self._page(request, session, "obstacles/thanks_without_order.html")
        told = self.shop.sessions[key].given["number"] if key in self.shop.sessions else key or request.args["order"]
        order = next((order for order in self.shop.orders if order.number == told), None)
        if order is None:
            return Response("<h1>404</h1>", 404, mimetype="text/html")
        return self._page(request, session, "done.html", order=order)

    # -- payment --

    def _frame(self, request: Request, session: Session, only: str = "") -> Response:
        return self._card_page(request, session, only)

    def _card_page(self, request: Request, session: Session, only: str) -> Response:
        fields = [field for field in self.shop.form.card({}) if not only or field.key == only]
        return self._page(request, session, "card/frame_page.html", fields=fields)

    def pays(self, request: Request) -> Response:
        """The provider's own host: a frame with fields of a card, or the page that a shop sends its customers to."""
        if request.path == "/hangs":
            self.closing.wait(_NEVER)
        if request.path.startswith("/frame"):
            return self._card_page(request, Session(""), request.path.removeprefix("/frame").strip("/"))
        session = self.shop.sessions.get(request.values.get("s", ""))
        if session is None:
            return Response("no such payment", 404)
        errors = {}
        fields = list(self.shop.form.card({}))
        if request.method == "POST":
            session.given.update({field.key: request.form.get(field.name, "").strip() for field in fields})
            errors = self.shop.card_mistakes(session.given)
            if not errors:
                return redirect(request.form["back"] + self.path("paid"), 303)  # type: ignore[return-value]
        back = request.values["back"]
        return self._page(request, session, "card/hosted_page.html", fields=fields, errors=errors, back=back)
