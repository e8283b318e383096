"""What each breakage of languages, countries and currencies looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests

from tests.demo.store_walk import HOME, Customer, Page, charges, products
from tests.demo.symptoms_meanwhile import Shop


def thousands_run_together(shop: Shop) -> bool:
    return "1249,00" in shop.guest("expensive", "de-de").get("basket/").text


def cart_is_empty_in_german(shop: Shop) -> bool:
    guest = shop.guest("odd cents")
    guest.start = shop.where["url"] + "de-de/"
    return "13,37" not in guest.get("basket/").text


def german_is_paid_in_euros(shop: Shop) -> bool:
    order = shop.order(shop.guest(language="de-de"))
    answer = requests.get(
        f"{shop.where['gateway_url']}/v1/payment_intents",
        auth=(shop.where["gateway_key"], ""),
        params={"limit": 100},
        timeout=20,
    )
    paid = [each for each in answer.json()["data"] if each["metadata"]["order_number"] == order["number"]]
    return [each["currency"] for each in paid] == ["eur"]


def nobody_without_a_postcode(shop: Shop) -> bool:
    return "shipping-address" in _address_given(shop, postcode="", country="AE", phone_number="+971501234567").url


def closed_up_postcode_is_refused(shop: Shop) -> bool:
    assert "shipping-method" in _address_given(shop).url
    return "shipping-address" in _address_given(shop, postcode="BS14DJ").url


def _address_given(shop: Shop, **other: str) -> Page:
    guest = shop.guest()
    page = guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
    return guest.send(page, "shipping-address", **HOME | other)


def letters_become_question_marks(shop: Shop) -> bool:
    order = shop.order(shop.guest(), address=HOME | {"first_name": "Zoë"})
    return bool(order["ships_to"]["first_name"] == "Zo?")


def emirates_come_first(shop: Shop) -> bool:
    guest = shop.guest()
    page = guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
    return page.form("shipping-address")["fields"]["country"] == "AE"


def welsh_is_answered_in_arabic(shop: Shop) -> bool:
    asked = {"Accept-Language": "cy"}
    return "/ar/" in requests.get(shop.where["url"], headers=asked, timeout=20).url


def german_asks_in_english(shop: Shop) -> bool:
    return "How would you like to pay?" in _ways_to_pay(shop).text


def _ways_to_pay(shop: Shop) -> Page:
    guest = shop.guest(language="de-de")
    page = guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
    return guest.send(guest.send(page, "shipping-address", **HOME), "method_code", method_code="standard")


def yen_times_a_hundred(shop: Shop) -> bool:
    order = shop.order(shop.guest(language="en-jp"))
    assert order["total"] == "8080.00"
    return charges(shop.where, order["number"]) == [808_000]


def yen_have_decimals(shop: Shop) -> bool:
    page = Customer(shop.where["url"], "en-jp").get(products(shop.where)["in stock"])
    return "¥7,200.00" in page.texts


def prices_by_the_pound(shop: Shop) -> bool:
    page = Customer(shop.where["url"], "en-jp").get(products(shop.where)["in stock"])
    return "¥7,655" in page.texts


def yen_order_shown_in_pounds(shop: Shop) -> bool:
    guest = shop.guest(language="en-jp")
    guest.places_order(guest.checks_out())
    guest.start = shop.where["url"] + "en-gb/"
    return "£8,080.00" in guest.get("checkout/thank-you/").text


SYMPTOMS: dict[str, Callable[[Any], bool]] = {
    "thousands-not-separated": thousands_run_together,
    "cart-per-language": cart_is_empty_in_german,
    "charged-in-the-languages-currency": german_is_paid_in_euros,
    "postcode-asked-everywhere": nobody_without_a_postcode,
    "postcodes-with-blank-alone": closed_up_postcode_is_refused,
    "addresses-in-plain-letters": letters_become_question_marks,
    "countries-by-alphabet": emirates_come_first,
    "strangers-get-the-last-language": welsh_is_answered_in_arabic,
    "english-among-german": german_asks_in_english,
    "every-currency-has-cents": yen_times_a_hundred,
    "yen-with-decimals": yen_have_decimals,
    "pounds-at-yens-rate": prices_by_the_pound,
    "confirmed-in-the-pages-currency": yen_order_shown_in_pounds,
}
