"""django-oscar: the back office of the embedded store. Its pages are read by the generic reading alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import quote

from pytest_checkout.domain import Address, Line, Money, Order
from pytest_checkout.errors import CannotProvide
from pytest_checkout.services.http import JsonService
from pytest_checkout.store.ports import CodeTerms, OrderPayment, Owed

T = TypeVar("T")


class OscarBackOffice:
    """The merchant's side over HTTP, with a token. Every method may raise ServiceUnavailable."""

    def __init__(self, url: str, token: str, *, verify: bool = True) -> None:
        self._api = JsonService("the store's back office", url, token=token, verify=verify)

    def orders(self, email: str) -> Sequence[Order]:
        answer = self._api.get("orders", email=email)
        try:
            return [_order(data) for data in answer]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._api.nonsense("orders", error) from error

    def cancel_order(self, number: str) -> None:
        self._api.put(f"orders/{quote(number)}", {"status": "Cancelled"})

    # -- stock and products --

    def stock(self, sku: str) -> int:
        return self._number(f"stock/{quote(sku)}", "available")

    def set_stock(self, sku: str, units: int) -> None:
        self._api.put(f"stock/{quote(sku)}", {"available": units})

    def price(self, sku: str) -> Money:
        return self._read(f"products/{quote(sku)}", lambda told: Money.parse(f"{told['currency']} {told['price']}"))

    def set_price(self, sku: str, price: Money) -> None:
        """Raises CannotProvide for another currency than that of the price."""
        _same_currency(f"the price of '{sku}'", price, self.price(sku))
        self._api.put(f"products/{quote(sku)}", {"price": f"{price.amount:f}"})

    def is_for_sale(self, sku: str) -> bool:
        return self._read(f"products/{quote(sku)}", lambda told: bool(told["on_the_shelf"]))

    def offer_product(self, sku: str, offered: bool) -> None:
        self._api.put(f"products/{quote(sku)}", {"on_the_shelf": offered})

    # -- codes --

    def code_uses(self, code: str) -> int:
        return self._number(f"codes/{quote(code)}", "uses")

    def set_code_uses(self, code: str, uses: int) -> None:
        """Uses come from orders, and can be forgotten. Raises CannotProvide for any number but none and the present."""
        if (now := self.code_uses(code)) == uses:
            return
        if uses:
            raise CannotProvide(
                f"needs the code '{code}' to have been used {uses} times, it was {now} times, and Oscar can only forget"
            )
        self._api.put(f"codes/{quote(code)}", {"uses": uses})

    def code_terms(self, code: str) -> CodeTerms:
        return self._read(f"codes/{quote(code)}", _terms)

    def set_code_terms(self, code: str, terms: CodeTerms) -> None:
        """Raises CannotProvide for a bound that Oscar does not know."""
        usage = _USAGES.get((terms.uses, terms.uses_per_shopper))
        if usage is None or terms.starts is None or terms.ends is None:
            raise CannotProvide(
                f"needs the code {code} with {terms}, and Oscar's codes have a start, an end, and are for one use, "
                "one use by each shopper, or any"
            )
        self._api.put(
            f"codes/{quote(code)}",
            {
                "starts": terms.starts.isoformat(),
                "ends": terms.ends.isoformat(),
                "withdrawn": terms.withdrawn,
                "usage": usage,
            },
        )

    # -- ways to pay and to deliver --

    def payment_is_offered(self, payment: str) -> bool:
        return self._read(f"payments/{quote(payment)}", lambda told: bool(told["offered"]))

    def offer_payment(self, payment: str, offered: bool) -> None:
        self._api.put(f"payments/{quote(payment)}", {"offered": offered})

    def delivery_is_offered(self, delivery: str) -> bool:
        return self._read(f"deliveries/{quote(delivery)}", lambda told: bool(told["offered"]))

    def offer_delivery(self, delivery: str, offered: bool) -> None:
        self._api.put(f"deliveries/{quote(delivery)}", {"offered": offered})

    def delivery_fee(self, delivery: str) -> Money:
        return self._read(
            f"deliveries/{quote(delivery)}", lambda told: Money.parse(f"{told['currency']} {told['fee']}")
        )

    def set_delivery_fee(self, delivery: str, fee: Money) -> None:
        """Raises CannotProvide for another currency than that of the fee."""
        _same_currency(f"the fee of delivery '{delivery}'", fee, self.delivery_fee(delivery))
        self._api.put(f"deliveries/{quote(delivery)}", {"fee": f"{fee.amount:f}"})

    # -- the money of an order --

    def order_payment(self, number: str) -> OrderPayment:
        return self._read(f"orders/{quote(number)}/payment", _payment)

    def capture_order(self, number: str, part: Money | None = None) -> None:
        self._pays(number, "capture", part)

    def refund_order(self, number: str) -> None:
        self._pays(number, "refund")

    def void_order(self, number: str) -> None:
        self._pays(number, "void")

    def _pays(self, number: str, act: str, part: Money | None = None) -> None:
        if part:
            _same_currency(f"order {number}", part, self.order_payment(number).invoiced)
        amount = {"amount": f"{part.amount:f}"} if part else {}
        self._api.put(f"orders/{quote(number)}/payment", {"act": act, **amount})

    def capture_terms(self) -> str:
        return self._read("payment-terms", lambda told: str(told["capture"]))

    def set_capture_terms(self, capture: str) -> None:
        self._api.put("payment-terms", {"capture": capture})

    def payment_mistake(self) -> str:
        return self._read("payment-terms", lambda told: str(told["mistake"]))

    def set_payment_mistake(self, mistake: str) -> None:
        self._api.put("payment-terms", {"mistake": mistake})

    # -- the shop as a whole --

    def themes(self) -> Sequence[str]:
        return self._read("theme", lambda told: [str(name) for name in told["themes"]])

    def theme(self) -> str:
        return self._read("theme", lambda told: str(told["name"]))

    def use_theme(self, theme: str) -> None:
        self._api.put("theme", {"name": theme})

    def mail_template(self, mail: str) -> str:
        return self._read(f"mails/{quote(mail)}", lambda told: str(told["template"]))

    def set_mail_template(self, mail: str, text: str) -> None:
        self._api.put(f"mails/{quote(mail)}", {"template": text})

    def tax_rate(self, kind: str) -> Decimal:
        return self._read(f"rates/{quote(kind)}", lambda told: Decimal(told["rate"]))

    def set_tax_rate(self, kind: str, rate: Decimal) -> None:
        self._api.put(f"rates/{quote(kind)}", {"rate": f"{rate:f}"})

    def clock_ahead(self) -> timedelta:
        return self._read("clock", lambda told: timedelta(seconds=told["ahead"]))

    def set_clock_ahead(self, ahead: timedelta) -> None:
        self._api.put("clock", {"ahead": ahead.total_seconds()})

    def plugin_is_active(self, plugin: str) -> bool:
        return self._read(f"plugins/{quote(plugin)}", lambda told: bool(told["active"]))

    def switch_plugin(self, plugin: str, active: bool) -> None:
        self._api.put(f"plugins/{quote(plugin)}", {"active": active})

    def owed(self, email: str) -> Sequence[Owed]:
        answer = self._api.get("outbox", email=email)
        try:
            return [
                Owed(str(each["order"]), str(each["system"]), str(each["trouble"]), bool(each["set_aside"]))
                for each in answer
            ]
        except (KeyError, TypeError) as error:
            raise self._api.nonsense("outbox", error) from error

    def hand_on_again(self, order_number: str) -> None:
        self._api.put(f"outbox/{quote(order_number)}", {"set_aside": False})

    def _number(self, path: str, key: str) -> int:
        return self._read(path, lambda told: int(told[key]))

    def _read(self, path: str, meaning: Callable[[Any], T]) -> T:
        answer = self._api.get(path)
        try:
            return meaning(answer)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise self._api.nonsense(path, error) from error


