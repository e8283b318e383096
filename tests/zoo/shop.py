"""One shop: what it sells, what it asks for, what it takes for an order. It knows nothing of HTTP."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from decimal import Decimal

from tests.zoo.fields import Field, Form
from tests.zoo.orders import Line, Order, Session
from tests.zoo.places import PLACES
from tests.zoo.traits import Traits
from tests.zoo.wording import Wording

SIZES = ("S", "M", "L")
PRICES = ("24.90", "59.00", "8.50", "32.00")
FEES = {"standard": "4.90", "express": "9.90"}
GUESTS = ("register", "guest", "login")
"""What a page that asks who it is lets one choose from."""
_TAKEN_YEAR = 2026


@dataclass(frozen=True)
class Product:
    sku: str
    title: str
    price: Decimal


@dataclass(frozen=True)
class Bill:
    """The amounts of a cart; `shipping` is None until a way of delivery is chosen."""

    items: Decimal
    shipping: Decimal | None
    tax: Decimal | None

    @property
    def total(self) -> Decimal:
        return self.items + (self.shipping or 0) + (self.tax or 0)


class Shop:
    """A shop with these traits. `orders` is the oracle: what it really took."""

    def __init__(self, traits: Traits, key: str) -> None:
        self.traits, self.key = traits, key
        self.place = PLACES[traits.place]
        self.wording = Wording(self.place.language, traits.wording, partly=traits.translated == "partly")
        self.form = Form(traits, self.place, self.wording)
        self.products = tuple(
            Product(f"{1200 + index}", title, self.place.local(price))
            for index, (title, price) in enumerate(zip(self.wording.products, PRICES, strict=True))
        )
        self.orders: list[Order] = []
        self.subscribed: list[str] = []
        self.sessions: dict[str, Session] = {}
        self._numbers = itertools.count(random.Random(traits.wording).randrange(10_000, 99_999))

    @property
    def product(self) -> Product:
        """The one that the shopper is sent to buy."""
        return self.products[0]

    @property
    def sizes(self) -> tuple[str, ...]:
        return SIZES if self.traits.options != "none" else ()

    # -- cart --

    def adds(self, session: Session, sku: str, option: str, quantity: int) -> str:
        """Put a product into the cart; what is wrong, or nothing."""
        mine = sku == self.product.sku
        if mine and self.traits.obstacle == "sold_out":
            return self.wording.sold_out
        if mine and self.sizes and option not in self.sizes:
            return self.wording.choose
        if self.traits.obstacle == "doubles_quantity":
            quantity *= 2
        if mine and self.traits.obstacle == "ignores_variant":
            option = next(size for size in self.sizes if size != option)
        line = (sku, option if mine else "")
        session.cart[line] = session.cart.get(line, 0) + quantity
        return ""

    def named(self, sku: str) -> Product:
        return next(product for product in self.products if product.sku == sku)

    def bill(self, session: Session) -> Bill:
        items = sum((self.named(sku).price * count for (sku, _), count in session.cart.items()), Decimal(0))
        chosen = session.given.get("delivery", "")
        shipping = self.place.local(FEES[chosen]) if chosen in FEES else None
        tax = None
        if self.place.tax_on_top and session.given.get("postcode"):
            tax = (items * self.place.tax_on_top).quantize(Decimal("0.01"))
        return Bill(items, shipping, tax)

    def refuses_cart(self) -> str:
        """Why a cart may not go to the checkout, or nothing."""
        if self.traits.obstacle == "minimum_order":
            return self.wording("minimum_order", amount=self.place.money(self.place.local("500")))
        return ""

    # -- checkout --

    def steps(self) -> list[list[str]]:
        """The parts of the checkout, grouped as the pages of this shop group them."""
        asks_who = self.traits.guest != "default"
        match self.traits.shape:
            case "one_page" | "dialogs":
                groups = [["contact", "address", "delivery", "payment"]]
            case "three_pages":
                groups = [["contact", "address"], ["delivery", "payment"]]
            case _:
                start = [["contact"], ["address"]] if asks_who else [["contact", "address"]]
                groups = [*start, ["delivery"], ["payment"]]
        if self.traits.guest == "email_first" and groups[0] != ["contact"]:
            groups = [["contact"], groups[0][1:], *groups[1:]]
        return [*groups, ["review"]] if self.traits.review == "step" else [*groups[:-1], [*groups[-1], "review"]]

    def fields(self, part: str, session: Session) -> list[Field]:
        match part:
            case "contact":
                return list(self.form.contact(session.given))
            case "address":
                return list(self.form.address(session.given))
            case "payment" if session.given.get("payment", "card") == "card" and self.traits.card != "hosted":
                return list(self.form.card(session.given))
            case _:
                return []

    def deliveries(self, session: Session) -> list[tuple[str, str, Decimal]]:
        """(code, name, fee) of every way of delivery, as far as the address is known that they need."""
        if self.traits.obstacle == "no_delivery":
            return []
        if self.traits.delivery_known == "after_address" and not (
            session.given.get("postcode") and session.given.get("country")
        ):
            return []
        codes = ["standard"] if self.traits.delivery == "single_hidden" else ["standard", "express"]
        return [(code, self.wording(code), self.place.local(FEES[code])) for code in codes]

    def methods(self) -> list[tuple[str, str]]:
        """(code, name) of every way to pay."""
        codes = ["card"] if self.traits.methods == "single_hidden" else ["card", "invoice"]
        return [(code, self.wording(f"pay_{code}")) for code in codes]

    def mistakes(self, parts: list[str], session: Session) -> dict[str, str]:
        """What is wrong in these parts: a message by field, or by part for what is no field's fault."""
        wrong: dict[str, str] = {}
        for part in parts:
            for field in self.fields(part, session):
                if field.required and not session.given.get(field.key, "").strip():
                    wrong[field.key] = self.wording.required
        given = session.given
        if "contact" in parts and given.get("email") and "@" not in given["email"]:
            wrong["email"] = self.wording.required
        if "contact" in parts and self.traits.guest == "radio" and given.get("guest") != "guest":
            wrong["contact"] = self.wording.required
        if "address" in parts:
            wrong.update(self._address_mistakes(given))
        if "delivery" in parts and given.get("delivery") not in [code for code, _, _ in self.deliveries(session)]:
            wrong["delivery"] = self.wording.no_delivery if not self.deliveries(session) else self.wording.required
        if "payment" in parts:
            wrong.update(self._payment_mistakes(given))
        if "review" in parts and self.traits.terms == "required" and given.get("terms") != "yes":
            wrong["terms"] = self.wording.required
        return wrong

    def _address_mistakes(self, given: dict[str, str]) -> dict[str, str]:
        if self.traits.obstacle == "rejects_everything":
            return {"address": self.wording.rejects_everything}
        wrong = {}
        if given.get("country") and given["country"] != self.place.country:
            wrong["country"] = self.wording.no_delivery
        states = {code for code, _ in self.place.states}
        if states and self.traits.state != "text" and given.get("state") not in states:
            wrong["state"] = self.wording.required
        return wrong

    def _payment_mistakes(self, given: dict[str, str]) -> dict[str, str]:
        method = given.get("payment")
        if method not in [code for code, _ in self.methods()]:
            return {"payment": self.wording.required}
        if method != "card" or self.traits.card == "hosted":
            return {}
        return self.card_mistakes(given)

    def card_mistakes(self, given: dict[str, str]) -> dict[str, str]:
        """What is wrong with a card: its check digit, a month gone by, a code that is no code."""
        wrong = {}
        if not _passes_luhn("".join(filter(str.isdigit, given.get("card_number", "")))):
            wrong["card_number"] = self.wording.required
        month, year = given.get("month", ""), given.get("year", "")
        if self.traits.expiry == "one_field":
            month, _, year = given.get("expiry", "").replace(" ", "").partition("/")
        if not (month.isdigit() and 1 <= int(month) <= 12 and year.isdigit() and 2000 + int(year) % 100 > _TAKEN_YEAR):
            wrong["expiry" if self.traits.expiry == "one_field" else "year"] = self.wording.required
        if len(given.get("cvc", "")) not in (3, 4):
            wrong["cvc"] = self.wording.required
        return wrong

    def places(self, session: Session) -> Order:
        """Take the order and empty the cart."""
        given = dict(session.given)
        paid_by_card = given.get("payment") == "card"
        bill = self.bill(session)
        order = Order(
            number=f"{self.key.upper()[:1]}{next(self._numbers)}"
            if self.traits.wording % 2
            else str(next(self._numbers)),
            lines=tuple(Line(sku, option, count) for (sku, option), count in session.cart.items()),
            currency=self.place.currency,
            total=bill.total,
            given={key: value for key, value in given.items() if key not in ("card_number", "cvc", "password")},
            delivery=given.get("delivery", ""),
            payment=given.get("payment", ""),
            card=given.get("card_number", "").replace(" ", "")[-4:] if paid_by_card else "",
        )
        self.orders.append(order)
        session.cart.clear()
        session.step = 0
        return order


def _passes_luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(number))]
    return 12 < len(number) < 20 and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
