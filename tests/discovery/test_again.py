"""A second look at a shop whose profile is there: what has changed is told, and only written with --update."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_checkout.domain import Money
from pytest_checkout.store import profile as profiles
from tests.discovery.running import discover
from tests.discovery.small_shop import SmallShop, open_shop


@pytest.fixture(scope="module")
def opened() -> Iterator[SmallShop]:
    with open_shop() as shop:
        yield shop


@pytest.fixture(scope="module")
def written(opened: SmallShop, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What discover writes of the shop on its first day, edited by its owner since."""
    path = tmp_path_factory.mktemp("first") / "store.yaml"
    assert discover(opened.url, "--output", path).returncode == 0
    text = path.read_text(encoding="utf-8")
    return text.replace("environment: production", "environment: staging  # ours, for tests")


@pytest.fixture
def shop(opened: SmallShop) -> SmallShop:
    opened.opens()
    return opened


@pytest.fixture
def profile(written: str, tmp_path: Path) -> Path:
    path = tmp_path / "store.yaml"
    path.write_text(written, encoding="utf-8")
    return path


def test_a_shop_that_is_the_same_is_told_so(shop: SmallShop, profile: Path) -> None:
    before = profile.read_bytes()
    done = discover(shop.url, "--output", profile)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing has changed since 20" in done.stdout
    assert profile.read_bytes() == before


def changed(shop: SmallShop) -> None:
    del shop.products["clock"]
    shop.products["lamp"] = ("Brass lamp", "44.00", [])
    shop.delivery = {"std": ("Standard delivery", "5.90"), "lock": ("Parcel locker", "2.90")}
    del shop.payments["cash"]
    shop.more_fields = '<label>Phone <input name="phone" type="tel" required></label>'
    shop.code_field = False


CHANGES = """\
  the product 'in stock' costs GBP 44.00, and cost GBP 40.00
  the product 'sold out' is gone: item/clock is no product's page now
  the way of delivery 'Standard delivery' costs GBP 5.90, and cost GBP 4.90
  the way of delivery 'Express delivery' (express) is gone
  the way of delivery 'Parcel locker' is new
  the way to pay 'Cash at the door' (cash at the door) is gone
  the way needs 8 fields, 1 more than before
  the field for a code at cart ('Voucher code') is gone
"""


def test_changes_are_told_and_nothing_is_written(shop: SmallShop, profile: Path) -> None:
    before = profile.read_bytes()
    changed(shop)
    done = discover(shop.url, "--output", profile)
    assert done.returncode == 1
    assert CHANGES in done.stdout
    assert profile.read_bytes() == before


def test_an_update_writes_the_changes_and_keeps_what_the_owner_wrote(shop: SmallShop, profile: Path) -> None:
    changed(shop)
    assert discover(shop.url, "--output", profile, "--update").returncode == 1
    assert "staging  # ours, for tests" in profile.read_text(encoding="utf-8")
    store = profiles.load(profile)
    assert store.products["in stock"].price == Money.parse("GBP 44.00")
    assert set(store.products) == {"in stock", "with options"}
    assert set(store.delivery) == {"standard", "parcel locker"}
    assert set(store.payments) == {"invoice"}
    assert discover(shop.url, "--output", profile).returncode == 0


def test_a_way_that_ends_early_is_a_change(shop: SmallShop, profile: Path) -> None:
    shop.payments.clear()
    done = discover(shop.url, "--output", profile)
    assert done.returncode == 1
    assert "the way to the order stops: " in done.stdout
    assert "is gone" not in done.stdout


def test_the_profile_of_another_shop_is_refused(profile: Path) -> None:
    done = discover("http://shop.example/", "--output", profile)
    assert done.returncode == 2
    assert "give another file with --output" in done.stderr
