"""EverShop is walked by the generic shopper, with no override and no word about it anywhere in the package.

`make conformance` runs this; it needs Node.js and PostgreSQL and installs EverShop once. That an order exists, of what
and to where, is told by EverShop's own database. What it taught the shopper: docs/shops.md.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pytest_checkout.demo import postgresql
from pytest_checkout.demo.errors import DemoError
from pytest_checkout.domain import Address, Money, Stage
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import Environment, Locales, Payment, Product, StoreProfile
from pytest_checkout.storefront import Shopper
from tests.discovery.running import discover
from tests.shops import evershop
from tests.shops.evershop import EverShop

pytestmark = pytest.mark.slow

THERMOS = Product(url="accessories/stainless-steel-thermos-black", name={"*": "Stainless Steel Thermos - Black"})
ILLINOIS = Address("Robin", "Tester", "100 Main Street", "Springfield", "US", "62701", state="IL", phone="+12175550123")


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EverShop]:
    try:
        postgresql.programs()
    except DemoError as error:
        pytest.skip(str(error))
    if not shutil.which("npm"):
        pytest.skip("EverShop is installed by npm, which is not on this machine")
    with evershop.running(tmp_path_factory.mktemp("evershop")) as shop:
        yield shop


@pytest.mark.parametrize("units", [1, 2])
def test_a_variant_is_ordered_on_the_page_that_saves_as_one_goes(browser: Browser, shop: EverShop, units: int) -> None:
    store = StoreProfile(
        store="EverShop", url=shop.url, currency="USD", environment=Environment.STAGING, locales=Locales(default="en")
    )
    with browser.new_context() as context:
        shopper = Shopper(context.new_page(), store)
        shopper.adds_to_cart(THERMOS, units)
        shopper.walks_to(
            Stage.REVIEW, address=ILLINOIS, delivery={"*": "Express courier"}, payment=Payment(kind="invoice")
        )
        order = shopper.places_order()
    assert order.total == Money.parse(f"USD {35 * units + 15}.00")
    assert shop.order(order.number) == {
        "email": shopper.email,
        "total": 35 * units + 15,
        "payment_method": "cod",
        "items": [["THERMO-005-BLK", units]],
        "address": ["Robin Tester", "100 Main Street", "Springfield", "62701", "US-IL", "US"],
    }


def test_discover_writes_a_profile_of_it(shop: EverShop, tmp_path: Path) -> None:
    done = discover(shop.url, "--place-order", "--output", tmp_path / "store.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    store = profiles.load(tmp_path / "store.yaml")
    assert store.currency == "USD"
    assert store.overrides == {}
    assert set(store.products) == {"in stock", "with options"}  # what is sold out is on none of the shop's pages
    assert [str(delivery.fee) for delivery in store.delivery.values()] == ["USD 5.00", "USD 15.00"]
    assert [payment.kind for payment in store.payments.values()] == ["invoice"]
    assert set(store.products["with options"].options) == {"Color"}
