"""A shop in memory with every subject of a back office, honest; back_office_broken.py breaks it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from pytest_checkout.conformance import BackOfficeSandbox
from pytest_checkout.domain import Line, Money, Order
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.store.ports import CodeTerms, OrderPayment, Owed


@dataclass
class Shop:
    """What the shop knows: settings by kind and name, and its orders with their payments, the oldest first."""

    kept: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {
            "stock": {"MUG": 7, "POT": 2},
            "uses": {"TEN": 2, "ONCE": 0},
            "terms": {
                "TEN": CodeTerms(ends=datetime(2030, 1, 1, tzinfo=UTC)),
                "ONCE": CodeTerms(uses=1),
            },
            "price": {"MUG": Money.parse("GBP 8.00"), "POT": Money.parse("JPY 1200")},
            "sale": {"MUG": True, "POT": False},
            "payment": {"card": True, "invoice": True},
            "delivery": {"standard": True, "express": True},
            "fee": {"standard": Money.parse("GBP 4.90"), "express": Money.parse("GBP 9.90")},
            "plugin": {"badge": True, "banner": False},
            "mail": {"confirmation": "Thank you"},
            "tax": {"standard": Decimal("0.2"), "reduced": Decimal("0.05")},
            "shop": {"theme": "classic", "clock": timedelta(0), "capture": "with the order", "mistake": ""},
        }
    )
    orders: list[Order] = field(default_factory=list)
    payments: dict[str, OrderPayment] = field(default_factory=dict)
    owed: dict[str, Owed] = field(default_factory=dict)
    refused: bool = False


class Office:
    """An adapter over the shop: nothing of it is its own."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    def get(self, kind: str, name: str) -> Any:
        if name not in self.shop.kept[kind]:
            raise ServiceUnavailable(f"there is no {kind} '{name}'")
        return self.shop.kept[kind][name]

    def put(self, kind: str, name: str, value: Any) -> None:
        before = self.get(kind, name)
        if isinstance(before, Money) and value.currency != before.currency:
            raise CannotProvide(f"the {kind} of {name} is in {before.currency}")
        self.shop.kept[kind][name] = value

    # -- orders --

    def orders(self, email: str) -> Sequence[Order]:
        return [order for order in reversed(self.shop.orders) if order.email.casefold() == email.casefold()]

    def cancel_order(self, number: str) -> None:
        self.payment(number)
        self.shop.orders = [
            replace(order, status="cancelled") if order.number == number else order for order in self.shop.orders
        ]

    def order_payment(self, number: str) -> OrderPayment:
        return self.payment(number)

    def payment(self, number: str) -> OrderPayment:
        if number not in self.shop.payments:
            raise ServiceUnavailable(f"there is no order '{number}'")
        return self.shop.payments[number]

    def act(self, number: str, act: str, **changes: Any) -> None:
        payment = self.payment(number)
        if act not in payment.can:
            raise ServiceUnavailable(f"order {number} is {payment.state}: {act} is not possible")
        self.shop.payments[number] = replace(payment, **changes)

    def capture_order(self, number: str, part: Money | None = None) -> None:
        payment = self.payment(number)
        if part and part.currency != payment.invoiced.currency:
            raise CannotProvide(f"order {number} is in {payment.invoiced.currency}")
        self.act(number, "capture", state="paid", captured=part or payment.invoiced, can=("refund",))

    def refund_order(self, number: str) -> None:
        self.act(number, "refund", state="refunded", refunded=self.payment(number).captured, can=())

    def void_order(self, number: str) -> None:
        self.act(number, "void", state="voided", can=())

    def owed(self, email: str) -> Sequence[Owed]:
        mine = {order.number for order in self.shop.orders if order.email == email}
        return [owed for number, owed in self.shop.owed.items() if number in mine]

    def hand_on_again(self, order_number: str) -> None:
        self.payment(order_number)
        if not self.shop.refused:
            self.shop.owed.pop(order_number, None)

    # -- settings --

    def stock(self, sku: str) -> int:
        return int(self.get("stock", sku))

    def set_stock(self, sku: str, units: int) -> None:
        self.put("stock", sku, units)

    def code_uses(self, code: str) -> int:
        return int(self.get("uses", code))

    def set_code_uses(self, code: str, uses: int) -> None:
        self.put("uses", code, uses)

    def code_terms(self, code: str) -> CodeTerms:
        return self.get("terms", code)

    def set_code_terms(self, code: str, terms: CodeTerms) -> None:
        self.put("terms", code, terms)

    def price(self, sku: str) -> Money:
        return self.get("price", sku)

    def set_price(self, sku: str, price: Money) -> None:
        self.put("price", sku, price)

    def is_for_sale(self, sku: str) -> bool:
        return bool(self.get("sale", sku))

    def offer_product(self, sku: str, offered: bool) -> None:
        self.put("sale", sku, offered)

    def payment_is_offered(self, payment: str) -> bool:
        return bool(self.get("payment", payment))

    def offer_payment(self, payment: str, offered: bool) -> None:
        self.put("payment", payment, offered)

    def delivery_is_offered(self, delivery: str) -> bool:
        return bool(self.get("delivery", delivery))

    def offer_delivery(self, delivery: str, offered: bool) -> None:
        self.put("delivery", delivery, offered)

    def delivery_fee(self, delivery: str) -> Money:
        return self.get("fee", delivery)

    def set_delivery_fee(self, delivery: str, fee: Money) -> None:
        self.put("fee", delivery, fee)

    def plugin_is_active(self, plugin: str) -> bool:
        return bool(self.get("plugin", plugin))

    def switch_plugin(self, plugin: str, active: bool) -> None:
        self.put("plugin", plugin, active)

    def mail_template(self, mail: str) -> str:
        return str(self.get("mail", mail))

    def set_mail_template(self, mail: str, text: str) -> None:
        self.put("mail", mail, text)

    def tax_rate(self, kind: str) -> Decimal:
        return self.get("tax", kind)

    def set_tax_rate(self, kind: str, rate: Decimal) -> None:
        self.put("tax", kind, rate)

    def themes(self) -> Sequence[str]:
        return ["classic", "compact"]

    def theme(self) -> str:
        return str(self.get("shop", "theme"))

    def use_theme(self, theme: str) -> None:
        if theme not in self.themes():
            raise ServiceUnavailable(f"there is no theme '{theme}'")
        self.put("shop", "theme", theme)

    def clock_ahead(self) -> timedelta:
        return self.get("shop", "clock")

    def set_clock_ahead(self, ahead: timedelta) -> None:
        self.put("shop", "clock", ahead)

    def capture_terms(self) -> str:
        return str(self.get("shop", "capture"))

    def set_capture_terms(self, capture: str) -> None:
        self.put("shop", "capture", capture)

    def payment_mistake(self) -> str:
        return str(self.get("shop", "mistake"))

    def set_payment_mistake(self, mistake: str) -> None:
        self.put("shop", "mistake", mistake)