def _same_currency(what: str, wanted: Money, now: Money) -> None:
    """The back office is told plain numbers: 500 yen would become 500 pounds."""
    if wanted.currency != now.currency:
        raise CannotProvide(f"needs {what} to be {wanted}, and it is in {now.currency}")


_USAGES = {(1, None): "single", (None, 1): "once per customer", (None, None): "any"}
"""(uses, uses per shopper) -> what Oscar calls it."""


def _terms(told: dict[str, Any]) -> CodeTerms:
    (uses, uses_per_shopper), *_ = [bounds for bounds, usage in _USAGES.items() if usage == told["usage"]]
    return CodeTerms(
        datetime.fromisoformat(told["starts"]),
        datetime.fromisoformat(told["ends"]),
        bool(told["withdrawn"]),
        uses,
        uses_per_shopper,
    )


def _payment(data: dict[str, Any]) -> OrderPayment:
    def money(key: str) -> Money:
        return Money.parse(f"{data['currency']} {data[key]}")

    return OrderPayment(
        str(data["state"]), money("captured"), money("refunded"), money("invoiced"), tuple(map(str, data["can"]))
    )


def _order(data: dict[str, Any]) -> Order:
    currency = str(data["currency"])

    def money(key: str, source: dict[str, Any] = data) -> Money:
        return Money.parse(f"{currency} {source[key]}")

    return Order(
        number=str(data["number"]),
        total=money("total"),
        email=str(data["email"]),
        locale=str(data["locale"]),
        lines=tuple(
            Line(str(line["title"]), int(line["quantity"]), money("total", line), str(line["sku"]))
            for line in data["lines"]
        ),
        discount=money("discount"),
        delivery=money("delivery"),
        tax=money("tax"),
        status=str(data["status"]),
        ships_to=_address(data["ships_to"]),
        bills_to=_address(data["bills_to"]),
    )


def _address(data: dict[str, str] | None) -> Address | None:
    if data is None:
        return None
    return Address(
        data["first_name"],
        data["last_name"],
        data["line1"],
        data["line4"],  # Oscar's name of the town
        data["country"],
        data["postcode"],
        data["state"],
        data["line2"],
        data["phone"],
    )
