"""A shopper before a wall: it names what stands there and what the owner can do, or gets past it; never for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pytest_checkout.errors import CouldNotLook, ShopFault, StoreUnreachable
from pytest_checkout.store.profile import Locales, Product, StoreProfile
from pytest_checkout.storefront import Shopper
from pytest_checkout.storefront.entrance import context_options
from tests.discovery.small_shop import SmallShop, open_shop
from tests.walls.certificates import self_signed
from tests.walls.walls import OVER, WALLS, age_gate, asks_password, leads_to, refuses_robots

LAMP = Product(url="item/lamp", name={"*": "Brass lamp"})
PATIENCE = 3


@pytest.fixture
def shop() -> Iterator[SmallShop]:
    with open_shop() as shop:
        yield shop


@pytest.fixture
def secure_shop() -> Iterator[SmallShop]:
    """A shop with a certificate that nobody vouches for."""
    with open_shop(self_signed()) as shop:
        yield shop


def profile(url: str, **keys: Any) -> StoreProfile:
    return StoreProfile.model_validate(
        {
            "store": "Small shop",
            "url": url,
            "environment": "staging",
            "currency": "GBP",
            "locales": Locales(default="en-GB"),
            "patience": PATIENCE,
            **keys,
        }
    )


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_named_within_the_shoppers_patience(shop: SmallShop, page: Page, name: str) -> None:
    shop.wall, words = WALLS[name]
    begun = time.monotonic()
    with pytest.raises(CouldNotLook, match=words):
        Shopper(page, profile(shop.url)).adds_to_cart(LAMP)
    assert time.monotonic() - begun < 10 * PATIENCE


@pytest.mark.parametrize("name", OVER)
def test_what_lies_over_the_shop_is_answered(shop: SmallShop, page: Page, name: str) -> None:
    shop.over = OVER[name]
    shopper = Shopper(page, profile(shop.url))
    shopper.adds_to_cart(LAMP)
    assert [line.title for line in shopper.cart_lines()] == ["Brass lamp"]


def test_an_age_gate_is_passed(shop: SmallShop, page: Page) -> None:
    shop.wall = age_gate
    Shopper(page, profile(shop.url)).adds_to_cart(LAMP)
    assert "/add/lamp" in shop.asked


def test_a_shop_that_refuses_a_headless_browser_is_entered_by_an_ordinary_name(shop: SmallShop, page: Page) -> None:
    shop.wall = refuses_robots
    shopper = Shopper(page, profile(shop.url))
    shopper.adds_to_cart(LAMP)
    assert any("refuses a headless browser (403)" in line for line in shopper.journal.lines())
    assert "HeadlessChrome" not in page.evaluate("navigator.userAgent")
    assert shopper.hands.rows_at(page.url)[0].title == "Brass lamp", "a window beside has the same name"


def test_the_ordinary_name_of_the_profile_is_used_from_the_first_page_on(shop: SmallShop, page: Page) -> None:
    shop.wall = refuses_robots
    shopper = Shopper(page, profile(shop.url, **{"user agent": "ordinary"}))
    shopper.adds_to_cart(LAMP)
    assert not any("refuses a headless" in line for line in shopper.journal.lines())


def test_a_certificate_that_nobody_vouches_for_is_named(secure_shop: SmallShop, page: Page) -> None:
    with pytest.raises(StoreUnreachable, match="self-signed.*tls: accept self-signed"):
        Shopper(page, profile(secure_shop.url)).adds_to_cart(LAMP)


def test_it_is_accepted_where_the_profile_says_so(secure_shop: SmallShop, shop: SmallShop, browser: Browser) -> None:
    shop.wall = leads_to(secure_shop.url)
    store = profile(shop.url, tls="accept self-signed")
    with browser.new_context(**context_options(store)) as context:
        shopper = Shopper(context.new_page(), store)
        shopper.visits(LAMP)
        shopper.adds_to_cart(LAMP)
        assert shopper.page.url.startswith(secure_shop.url)


def test_a_password_of_the_server_is_given(shop: SmallShop, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", "open sesame")
    shop.wall = asks_password("qa", "open sesame")
    store = profile(shop.url, **{"http login": {"user": "qa", "password": {"env": "SHOP_PASSWORD"}}})
    with browser.new_context(**context_options(store)) as context:
        Shopper(context.new_page(), store).adds_to_cart(LAMP)


def test_a_page_that_hangs_when_it_is_used_is_named(shop: SmallShop, page: Page) -> None:
    shop.over = "<script>addEventListener('submit', () => { while (true) {} })</script>"
    with pytest.raises(ShopFault, match="on a page that hangs"):
        Shopper(page, profile(shop.url)).adds_to_cart(LAMP)


def test_a_shop_that_waits_for_something_that_hangs_is_used_as_far_as_it_came(shop: SmallShop, page: Page) -> None:
    with open_shop() as other:
        other.wall = WALLS["no answer"][0]
        shop.over = f"<script src='{other.url}slow.js'></script>"
        shopper = Shopper(page, profile(shop.url))
        shopper.visits(LAMP)
        assert shopper.can_be_bought(LAMP)
    assert any("does not come to its end" in line for line in shopper.journal.lines())


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:9999/", "nothing listens there"),
        ("http://no-such-shop.invalid/", "no such host"),
        ("https://127.0.0.1:PORT/", "it speaks no TLS on this port"),
    ],
)
def test_an_address_where_nobody_is(shop: SmallShop, page: Page, url: str, words: str) -> None:
    with pytest.raises(StoreUnreachable, match=words):
        Shopper(page, profile(url.replace("PORT", str(shop.server_port)))).visits(LAMP)
