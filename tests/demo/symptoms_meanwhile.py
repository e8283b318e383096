"""What each breakage of codes, and of what changes during a checkout, looks like to a customer without a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from tests.demo.store_walk import BackOffice, Customer, products


class Shop(Protocol):
    """The store and its back office."""

    where: dict[str, str]
    office: BackOffice

    def guest(self, role: str = "in stock", language: str = "en-gb") -> Customer: ...

    def order(self, guest: Customer, **choices: Any) -> dict[str, Any]: ...


def what_was_not_reviewed_is_ordered(shop: Shop) -> bool:
    guest = shop.guest()
    preview = guest.checks_out(payment="invoice")
    guest.buys(products(shop.where)["odd cents"])
    return "thank-you" in guest.places_order(preview).url


def meanwhile(shop: Shop, path: str, change: dict[str, Any], back: dict[str, Any], **choices: str) -> str:
    """What the page says after an order that the merchant's change came before; the change is taken back."""
    guest = shop.guest("odd cents")
    preview = guest.checks_out(payment=choices.pop("payment", "invoice"), **choices)
    shop.office.put(path, **change)
    try:
        return guest.places_order(preview).url
    finally:
        shop.office.put(path, **back)


def gone_stock_is_ordered(shop: Shop) -> bool:
    before = shop.office.get("stock/HOME-CANDLE")
    return "thank-you" in meanwhile(shop, "stock/HOME-CANDLE", {"available": 0}, {"available": before["available"]})


def off_the_shelf_is_ordered(shop: Shop) -> bool:
    shelf = "on_the_shelf"
    return "thank-you" in meanwhile(shop, "products/HOME-CANDLE", {shelf: False}, {shelf: True})


def withdrawn_delivery_is_taken(shop: Shop) -> bool:
    closed, opened = {"offered": False}, {"offered": True}
    return "thank-you" in meanwhile(shop, "deliveries/express", closed, opened, delivery="express")


def withdrawn_payment_is_taken(shop: Shop) -> bool:
    return "thank-you" in meanwhile(shop, "payments/invoice", {"offered": False}, {"offered": True})


def no_payment_is_not_told(shop: Shop) -> bool:
    guest = shop.guest("digital")
    guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
    every = [payment["code"] for payment in shop.office.get("")["payments"]]
    for code in every:
        shop.office.put(f"payments/{code}", offered=False)
    text = guest.get("checkout/payment-method/").text
    for code in every:
        shop.office.put(f"payments/{code}", offered=True)
    assert ("There is no way to pay at the moment." in text) != ("Something went wrong." in text)
    return "Something went wrong." in text


def one_way_is_asked_for(shop: Shop) -> bool:
    guest = shop.guest("digital")
    guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
    others = [payment["code"] for payment in shop.office.get("")["payments"] if payment["code"] != "card"]
    for code in others:
        shop.office.put(f"payments/{code}", offered=False)
    url = guest.get("checkout/payment-method/").url
    for code in others:
        shop.office.put(f"payments/{code}", offered=True)
    return url.endswith("payment-method/")


def fifty_one_are_sold(shop: Shop) -> bool:
    guest = Customer(shop.where["url"])
    guest.buys(products(shop.where)["in stock"], quantity="51")
    return "£2,040.00" in guest.get("basket/").text


def codes_run_an_hour_late(shop: Shop) -> bool:
    """On the first of July the shop's midnight is 23:00 UTC."""
    midnight = datetime(datetime.now(UTC).year + 1, 6, 30, 23, tzinfo=UTC)
    before = shop.office.get("codes/LIVE10")
    shop.office.put("codes/LIVE10", ends=midnight.isoformat())
    shop.office.put("clock", ahead=(midnight + timedelta(minutes=1) - datetime.now(UTC)).total_seconds())
    taken = "£4.00" in shop.guest().applies("LIVE10").text
    shop.office.put("clock", ahead=0)
    shop.office.put("codes/LIVE10", ends=before["ends"])
    return taken


def upcoming_code_is_taken(shop: Shop) -> bool:
    return "£4.00" in shop.guest().applies("NEXTYEAR").text


def once_is_twice(shop: Shop) -> bool:
    for _ in range(2):
        guest = shop.guest("digital")
        taken = "£1.80" in guest.applies("JUSTONCE").text
        shop.order(guest, payment="invoice")
    shop.office.put("codes/JUSTONCE", uses=0)
    return taken


def placed_order_changes(shop: Shop) -> bool:
    guest = shop.guest("digital")
    guest.applies("LIVE10")
    order = shop.order(guest, payment="invoice")
    assert order["discount"] == "1.80"
    shop.office.put("codes/LIVE10", withdrawn=False)
    return bool(shop.office.get(f"orders?number={order['number']}")[0]["discount"] == "0.00")


