"""pretix is walked by the generic shopper, with no override and no word about it anywhere in the package.

`make conformance` runs this; it installs pretix once. That an order exists is told by pretix's REST API.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pytest_checkout.domain import Money, Stage
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import Environment, Locales, Payment, Product, StoreProfile
from pytest_checkout.storefront import Shopper
from tests.discovery.running import discover
from tests.shops import pretix
from tests.shops.pretix import Pretix

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pretix]:
    with pretix.running(tmp_path_factory.mktemp("pretix")) as shop:
        yield shop


@pytest.mark.parametrize(
    ("locale", "ticket"), [("en-GB", "Standing place"), ("de-DE", "Stehplatz"), ("ar", "مكان للوقوف")]
)
@pytest.mark.parametrize("units", [1, 2])
def test_a_ticket_is_ordered(browser: Browser, shop: Pretix, locale: str, ticket: str, units: int) -> None:
    store = StoreProfile(
        store="pretix",
        url=shop.event,
        currency="EUR",
        environment=Environment.STAGING,
        locales=Locales(default=locale),
    )
    with browser.new_context(locale=locale) as context:
        shopper = Shopper(context.new_page(), store)
        shopper.adds_to_cart(Product(url="", name={"*": ticket}), units)
        shopper.walks_to(Stage.REVIEW, payment=Payment(kind="invoice"))
        order = shopper.places_order()
    told = shop.order(order.number)
    assert told["email"] == shopper.email
    assert told["total"] == f"{40 * units}.00"
    assert told["locale"] == locale.split("-")[0]
    positions = told["positions"]
    assert isinstance(positions, list)
    assert [shop.item(position["item"])["name"]["en"] for position in positions] == ["Standing place"] * units  # type: ignore[index]
    assert order.total == Money.parse(f"EUR {40 * units}.00")


def test_discover_writes_a_profile_of_it(shop: Pretix, tmp_path: Path) -> None:
    done = discover(shop.event, "--place-order", "--output", tmp_path / "store.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    store = profiles.load(tmp_path / "store.yaml")
    assert store.currency == "EUR"
    assert store.products["in stock"].name == {"*": "Standing place"}
    assert store.products["sold out"].name == {"*": "Box seat"}
    assert store.overrides == {}
    assert [payment.kind for payment in store.payments.values()] == ["invoice"]
