"""`pytest-checkout discover` on the embedded store: what it writes is what the store says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import Product
from tests.demo.running import announced, launched
from tests.demo.store_walk import BackOffice
from tests.discovery.running import discover

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with launched(tmp_path_factory.mktemp("store") / "data", "--with-parent") as process:
        yield announced(process)


def test_the_profile_is_what_the_store_says_of_itself(where: dict[str, str], tmp_path: Path) -> None:
    done = discover(where["url"], "--place-order", "--output", tmp_path / "store.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    found, own = profiles.load(tmp_path / "store.yaml"), profiles.load(Path(where["profile"]))
    assert (found.currency, found.locales.default, found.overrides) == (own.currency, own.locales.default, {})
    assert found.locales.urls == own.locales.urls
    assert {role: (channel.currency, channel.locale, channel.url) for role, channel in found.channels.items()} == {
        role: (channel.currency, channel.locale, channel.url) for role, channel in own.channels.items()
    }
    known = {_page(product): product for product in own.products.values()}
    assert set(found.products) == {"in stock", "sold out", "with options"}
    for role, product in found.products.items():
        promised = known[_page(product)]
        assert product.name.items() <= promised.name.items(), role
        assert product.price == promised.price, role
    assert {_page(own.products["sold out"]), _page(own.products["with options"])} <= {
        _page(product) for product in found.products.values()
    }
    for role, delivery in found.delivery.items():
        assert (delivery.name, delivery.fee) == (own.delivery[role].name, own.delivery[role].fee)
    # A stranger tells cards and invoices; how the others work only the owner knows.
    assert {role: (p.name, p.kind) for role, p in found.payments.items()} == {
        role: (p.name, p.kind if p.kind in ("card", "invoice") else "other") for role, p in own.payments.items()
    }
    assert found.cards["good"].number == own.cards["good"].number
    placed = [line for line in done.stdout.splitlines() if line.strip().startswith("confirmation")]
    orders = BackOffice(where).get("orders")
    assert [order["number"] for order in orders] == [placed[0].split()[-1]]


def _page(product: Product) -> str:
    return product.url.strip("/")