def declined_card_uses_the_code(shop: Shop) -> bool:
    guest = shop.guest("digital")
    guest.applies("JUSTONCE")
    declined = {"name": "R", "number": "4000000000000002", "expiry_month_0": "12", "expiry_month_1": "2030", "ccv": "1"}
    guest.places_order(guest.checks_out(card=declined | {"ccv": "123"}))
    used = shop.office.get("codes/JUSTONCE")["uses"]
    shop.office.put("codes/JUSTONCE", uses=0)
    return bool(used == 1)


def code_gone_at_the_door(shop: Shop) -> bool:
    guest = shop.guest()
    guest.applies("LIVE10")
    guest.get("")
    return "LIVE10" not in guest.get("basket/").text


def cancelled_order_frees_the_code(shop: Shop) -> bool:
    guest = shop.guest("digital")
    guest.applies("JUSTONCE")
    order = shop.order(guest, payment="invoice")
    assert shop.office.get("codes/JUSTONCE")["uses"] == 1
    assert shop.office.put(f"orders/{order['number']}", status="Cancelled")["status"] == "Cancelled"
    used = shop.office.get("codes/JUSTONCE")["uses"]
    shop.office.put("codes/JUSTONCE", uses=0)
    return bool(used == 0)


def small_letters_are_unknown(shop: Shop) -> bool:
    return "£4.00" not in shop.guest().applies("live10").text


def more_than_it_costs(shop: Shop) -> bool:
    shop.office.put("products/KIT-MUG", price="3.00")
    guest = Customer(shop.where["url"])
    mug = guest.get(products(shop.where)["in stock"])
    page = guest.get(next(part for part in mug.html.split('"') if "/catalogue/enamel-mug" in part).split("/en-gb/")[1])
    guest.send(page, "basket/add")
    text = " ".join(guest.applies("FIVER").text.split())
    shop.office.put("products/KIT-MUG", price="8.00")
    sound, broken = "Order total £4.90" in text, "Order total £2.90" in text  # delivery alone, and less than delivery
    assert sound != broken
    return broken


def twice_is_double(shop: Shop) -> bool:
    guest = shop.guest()
    guest.applies("LIVE10")
    return "£8.00" in guest.applies("LIVE10").text


def one_percent_is_left(shop: Shop) -> bool:
    return "£39.60" in shop.guest().applies("ALLFREE").text


def no_minimum(shop: Shop) -> bool:
    return "£4.00" in shop.guest().applies("SPEND50").text


def four_ninety_nine_off(shop: Shop) -> bool:
    return "£4.99" in shop.guest().applies("FIVER").text


def any_word_is_a_code(shop: Shop) -> bool:
    return "£4.00" in shop.guest().applies("NOSUCHCODE").text


def field_goes_with_the_code(shop: Shop) -> bool:
    guest = shop.guest()
    page = guest.applies("LIVE10")
    assert "vouchers/add" in page.html
    return "vouchers/add" not in guest.send(page, "/remove/").html


SYMPTOMS: dict[str, Callable[[Any], bool]] = {
    "order-not-as-reviewed": what_was_not_reviewed_is_ordered,
    "stock-not-asked-at-the-end": gone_stock_is_ordered,
    "off-the-shelf-still-sold": off_the_shelf_is_ordered,
    "withdrawn-delivery-still-taken": withdrawn_delivery_is_taken,
    "withdrawn-payment-still-taken": withdrawn_payment_is_taken,
    "no-way-to-pay-is-not-told": no_payment_is_not_told,
    "single-way-to-pay-is-asked-for": one_way_is_asked_for,
    "most-units-ignored": fifty_one_are_sold,
    "codes-keep-time-by-utc": codes_run_an_hour_late,
    "upcoming-code-accepted": upcoming_code_is_taken,
    "code-limits-ignored": once_is_twice,
    "placed-orders-follow-codes": placed_order_changes,
    "code-used-by-declined-payment": declined_card_uses_the_code,
    "codes-forgotten-at-the-door": code_gone_at_the_door,
    "code-given-back-on-cancelling": cancelled_order_frees_the_code,
    "codes-mind-capitals": small_letters_are_unknown,
    "discount-beyond-the-goods": more_than_it_costs,
    "code-counts-twice": twice_is_double,
    "everything-free-leaves-a-rest": one_percent_is_left,
    "minimum-spend-ignored": no_minimum,
    "fixed-code-takes-a-penny-less": four_ninety_nine_off,
    "unknown-code-accepted": any_word_is_a_code,
    "removed-code-takes-the-field-along": field_goes_with_the_code,
    "badge-breaks-the-other-theme": lambda shop: (
        'document.querySelector(".shipping-payment").dataset' in shop.guest().get("basket/").html
    ),
    "badge-script-throws": lambda shop: 'querySelector("#no-such-form")' in shop.guest().get("basket/").html,
}
