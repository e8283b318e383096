"""The back office of WooCommerce, against a server that answers as its API is documented. No real shop has yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pytest_checkout.domain import Line, Money
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.platforms.woocommerce import WooCommerceBackOffice
from tests.platforms.wordpress import LOGIN, WordPress, running

EMAIL = "shopper-7e57@example.com"


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
