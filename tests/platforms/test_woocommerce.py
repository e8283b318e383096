"""The back office of WooCommerce, over a server that answers as its API is documented: the suite of all, and its words.

No real shop has answered yet.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import pytest

from pytest_checkout.conformance import BackOfficeConformance, BackOfficeSandbox
from pytest_checkout.domain import Line, Money, Order
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.platforms.woocommerce import WooCommerceBackOffice
from tests.platforms.wordpress import LOGIN, WordPress, running

EMAIL = "shopper-7e57@example.com"


class Documented(BackOfficeSandbox):
    """The server that answers as the APIs are documented, with a small shop in it."""

    names = MappingProxyType(
        {
            "stock": "MUG",
            "code uses": "LIVE10",
            "code terms": "LIVE10",
            "price": "MUG",
            "for sale": "MUG",
            "payment": "cod",
            "delivery": "1/3",
            "delivery fee": "1/3",
            "plugin": "loyalty/badge",
            "tax rate": "1",
        }
    )
    others = MappingProxyType({"stock": "POT", "price": "POT", "for sale": "POT", "plugin": "banner", "tax rate": "2"})

    def __init__(self, shop: WordPress) -> None:
        self.shop, self.adapter = shop, WooCommerceBackOffice(shop.url, LOGIN)
        shop.products = [a_good(40, "MUG"), a_good(41, "POT")]
        shop.coupons = [
            {
                "id": 5,
                "code": "live10",
                "usage_count": 0,
                "date_expires_gmt": "2030-01-31T12:00:00",
                "usage_limit": None,
                "usage_limit_per_user": None,
            }
        ]
        shop.plugins = {"loyalty/badge": "active", "banner": "inactive"}
        shop.resources = {
            "settings/general/woocommerce_currency": {"value": "GBP"},
            "payment_gateways/cod": {"id": "cod", "enabled": True},
            "shipping/zones/1/methods/3": {"enabled": True, "settings": {"cost": {"id": "cost", "value": "4.90"}}},
            "taxes/1": {"id": 1, "rate": "20.0000"},
            "taxes/2": {"id": 2, "rate": "5.0000"},
        }

    def anew(self) -> WooCommerceBackOffice:
        return WooCommerceBackOffice(self.shop.url, LOGIN)

    def everything(self) -> object:
        """What it keeps as it was put; of dates and rates it keeps other spellings."""
        return copy.deepcopy((self.shop.products, self.shop.plugins, self.shop.resources["payment_gateways/cod"]))

    def places_order(self, email: str) -> Order:
        number = 700 + len(self.shop.orders)
        self.shop.orders.insert(0, an_order(id=number, number=str(number), billing={"email": email}))
        lamps = Line("Lamp", 2, Money.parse("EUR 80.00"), "LAMP")
        parts = {"discount": "EUR 8.00", "delivery": "EUR 4.90", "tax": "EUR 12.28"}
        told = {part: Money.parse(amount) for part, amount in parts.items()}
        return Order(str(number), Money.parse("EUR 76.90"), email, lines=(lamps,), **told)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Documented]:
    with running() as shop:
        yield Documented(shop)


class TestWooCommerce(BackOfficeConformance): ...


@pytest.fixture
def shop() -> Iterator[WordPress]:
    with running() as shop:
        yield shop


@pytest.fixture
def office(shop: WordPress) -> WooCommerceBackOffice:
    return WooCommerceBackOffice(shop.url, LOGIN)


def an_order(**changed: Any) -> dict[str, Any]:
    """Two lamps of EUR 40.00 with 19 % tax inside, 10 % off, EUR 4.90 delivery: amounts net, as the API sends them."""
    return {
        "id": 727,
        "number": "727",
        "status": "processing",
        "currency": "EUR",
        "prices_include_tax": True,
        "discount_total": "6.72",
        "discount_tax": "1.28",
        "shipping_total": "4.12",
        "shipping_tax": "0.78",
        "total": "76.90",
        "total_tax": "12.28",
        "billing": {"email": EMAIL},
        "line_items": [
            {"name": "Lamp", "quantity": 2, "subtotal": "67.2269", "subtotal_tax": "12.7731", "sku": "LAMP"},
        ],
        **changed,
    }


def test_an_order_is_told_as_the_shopper_saw_it(shop: WordPress, office: WooCommerceBackOffice) -> None:
    shop.orders = [an_order()]
    [order] = office.orders(EMAIL)
    assert (order.number, order.email, order.status) == ("727", EMAIL, "processing")
    assert order.lines == (Line("Lamp", 2, Money.parse("EUR 80.00"), "LAMP"),)
    assert str(order.total) == "EUR 76.90"
    assert [str(part) for part in (order.discount, order.delivery, order.tax)] == ["EUR 8.00", "EUR 4.90", "EUR 12.28"]


def test_where_prices_are_net_the_parts_are(shop: WordPress, office: WooCommerceBackOffice) -> None:
    shop.orders = [an_order(prices_include_tax=False)]
    [order] = office.orders(EMAIL)
    assert str(order.lines[0].total) == "EUR 67.23"
    assert str(order.delivery) == "EUR 4.12"


def test_an_order_that_only_mentions_the_address_is_not_the_shoppers(
    shop: WordPress, office: WooCommerceBackOffice
) -> None:
    shop.orders = [an_order(billing={"email": "else@example.com"}, customer_note=f"a gift for {EMAIL}")]
    assert office.orders(EMAIL) == []


def test_an_order_without_its_parts_is_nonsense(shop: WordPress, office: WooCommerceBackOffice) -> None:
    broken = an_order()
    del broken["total"]
    shop.orders = [broken]
    with pytest.raises(ServiceUnavailable, match="in a form that cannot be read: KeyError"):
        office.orders(EMAIL)


def a_good(number: int, sku: str) -> dict[str, Any]:
    """A product with all that can be set of one."""
    return a_product(number, sku, 7) | {"status": "publish", "regular_price": "8.00", "on_sale": False}


def a_product(number: int, sku: str, units: int | None, parent: int = 0) -> dict[str, Any]:
    return {
        "id": number,
        "parent_id": parent,
        "sku": sku,
        "manage_stock": units is not None,
        "stock_quantity": units,
        "type": "variation" if parent else "simple",
    }


@pytest.mark.parametrize("parent", [0, 31])
def test_stock_is_read_and_set(shop: WordPress, office: WooCommerceBackOffice, parent: int) -> None:
    shop.products = [a_product(40, "LAMP", 7, parent)]
    assert office.stock("LAMP") == 7
    office.set_stock("LAMP", 1)
    assert office.stock("LAMP") == 1


def test_stock_that_nobody_counts_is_not_zero(shop: WordPress, office: WooCommerceBackOffice) -> None:
    shop.products = [a_product(40, "LAMP", None)]
    with pytest.raises(ServiceUnavailable, match="the stock of 'LAMP' is not managed"):
        office.stock("LAMP")


def test_a_sku_must_be_there_once(shop: WordPress, office: WooCommerceBackOffice) -> None:
    with pytest.raises(ServiceUnavailable, match="no entries for a product with the sku 'LAMP'"):
        office.stock("LAMP")
    shop.products = [a_product(40, "LAMP", 7), a_product(41, "LAMP", 7)]
    with pytest.raises(ServiceUnavailable, match="2 entries"):
        office.stock("LAMP")


def test_uses_of_a_code_are_read_and_never_set(shop: WordPress, office: WooCommerceBackOffice) -> None:
    shop.coupons = [{"id": 5, "code": "spring10", "usage_count": 3}]
    assert office.code_uses("SPRING10") == 3
    office.set_code_uses("SPRING10", 3)
    with pytest.raises(CannotProvide, match="to have been used 0 times, it was 3 times"):
        office.set_code_uses("SPRING10", 0)


def test_a_plugin_is_switched(shop: WordPress, office: WooCommerceBackOffice) -> None:
    shop.plugins = {"loyalty/badge": "active"}
    assert office.plugin_is_active("loyalty/badge")
    office.switch_plugin("loyalty/badge", False)
    assert not office.plugin_is_active("loyalty/badge")
    assert shop.plugins == {"loyalty/badge": "inactive"}


def test_who_may_not_look_is_told(shop: WordPress) -> None:
    with pytest.raises(ServiceUnavailable, match="answered 401 to GET orders"):
        WooCommerceBackOffice(shop.url, "robot:wrong").orders(EMAIL)
    with pytest.raises(CannotProvide, match="'user:application password'"):
        WooCommerceBackOffice(shop.url, "no-colon")
