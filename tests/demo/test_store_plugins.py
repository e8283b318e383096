"""Plugins and themes of the demo store, switched while it runs."""

from __future__ import annotations

import pytest

from tests.demo.store_walk import BackOffice, Customer, products

THEMES = pytest.mark.parametrize("theme", ["classic", "compact"])


@THEMES
@pytest.mark.parametrize(
    ("plugin", "shows"), [("loyalty-badge", "Collect a point for every pound"), ("consent-banner", "Only necessary")]
)
def test_a_plugin_shows_while_it_is_on(
    where: dict[str, str], office: BackOffice, theme: str, plugin: str, shows: str
) -> None:
    office.put("theme", name=theme)
    guest = Customer(where["url"])
    office.put(f"plugins/{plugin}", active=True)
    assert shows in guest.get("catalogue/").text
    office.put(f"plugins/{plugin}", active=False)
    assert shows not in guest.get("catalogue/").text


def test_the_consent_banner_stays_away_once_answered(where: dict[str, str], office: BackOffice) -> None:
    office.put("plugins/consent-banner", active=True)
    guest = Customer(where["url"])
    guest.session.cookies.set("consent", "necessary")
    assert "Only necessary" not in guest.get("catalogue/").text


@THEMES
def test_the_quick_basket_takes_the_code_field_away(where: dict[str, str], office: BackOffice, theme: str) -> None:
    office.put("theme", name=theme)
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    assert guest.get("basket/").form("vouchers/add")
    office.put("plugins/quick-basket", active=True)
    basket = guest.get("basket/")
    assert not [form for form in basket.forms if "vouchers/add" in form["action"]]
    assert "Proceed to checkout" in basket.text


def test_plugins_work_side_by_side(where: dict[str, str], office: BackOffice) -> None:
    for plugin in ("loyalty-badge", "consent-banner"):
        office.put(f"plugins/{plugin}", active=True)
    text = Customer(where["url"]).get("catalogue/").text
    assert "Collect a point" in text
    assert "Only necessary" in text


def test_the_compact_theme_is_another_markup_for_the_same_shop(where: dict[str, str], office: BackOffice) -> None:
    pages = {}
    for theme in ("classic", "compact"):
        office.put("theme", name=theme)
        pages[theme] = Customer(where["url"]).get(products(where)["in stock"])
    assert "£40.00" in pages["classic"].text
    assert "£40.00" in pages["compact"].text
    assert "bootstrap" in pages["classic"].html
    assert "bootstrap" not in pages["compact"].html
