"""The demo store's channels: their prices, their currency, and what the gateway is told of it."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from tests.demo.store_walk import BackOffice, Customer, charges, mails, products

CHANNELS = [
    ("en-jp", "JPY", "¥7,200", "8080.00", 8080, "¥8,080"),
    ("fr-tn", "TND", "156,000 DT", "175.20", 175_200, "175,200 DT"),
]
EACH = pytest.mark.parametrize(("language", "currency", "price", "total", "minor", "shown"), CHANNELS)


def order(office: BackOffice, guest: Customer) -> Any:
    email = f"robin-{secrets.token_hex(4)}@example.com"
    page = guest.places_order(guest.checks_out(email=email))
    assert "thank-you" in page.url, page.text
    (placed,) = office.get(f"orders?email={email}")
    return placed


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@EACH
def test_an_order_is_in_the_channels_currency_from_the_tag_to_the_charge(
    where: dict[str, str],
    office: BackOffice,
    language: str,
    currency: str,
    price: str,
    total: str,
    minor: int,
    shown: str,
) -> None:
    guest = Customer(where["url"], language)
    path = products(where)["in stock"]
    assert price in [plain(text) for text in guest.get(path).texts]
    guest.buys(path)

    placed = order(office, guest)

    assert (placed["currency"], placed["total"], placed["locale"]) == (currency, total, language)
    assert charges(where, placed["number"]) == [minor]
    (mail,) = mails(where, placed["email"])
    assert shown in plain(mail["text"])


@EACH
def test_what_was_taken_is_kept_and_given_back_in_the_channels_currency(
    where: dict[str, str],
    office: BackOffice,
    language: str,
    currency: str,
    price: str,  # noqa: ARG001
    total: str,
    minor: int,  # noqa: ARG001
    shown: str,  # noqa: ARG001
) -> None:
    guest = Customer(where["url"], language)
    guest.buys(products(where)["in stock"])
    number = order(office, guest)["number"]
    payment = office.get(f"orders/{number}/payment")
    assert (payment["currency"], payment["captured"]) == (currency, total)
    assert office.put(f"orders/{number}/payment", act="refund")["refunded"] == total


def test_a_share_is_taken_off_to_the_yen(where: dict[str, str], office: BackOffice) -> None:
    guest = Customer(where["url"], "en-jp")
    guest.buys(products(where)["odd cents"])
    guest.applies("LIVE10")
    placed = order(office, guest)
    assert (placed["discount"], placed["total"]) == ("242.00", "3055.00")
    assert charges(where, placed["number"]) == [3055]


def test_each_channel_has_a_basket_of_its_own(where: dict[str, str]) -> None:
    guest = Customer(where["url"], "en-jp")
    guest.buys(products(where)["odd cents"])
    home = Customer(where["url"])
    home.session = guest.session
    assert "£13.37" not in home.get("basket/").text
    home.buys(products(where)["odd cents"])
    assert "£13.37" in home.get("basket/").text
    assert "¥2,417" in guest.get("basket/").text


def test_a_british_direct_debit_is_not_offered_for_yen(where: dict[str, str]) -> None:
    guest = Customer(where["url"], "en-jp")
    guest.buys(products(where)["in stock"])
    guest.checks_out()
    assert "Invoice" in guest.get("checkout/payment-method/").texts
    assert "Direct debit" not in guest.get("checkout/payment-method/").texts


def test_only_who_asks_for_a_country_is_led_to_its_channel(where: dict[str, str]) -> None:
    for asked, start in (("en-JP,en;q=0.8", "/en-jp/"), ("en-US", "/en-gb/"), ("fr", "/fr-fr/")):
        visitor = Customer(where["url"])
        visitor.session.headers["Accept-Language"] = asked
        assert start in visitor.get(where["url"]).url
