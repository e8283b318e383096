"""A profile that names nothing but the shop: its shopper finds a product that can be bought by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from pytest_checkout.errors import CannotProvide, CannotRead, Obstructed
from pytest_checkout.store.profile import Environment, Locales, StoreProfile
from pytest_checkout.store.roles import parse
from pytest_checkout.storefront import Shopper
from tests.discovery.small_shop import SmallShop, open_shop

IN_STOCK = parse("products", "a product in stock")


@pytest.fixture
def shop() -> Iterator[SmallShop]:
    with open_shop() as shop:
        yield shop


def a_shopper(page: Page, shop: SmallShop) -> Shopper:
    locales = Locales(default="en-GB")
    store = StoreProfile(
        store="Small shop", url=shop.url, currency="GBP", locales=locales, environment=Environment.STAGING
    )
    return Shopper(page, store)


def test_the_shopper_finds_what_can_be_bought_and_remembers_it(shop: SmallShop, page: Page) -> None:
    shop.products = {"clock": ("Wall clock", None, []), "lamp": ("Brass lamp", "40.00", [])}
    shopper = a_shopper(page, shop)
    fingerprint = shopper.profile.fingerprint
    shopper.adds_to_cart(shopper.product(IN_STOCK))
    assert [line.title for line in shopper.cart_lines()] == ["Brass lamp"]
    assert shop.orders == []
    asked = len(shop.asked)
    assert shopper.product(IN_STOCK).url.endswith("item/lamp")
    assert len(shop.asked) == asked, "it was looked for once"
    assert shopper.profile.fingerprint == fingerprint


def test_options_are_chosen_where_every_product_has_some(shop: SmallShop, page: Page) -> None:
    shop.products = {"jumper": ("Wool jumper", "59.00", ["S", "M"])}
    shopper = a_shopper(page, shop)
    product = shopper.product(IN_STOCK)
    assert product.options == {"Size": "S"}
    shopper.adds_to_cart(product)


def test_a_shop_that_is_sold_out_is_told(shop: SmallShop, page: Page) -> None:
    shop.products = {"clock": ("Wall clock", None, [])}
    with pytest.raises(CannotRead, match="no product that can be bought was found on 2 pages.*'products:'") as caught:
        a_shopper(page, shop).product(IN_STOCK)
    assert caught.value.found == "Wall clock (sold out)"


def test_a_page_that_is_no_shop_is_named(shop: SmallShop, page: Page) -> None:
    shop.products = {}
    with pytest.raises((Obstructed, CannotRead), match=r"not a shop|no product that can be bought"):
        a_shopper(page, shop).product(IN_STOCK)


def test_no_other_role_is_guessed(shop: SmallShop, page: Page) -> None:
    with pytest.raises(CannotProvide, match="needs products 'sold out'"):
        a_shopper(page, shop).product(parse("products", "a sold-out product"))
    assert shop.asked == []