NAMES = {
    "stock": "MUG",
    "code uses": "TEN",
    "code terms": "TEN",
    "price": "MUG",
    "for sale": "MUG",
    "payment": "card",
    "delivery": "express",
    "delivery fee": "express",
    "plugin": "badge",
    "mail template": "confirmation",
    "tax rate": "reduced",
}
OTHERS = {
    "stock": "POT",
    "code uses": "ONCE",
    "code terms": "ONCE",
    "price": "POT",
    "for sale": "POT",
    "payment": "invoice",
    "delivery": "standard",
    "delivery fee": "standard",
    "plugin": "banner",
    "tax rate": "standard",
}


class InMemory(BackOfficeSandbox):
    """The shop with its shoppers; `office` is the adapter under test."""

    office: type[Office] = Office
    names, others = NAMES, OTHERS

    def __init__(self) -> None:
        self.shop = Shop()
        self.adapter = self.office(self.shop)

    def anew(self) -> Office:
        return self.office(self.shop)

    def everything(self) -> object:
        return copy.deepcopy(self.shop.kept)

    def places_order(self, email: str) -> Order:
        return self.opens(email, "paid", can=("refund",), taken=True)

    def reserves_order(self, email: str) -> Order:
        return self.opens(email, "held", can=("capture", "void"), taken=False)

    def owes_order(self, email: str) -> Order:
        order = self.places_order(email)
        self.shop.refused = True
        self.shop.owed[order.number] = Owed(order.number, "oms", "it does not know the product", set_aside=True)
        return order

    def refuses_no_more(self) -> None:
        self.shop.refused = False

    def opens(self, email: str, state: str, can: tuple[str, ...], taken: bool) -> Order:
        goods, total = Money.parse("GBP 16.00"), Money.parse("GBP 19.30")
        parts = {
            "discount": Money.parse("GBP 1.60"),
            "delivery": Money.parse("GBP 4.90"),
            "tax": Money.parse("GBP 3.22"),
        }
        number = f"{1000 + len(self.shop.orders)}"
        order = Order(number, total, email, lines=(Line("Mug", 2, goods, "MUG"),), status="open", **parts)
        self.shop.orders.append(order)
        self.shop.payments[number] = OrderPayment(state, total if taken else total * 0, total * 0, total, can)
        return order
