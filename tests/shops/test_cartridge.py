"""Cartridge is walked by the generic shopper, with no override and no word about it anywhere in the package.

`make conformance` runs this; it installs Cartridge once. That an order exists is told by Cartridge's own database.
What it taught the shopper: docs/shops.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pytest_checkout.domain import Address, Card, Stage
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import Environment, Locales, Payment, Product, StoreProfile
from pytest_checkout.storefront import Shopper
from tests.discovery.running import discover
from tests.shops import cartridge
from tests.shops.cartridge import Cartridge

pytestmark = pytest.mark.slow

ILLINOIS = Address("Robin", "Tester", "100 Main Street", "Springfield", "US", "62701", state="IL", phone="+12175550123")


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cartridge]:
    with cartridge.running(tmp_path_factory.mktemp("cartridge")) as shop:
        yield shop


@pytest.mark.parametrize("units", [1, 2])
def test_a_variant_is_ordered_by_card(browser: Browser, shop: Cartridge, units: int) -> None:
    store = StoreProfile(
        store="Cartridge", url=shop.url, currency="USD", environment=Environment.STAGING, locales=Locales(default="en")
    )
    pony = Product(url="shop/product/django-pony/", name={"*": "Django Pony"}, options={"Size": "Large"})
    with browser.new_context() as context:
        shopper = Shopper(context.new_page(), store)
        shopper.adds_to_cart(pony, units)
        shopper.walks_to(Stage.REVIEW, address=ILLINOIS, payment=Payment(kind="card"), card=Card("4242424242424242"))
        shopper.places_order()
    order = shop.order(shopper.email)
    bought = str(order.pop("items"))
    assert bought.startswith(f"{units} x Django Pony Size: Large")
    assert order == {"total": 5 * units + 10, "street": "100 Main Street", "country": "US"}


def test_discover_finds_it_from_its_home_page_and_writes_a_profile(shop: Cartridge, tmp_path: Path) -> None:
    done = discover(shop.url, "--place-order", "--output", tmp_path / "store.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    store = profiles.load(tmp_path / "store.yaml")
    assert (store.currency, store.overrides) == ("USD", {})
    assert store.products["with options"].options.keys() == {"Size", "Colour"}
    assert {role: payment.kind for role, payment in store.payments.items()} == {"card": "card"}
