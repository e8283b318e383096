"""`pytest-checkout discover` on a small shop: what it writes, what it leaves alone, what it says when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_checkout.domain import Money
from pytest_checkout.store import profile as profiles
from tests.discovery.running import discover
from tests.discovery.small_shop import SmallShop, open_shop


@pytest.fixture
def shop() -> Iterator[SmallShop]:
    with open_shop() as shop:
        yield shop


def test_a_shop_is_walked_to_the_last_click_and_described(shop: SmallShop, tmp_path: Path) -> None:
    done = discover(shop.url, "--output", tmp_path / "store.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert shop.orders == []
    store = profiles.load(tmp_path / "store.yaml")
    assert (store.store, store.url, store.currency, store.locales.default) == ("Small shop", shop.url, "GBP", "en-GB")
    assert {role: product.url for role, product in store.products.items()} == {
        "in stock": "item/lamp",
        "with options": "item/jumper",
        "sold out": "item/clock",
    }
    assert store.products["in stock"].price == Money.parse("GBP 40.00")
    assert store.products["with options"].options == {"Size": "S"}
    assert {role: (entry.name["*"], str(entry.fee)) for role, entry in store.delivery.items()} == {
        "standard": ("Standard delivery", "GBP 4.90"),
        "express": ("Express delivery", "GBP 9.90"),
    }
    assert {role: entry.kind for role, entry in store.payments.items()} == {
        "invoice": "invoice",
        "cash at the door": "other",
    }
    assert {role: entry.country for role, entry in store.addresses.items()} == {"home": "GB", "abroad": "DE"}
    assert store.discovered is not None
    assert store.discovered.journey == "product > cart > address > delivery > payment > review"
    assert store.discovered.code_fields == {"cart": "Voucher code"}
    assert not store.may_place_orders
    assert "/account/login" not in shop.asked
    pictures = (tmp_path / "store-journey.html").read_text(encoding="utf-8")
    assert pictures.count('src="data:image/jpeg;base64,') == 6
    assert "1 x Brass lamp, GBP 40.00" in pictures
    assert "http" not in pictures.split("<ol>")[0], "it must need nothing else"


def test_an_order_is_placed_only_when_told(shop: SmallShop, tmp_path: Path) -> None:
    done = discover(shop.url + "item/lamp", "--place-order", "--output", tmp_path / "store.yaml")
    assert done.returncode == 0
    assert [order["item"] for order in shop.orders] == ["lamp"]
    assert "order 1001" in done.stdout
    assert profiles.load(tmp_path / "store.yaml").may_place_orders


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:9/", "cannot be reached at http://127.0.0.1:9/"),
        ("ftp://shop.example/", "no address of a shop"),
    ],
)
def test_a_failure_is_one_sentence(address: str, words: str, tmp_path: Path) -> None:
    done = discover(address, "--output", tmp_path / "store.yaml")
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "store.yaml").exists()


def test_a_page_that_sells_nothing_is_told(shop: SmallShop, tmp_path: Path) -> None:
    shop.products.clear()
    done = discover(shop.url, "--output", tmp_path / "store.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith("No p")
    assert "give the address of a product" in done.stderr.replace("Give", "give")
    assert len(done.stderr.splitlines()) == 1


def test_a_page_that_is_not_there_is_told(shop: SmallShop, tmp_path: Path) -> None:
    done = discover(shop.url + "nowhere", "--output", tmp_path / "store.yaml")
    assert done.returncode == 2
    assert "answers 404: give the address of the shop's home page, or of a product." in done.stderr


def test_a_walk_that_stops_is_written_as_far_as_it_came(shop: SmallShop, tmp_path: Path) -> None:
    shop.payments.clear()
    done = discover(shop.url, "--output", tmp_path / "store.yaml")
    assert done.returncode == 1
    assert "The walk stopped: " in done.stdout
    store = profiles.load(tmp_path / "store.yaml")
    assert set(store.delivery) == {"standard", "express"}
    assert store.budget is None
    assert "# - The walk stopped: " in (tmp_path / "store.yaml").read_text(encoding="utf-8")


def test_the_shop_of_a_site_that_is_mostly_something_else_is_found_before_its_news(
    shop: SmallShop, tmp_path: Path
) -> None:
    shop.front = "".join(f'<div><a href="/news/{n}"><img src="/n.png" alt="">News {n}</a></div>' for n in range(20))
    done = discover(shop.url, "--output", tmp_path / "store.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert next(path for path in shop.asked if path.startswith(("/news", "/shop"))) == "/shop"
