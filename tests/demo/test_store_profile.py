"""The store profile of the demo: what it says is what the shop shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import requests
from ruamel.yaml import YAML

from tests.demo.store_walk import HOME, BackOffice, Customer, products

CODES = {"live", "fixed", "minimum spend", "expired", "upcoming", "single use", "free delivery", "everything"}
CODES |= {"some products", "full price products"}
PRODUCTS = {"in stock", "last unit", "sold out", "with options", "digital", "expensive", "odd cents", "reduced tax"}
PRODUCTS |= {"reduced"}


@pytest.fixture
def profile(where: dict[str, str]) -> Any:
    return YAML(typ="safe").load(Path(where["profile"]))


def test_every_role_is_bound(profile: Any) -> None:
    assert set(profile["products"]) == PRODUCTS
    assert set(profile["codes"]) == CODES
    assert set(profile["addresses"]) == {
        "home",
        "abroad",
        "without postcodes",
        "with states",
        "with accents",
        "unserved",
    }


@pytest.mark.parametrize("role", sorted(PRODUCTS))
def test_a_product_is_where_the_profile_says_at_its_price(where: dict[str, str], profile: Any, role: str) -> None:
    product = profile["products"][role]
    for locale, start in profile["locales"]["urls"].items():
        page = Customer(where["url"], start.rstrip("/")).get(product["url"])
        assert product["name"][locale] in page.texts
    english = Customer(where["url"]).get(product["url"])
    pounds = product["price"].removeprefix("GBP ")
    assert f"£{float(pounds):,.2f}" in english.texts


def test_deliveries_and_payments_are_named_as_on_the_page(where: dict[str, str], profile: Any) -> None:
    for locale, start in profile["locales"]["urls"].items():
        guest = Customer(where["url"], start.rstrip("/"))
        guest.buys(products(where)["in stock"])
        page = guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
        delivery = guest.send(page, "shipping-address", **HOME)
        assert all(method["name"][locale] in delivery.texts for method in profile["delivery"].values())
        payment = guest.send(delivery, "method_code", method_code="express")
        assert all(method["name"][locale] in payment.texts for method in profile["payments"].values())


def test_codes_are_what_the_back_office_knows(office: BackOffice, profile: Any) -> None:
    active = {role: office.get(f"codes/{code['code']}")["active"] for role, code in profile["codes"].items()}
    assert {role for role, is_active in active.items() if not is_active} == {"expired", "upcoming"}


def test_every_address_of_the_profile_is_accepted(where: dict[str, str], profile: Any) -> None:
    unserved = profile["addresses"]["unserved"]
    for address in profile["addresses"].values():
        guest = Customer(where["url"])
        guest.buys(products(where)["in stock"])
        page = guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
        given = {
            "first_name": address["first"],
            "last_name": address["last"],
            "line1": address["line1"],
            "line4": address["city"],
            "postcode": address.get("postcode", ""),
            "state": address.get("state", ""),
            "country": address["country"],
            "phone_number": address["phone"],
        }
        arrived = guest.send(page, "shipping-address", **given)
        assert arrived.url.endswith("shipping-address/" if address == unserved else "shipping-method/"), address


def test_it_holds_no_secret(where: dict[str, str]) -> None:
    text = Path(where["profile"]).read_text("utf-8")
    assert where["token"] not in text
    assert where["gateway_key"] not in text


def test_files_are_cached_and_missing_ones_are_not_found(where: dict[str, str]) -> None:
    page = Customer(where["url"]).get("catalogue/")
    picture = re.search(r'src="(/media/[^"]+\.jpg)"', page.html)
    assert picture
    for path in (picture[1], "/static/store/store.css"):
        answer = requests.get(where["url"].rstrip("/") + path, timeout=20)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000")
    for path in ("/static/no-such.css", "/media/no-such.jpg", "/media/../db.sqlite3", "/static/../settings.py"):
        assert requests.get(where["url"].rstrip("/") + path, timeout=20).status_code == 404


def test_the_documentation_lists_what_there_is(office: BackOffice, profile: Any) -> None:
    text = (Path(__file__).parents[2] / "docs" / "demo-store.md").read_text("utf-8")
    named = {switch["name"] for kind in ("plugins", "breakages") for switch in office.get(kind)}
    named |= {code["code"] for code in profile["codes"].values()}
    named |= {product["sku"] for product in profile["products"].values()} | set(office.get("theme")["themes"])
    assert {name for name in named if f"`{name}`" not in text} == set()
