"""WooCommerce: the back office over its REST API v3 and WordPress's own. Unverified: no real shop has answered yet.

Built against what WooCommerce publishes (REST API v3: orders, products, coupons) and WordPress's source
(wp/v2/plugins). Both take an application password of an administrator, so one secret is enough: "user:password".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pytest_checkout.domain import Line, Money, Order
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.services.http import JsonService


class WooCommerceBackOffice:
    """The merchant's side. `url` is WordPress's address; every method may raise ServiceUnavailable."""

    def __init__(self, url: str, token: str) -> None:
        user, found, password = token.partition(":")
        if not found:
            raise CannotProvide("needs the back office's token as 'user:application password', and it has no ':'")
        name = "the store's back office (WooCommerce)"
        api = url.rstrip("/") + "/wp-json/"
        self._shop = JsonService(name, f"{api}wc/v3", login=(user, password))
        self._wordpress = JsonService(name, f"{api}wp/v2", login=(user, password))

    def orders(self, email: str) -> Sequence[Order]:
        """The search is the admin's own and also finds orders that only mention the address: those are left out."""
        answer = self._shop.get("orders", search=email, orderby="date", order="desc", per_page=100)
        try:
            mine = [data for data in answer if data["billing"]["email"].casefold() == email.casefold()]
            return [_order(data) for data in mine]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._shop.nonsense("orders", error) from error

    def stock(self, sku: str) -> int:
        product = self._product(sku)
        try:
            if not product["manage_stock"]:
                raise ServiceUnavailable(f"the stock of '{sku}' is not managed in WooCommerce: nobody counts it")
            return int(product["stock_quantity"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._shop.nonsense("products", error) from error

    def set_stock(self, sku: str, units: int) -> None:
        product = self._product(sku)
        try:
            parent = product.get("parent_id") or 0
            path = f"products/{parent}/variations/{product['id']}" if parent else f"products/{product['id']}"
        except (KeyError, AttributeError) as error:
            raise self._shop.nonsense("products", error) from error
        self._shop.put(path, {"manage_stock": True, "stock_quantity": units})

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

    def plugin_is_active(self, plugin: str) -> bool:
        """`plugin` is its file without ".php", as in "akismet/akismet"."""
        answer = self._wordpress.get(f"plugins/{plugin}")
        try:
            return str(answer["status"]) in ("active", "network-active")
        except (KeyError, TypeError) as error:
            raise self._wordpress.nonsense(f"plugins/{plugin}", error) from error

    def switch_plugin(self, plugin: str, active: bool) -> None:
        self._wordpress.put(f"plugins/{plugin}", {"status": "active" if active else "inactive"})

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
