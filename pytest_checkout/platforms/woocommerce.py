"""WooCommerce: the back office over its REST API v3 and WordPress's own. Unverified: no real shop has answered yet.

Built against what WooCommerce publishes (REST API v3: orders, products, coupons, ways to pay, methods of shipping
zones, taxes; their schemas stand in its plugins/woocommerce/includes/rest-api/Controllers) and WordPress's source
(wp/v2/plugins). Both take an application password of an administrator, so one secret is enough: "user:password".
Their APIs change no theme and no clock, so those subjects are not here.

In a profile the `id` of a way to pay is WooCommerce's ("cod"), that of a way of delivery its zone and instance ("1/3"),
and a kind of tax rate is the number of its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pytest_checkout.domain import Line, Money, Order
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.services.http import JsonService
from pytest_checkout.store.ports import CodeTerms


class WooCommerceBackOffice:
    """The merchant's side. `url` is WordPress's address; every method may raise ServiceUnavailable."""

    def __init__(self, url: str, token: str, *, verify: bool = True) -> None:
        user, found, password = token.partition(":")
        if not found:
            raise CannotProvide("needs the back office's token as 'user:application password', and it has no ':'")
        name = "the store's back office (WooCommerce)"
        api = url.rstrip("/") + "/wp-json/"
        self._shop = JsonService(name, f"{api}wc/v3", login=(user, password), verify=verify)
        self._wordpress = JsonService(name, f"{api}wp/v2", login=(user, password), verify=verify)

    def orders(self, email: str) -> Sequence[Order]:
        """The search is the admin's own and also finds orders that only mention the address: those are left out."""
        answer = self._shop.get("orders", search=email, orderby="date", order="desc", per_page=100)
        try:
            mine = [data for data in answer if data["billing"]["email"].casefold() == email.casefold()]
            return [_order(data) for data in mine]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._shop.nonsense("orders", error) from error

    def cancel_order(self, number: str) -> None:
        found = [order for order in self._shop.get("orders", search=number) if str(order.get("number")) == number]
        if len(found) != 1:
            raise ServiceUnavailable(f"the back office knows {len(found) or 'no'} orders {number}, not one")
        self._shop.put(f"orders/{found[0]['id']}", {"status": "cancelled"})

    # -- stock and products --

    def stock(self, sku: str) -> int:
        product = self._product(sku)
        try:
            if not product["manage_stock"]:
                raise ServiceUnavailable(f"the stock of '{sku}' is not managed in WooCommerce: nobody counts it")
            return int(product["stock_quantity"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._shop.nonsense("products", error) from error

    def set_stock(self, sku: str, units: int) -> None:
        self._change_product(sku, {"manage_stock": True, "stock_quantity": units})

    def price(self, sku: str) -> Money:
        """The regular price. Raises CannotProvide for a reduced product: its price is another."""
        product = self._product(sku)
        if product.get("on_sale"):
            raise CannotProvide(f"needs '{sku}' at its regular price, and it is reduced: take another product")
        return self._money(product.get("regular_price"), f"the price of '{sku}'")

    def set_price(self, sku: str, price: Money) -> None:
        """Raises CannotProvide for another currency than the shop's."""
        self._change_product(sku, {"regular_price": self._plain(price, f"the price of '{sku}'")})

    def is_for_sale(self, sku: str) -> bool:
        return bool(self._product(sku).get("status") == "publish")

    def offer_product(self, sku: str, offered: bool) -> None:
        self._change_product(sku, {"status": "publish" if offered else "private"})

    def _change_product(self, sku: str, values: dict[str, Any]) -> None:
        product = self._product(sku)
        try:
            parent = product.get("parent_id") or 0
            path = f"products/{parent}/variations/{product['id']}" if parent else f"products/{product['id']}"
        except (KeyError, AttributeError) as error:
            raise self._shop.nonsense("products", error) from error
        self._shop.put(path, values)

    # -- codes --

    def code_uses(self, code: str) -> int:
        found = self._only("coupons", f"the code '{code}'", code=code)
        try:
            return int(found["usage_count"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._shop.nonsense("coupons", error) from error

    def set_code_uses(self, code: str, uses: int) -> None:
        """WooCommerce counts uses itself and lets nobody set the number. Raises CannotProvide when it is another."""
        if (now := self.code_uses(code)) != uses:
            raise CannotProvide(
                f"needs the code '{code}' to have been used {uses} times, it was {now} times, and WooCommerce's API "
                "cannot set that"
            )

    def code_terms(self, code: str) -> CodeTerms:
        """WooCommerce's codes have no start."""
        found = self._only("coupons", f"the code '{code}'", code=code)
        try:
            ends = found["date_expires_gmt"]
            return CodeTerms(
                ends=datetime.fromisoformat(ends).replace(tzinfo=UTC) if ends else None,
                uses=found["usage_limit"],
                uses_per_shopper=found["usage_limit_per_user"],
            )
        except (KeyError, TypeError, ValueError) as error:
            raise self._shop.nonsense("coupons", error) from error

    def set_code_terms(self, code: str, terms: CodeTerms) -> None:
        """Raises CannotProvide for a start, and for a withdrawal: its API finds no code that is not published."""
        if terms.starts or terms.withdrawn:
            what = "a start" if terms.starts else "withdrawn"
            raise CannotProvide(f"needs the code '{code}' with {what}, which WooCommerce's API cannot set and put back")
        found = self._only("coupons", f"the code '{code}'", code=code)
        self._shop.put(
            f"coupons/{found['id']}",
            {
                # It ignores null, and takes no date and nought for no bound.
                "date_expires": f"{terms.ends.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if terms.ends else "",
                "usage_limit": terms.uses or 0,
                "usage_limit_per_user": terms.uses_per_shopper or 0,
            },
        )

    # -- ways to pay and to deliver, taxes --

    def payment_is_offered(self, payment: str) -> bool:
        return bool(self._told(f"payment_gateways/{payment}", "enabled"))

    def offer_payment(self, payment: str, offered: bool) -> None:
        self._shop.put(f"payment_gateways/{payment}", {"enabled": offered})

    def delivery_is_offered(self, delivery: str) -> bool:
        return bool(self._told(_method(delivery), "enabled"))

    def offer_delivery(self, delivery: str, offered: bool) -> None:
        self._shop.put(_method(delivery), {"enabled": offered})

    def delivery_fee(self, delivery: str) -> Money:
        """As the merchant entered it, without tax. Raises CannotProvide where it is reckoned by a formula."""
        settings = self._told(_method(delivery), "settings")
        return self._money(settings.get("cost", {}).get("value"), f"the fee of delivery '{delivery}'")

    def set_delivery_fee(self, delivery: str, fee: Money) -> None:
        """Raises CannotProvide for another currency than the shop's."""
        self._shop.put(_method(delivery), {"settings": {"cost": self._plain(fee, f"the fee of delivery '{delivery}'")}})

    def tax_rate(self, kind: str) -> Decimal:
        return Decimal(str(self._told(f"taxes/{kind}", "rate"))) / 100

    def set_tax_rate(self, kind: str, rate: Decimal) -> None:
        self._shop.put(f"taxes/{kind}", {"rate": f"{rate * 100:f}"})

    # -- plugins --

    def plugin_is_active(self, plugin: str) -> bool:
        """`plugin` is its file without ".php", as in "akismet/akismet"."""
        answer = self._wordpress.get(f"plugins/{plugin}")
        try:
            return str(answer["status"]) in ("active", "network-active")
        except (KeyError, TypeError) as error:
            raise self._wordpress.nonsense(f"plugins/{plugin}", error) from error

    def switch_plugin(self, plugin: str, active: bool) -> None:
        self._wordpress.put(f"plugins/{plugin}", {"status": "active" if active else "inactive"})

    def _told(self, path: str, key: str) -> Any:
        answer = self._shop.get(path)
        try:
            return answer[key]
        except (KeyError, TypeError) as error:
            raise self._shop.nonsense(path, error) from error

    def _money(self, amount: object, what: str) -> Money:
        """Raises CannotProvide for what is no plain amount."""
        try:
            return Money.parse(f"{self._currency()} {amount}")
        except ValueError as error:
            raise CannotProvide(f"needs {what} as a plain amount, and WooCommerce has '{amount}'") from error

    def _plain(self, wanted: Money, what: str) -> str:
        """An amount as WooCommerce takes it, without a currency: it has one for the whole shop."""
        if (currency := self._currency()) != wanted.currency:
            raise CannotProvide(f"needs {what} to be {wanted}, and the shop sells in {currency}")
        return f"{wanted.amount:f}"

    def _currency(self) -> str:
        return str(self._told("settings/general/woocommerce_currency", "value"))

    def _product(self, sku: str) -> dict[str, Any]:
        return self._only("products", f"a product with the sku '{sku}'", sku=sku)

    def _only(self, path: str, what: str, **query: str) -> dict[str, Any]:
        """The one entry that a list has for a query. Raises ServiceUnavailable for none, and for several."""
        answer = self._shop.get(path, **query)
        if not isinstance(answer, list):
            raise self._shop.nonsense(path, TypeError(f"{type(answer).__name__} instead of a list"))
        if len(answer) != 1:
            raise ServiceUnavailable(f"the back office knows {len(answer) or 'no'} entries for {what}, not one")
        return dict(answer[0])


def _method(delivery: str) -> str:
    """Where a way of delivery is, from "zone/instance"."""
    zone, found, instance = delivery.partition("/")
    if not (found and zone.isdecimal() and instance.isdecimal()):
        raise CannotProvide(f"needs the 'id' of the delivery as zone/instance, as in 1/3, and it is '{delivery}'")
    return f"shipping/zones/{zone}/methods/{instance}"


def _order(data: dict[str, Any]) -> Order:
    currency = str(data["currency"])

    def money(amount: object) -> Money:
        """WooCommerce sends more digits than a currency has ("33.6134"): what it computes with, not what is paid."""
        exact = Money.zero(currency)
        return Money(Decimal(str(amount)).quantize(exact.amount), currency)

    def seen(net: object, tax: object) -> Money:
        """An amount as the shopper saw it. All parts are net; a shop whose prices include tax shows them with it."""
        return money(Decimal(str(net)) + (Decimal(str(tax)) if data["prices_include_tax"] else 0))

    return Order(
        number=str(data["number"]),
        total=money(data["total"]),
        email=str(data["billing"]["email"]),
        lines=tuple(
            Line(
                str(line["name"]),
                int(line["quantity"]),
                seen(line["subtotal"], line["subtotal_tax"]),
                str(line["sku"] or ""),
            )
            for line in data["line_items"]
        ),
        discount=seen(data["discount_total"], data["discount_tax"]),
        delivery=seen(data["shipping_total"], data["shipping_tax"]),
        tax=money(data["total_tax"]),
        status=str(data["status"]),
    )
