"""What each breakage of the cart's counts, of stock that is promised, and of what is delivered looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.demo.store_walk import CARD, HOME, Customer, paid, products
from tests.demo.symptoms_meanwhile import Shop
from tests.demo.test_store_payments import ASKING

DECLINED = CARD | {"number": "4000000000009995"}
RIYADH = HOME | {"line1": "8135 King Fahd Road", "line4": "Riyadh", "postcode": "12333", "country": "SA"}


def cause_is_not_told(shop: Shop) -> bool:
    guest = shop.guest()
    page = guest.places_order(guest.checks_out(card=DECLINED))
    assert "Your card was declined" in page.text
    return "not enough funds" not in page.text


def declined_card_holds_the_last_one(shop: Shop) -> bool:
    shop.office.put("stock/KIT-TEAPOT", available=1)
    guest = shop.guest("last unit")
    guest.places_order(guest.checks_out(card=DECLINED))
    try:
        return bool(shop.office.get("stock/KIT-TEAPOT")["available"] == 0)
    finally:
        shop.office.put("stock/KIT-TEAPOT", available=1)


def parcel_goes_nowhere(shop: Shop) -> bool:
    guest = shop.guest("digital")
    guest.buys(products(shop.where)["in stock"])
    return "£62.90" not in guest.checks_out(email="robin@example.com").text  # without the delivery


def sent_back_in_silence(shop: Shop) -> bool:
    guest = shop.guest()
    page = guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
    page = guest.send(page, "shipping-address", **RIYADH)
    assert "shipping-address" in page.url
    return "Shipping is unavailable for your chosen address" not in page.text


def second_change_is_dropped(shop: Shop) -> bool:
    guest, counts = shop.guest("odd cents"), "form-0-quantity"
    guest.send(guest.get("basket/"), "basket_formset", **{counts: "4"})
    page = guest.send(guest.get("basket/"), "basket_formset", **{counts: "2"})
    return "£26.74" not in page.text


def fifty_one_page_by_page(shop: Shop) -> bool:
    guest = shop.guest("odd cents")
    guest.buys(products(shop.where)["odd cents"], quantity="50")
    return "£681.87" in guest.get("basket/").text  # 51 times 13.37


def discount_of_three(shop: Shop) -> bool:
    guest = Customer(shop.where["url"])
    guest.buys(products(shop.where)["odd cents"], quantity="3")
    assert "£4.01" in guest.applies("LIVE10").text
    page = guest.send(guest.get("basket/"), "basket_formset", **{"form-0-quantity": "1"})
    return "£4.01" in page.text


def _paid_too_late(shop: Shop, email: str) -> None:
    """A teapot and a candle are paid at the bank, and the teapot was sold meanwhile."""
    guest = shop.guest("odd cents")
    shop.office.put("stock/KIT-TEAPOT", available=1)
    guest.buys(products(shop.where)["last unit"])
    bank = guest.places_order(guest.checks_out(email=email, card=ASKING))
    shop.office.put("stock/KIT-TEAPOT", available=0)
    try:
        page = guest.send(bank, "", outcome="passed")
        assert "Somebody else was faster" in page.text
    finally:
        shop.office.put("stock/KIT-TEAPOT", available=1)


def candle_stays_taken(shop: Shop) -> bool:
    before = shop.office.get("stock/HOME-CANDLE")["available"]
    _paid_too_late(shop, "late-1@example.com")
    return bool(shop.office.get("stock/HOME-CANDLE")["available"] == before - 1)


def money_is_kept(shop: Shop) -> bool:
    _paid_too_late(shop, "late-2@example.com")
    return paid(shop.where, "late-2@example.com") > 0


def priced_once(shop: Shop) -> bool:
    guest = shop.guest()
    guest.checks_out(email="robin@example.com")
    states = HOME | {"line1": "100 Main Street", "line4": "Springfield", "postcode": "62701", "country": "US"}
    review = guest.checks_out(email="robin@example.com", address=states | {"state": "IL"})
    assert "Springfield" in review.text
    return "£44.90" in review.text


def bill_goes_with_the_parcel(shop: Shop) -> bool:
    guest = shop.guest()
    elsewhere = {f"billing-{name}": value for name, value in (HOME | {"line1": "9 Finance Lane"}).items()}
    card = CARD | elsewhere | {"same_as_shipping": ""}
    return "9 Finance Lane" not in str(shop.order(guest, card=card)["bills_to"])


def order_ends_in_no_thanks(shop: Shop) -> bool:
    before = shop.office.get("mails/confirmation")["template"]
    guest = shop.guest()
    preview = guest.checks_out(email="template@example.com", payment="invoice")
    shop.office.put("mails/confirmation", template=before + "{% no such tag %}")
    try:
        return "thank-you" not in guest.places_order(preview).url
    finally:
        shop.office.put("mails/confirmation", template=before)


def refunded_goods_are_not_for_sale(shop: Shop) -> bool:
    before = shop.office.get("stock/HOME-CANDLE")["available"]
    order = shop.order(shop.guest("odd cents"))
    shop.office.put(f"orders/{order['number']}/payment", act="refund")
    return bool(shop.office.get("stock/HOME-CANDLE")["available"] == before - 1)


def bird_code_takes_a_backpack(shop: Shop) -> bool:
    return "£8.00" in shop.guest().applies("BIRDS20").text


def mug_is_reduced_again(shop: Shop) -> bool:
    assert "£6.00" in shop.guest().applies("FULL15").text
    return "£1.20" in shop.guest("reduced").applies("FULL15").text


def both_codes_count(shop: Shop) -> bool:
    guest = shop.guest()
    guest.applies("LIVE10")
    page = guest.applies("FIVER")
    return not ("£40.90" in page.text or "£39.90" in page.text)  # one of the two alone


def german_page_in_english(shop: Shop) -> bool:
    guest = shop.guest(language="de-de")
    page = guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
    page = guest.send(guest.send(page, "shipping-address", **HOME), "method_code", method_code="standard")
    assert ("Rechnung" in page.text) != ("Invoice" in page.text)
    return "Invoice" in page.text


def badge_waits_for_the_banner(shop: Shop) -> bool:
    waits = 'addEventListener("consent-given"'
    assert waits not in shop.guest().get("basket/").html
    shop.office.put("plugins/consent-banner", active=True)
    try:
        return waits in shop.guest().get("basket/").html
    finally:
        shop.office.put("plugins/consent-banner", active=False)


SYMPTOMS: dict[str, Callable[[Any], bool]] = {
    "declines-told-alike": cause_is_not_told,
    "declined-payment-keeps-the-hold": declined_card_holds_the_last_one,
    "download-drops-delivery": parcel_goes_nowhere,
    "no-delivery-is-not-told": sent_back_in_silence,
    "quick-changes-lost": second_change_is_dropped,
    "most-units-counted-per-page": fifty_one_page_by_page,
    "discount-of-the-fullest-cart": discount_of_three,
    "failed-order-keeps-stock": candle_stays_taken,
    "money-kept-when-stock-ends": money_is_kept,
    "delivery-priced-once": priced_once,
    "bill-goes-with-the-parcel": bill_goes_with_the_parcel,
    "order-needs-mail-template": order_ends_in_no_thanks,
    "refunded-goods-stay-sold": refunded_goods_are_not_for_sale,
    "code-for-some-taken-off-all": bird_code_takes_a_backpack,
    "reduced-goods-reduced-again": mug_is_reduced_again,
    "codes-add-up": both_codes_count,
    "badge-and-banner-clash": badge_waits_for_the_banner,
    "ways-to-pay-in-english": german_page_in_english,
}
