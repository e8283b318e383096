"""Buying in the demo store: what it charges, promises, refuses and remembers."""

from __future__ import annotations

import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from tests.demo.store_walk import CARD, HOME, BackOffice, Customer, Page, charges, mails, products

pytestmark = pytest.mark.usefixtures("office")


def an_email() -> str:
    return f"robin-{secrets.token_hex(4)}@example.com"


def order_of(office: BackOffice, email: str) -> dict[str, Any]:
    """The only order of this address."""
    (order,) = office.get(f"orders?email={email}")
    return order


def bought(where: dict[str, str], office: BackOffice, role: str, *, code: str = "", **choices: Any) -> dict[str, Any]:
    """The order of a guest who bought one product."""
    guest, email = Customer(where["url"]), an_email()
    guest.buys(products(where)[role])
    if code:
        guest.applies(code)
    page = guest.places_order(guest.checks_out(email=email, **choices))
    assert "thank-you" in page.url, page.text
    return order_of(office, email)


def test_an_order_is_charged_mailed_and_taken_from_the_stock_once(where: dict[str, str], office: BackOffice) -> None:
    before = office.get("stock/BAG-CANVAS")["available"]
    order = bought(where, office, "in stock")
    assert order["lines"] == [
        {"sku": "BAG-CANVAS", "title": "Canvas backpack", "quantity": 1, "unit_price": "40.00", "total": "40.00"}
    ]
    assert (order["discount"], order["delivery"], order["total"]) == ("0.00", "4.90", "44.90")
    assert (order["locale"], order["payment_method"], order["delivery_method"]) == ("en-gb", "card", "standard")
    assert charges(where, order["number"]) == [4490]
    assert [mail["subject"] for mail in mails(where, order["email"])] == [f"Confirmation of order {order['number']}"]
    assert office.get("stock/BAG-CANVAS")["available"] == before - 1


def test_an_invoice_is_not_charged(where: dict[str, str], office: BackOffice) -> None:
    order = bought(where, office, "in stock", payment="invoice")
    assert (order["payment_method"], charges(where, order["number"])) == ("invoice", [])


@pytest.mark.parametrize(
    ("role", "code", "discount", "delivery", "total"),
    [
        ("odd cents", "LIVE10", "1.34", "4.90", "16.93"),  # 1.337 is rounded half up
        ("in stock", "FIVER", "5.00", "4.90", "39.90"),
        ("with options", "SPEND50", "5.90", "4.90", "58.00"),
        ("expensive", "LIVE10", "124.90", "0.00", "1124.10"),
        ("in stock", "SHIPFREE", "0.00", "0.00", "40.00"),
        ("in stock", "ALLFREE", "40.00", "4.90", "4.90"),
        ("digital", "ALLFREE", "18.00", "0.00", "0.00"),
    ],
)
def test_a_code_takes_off_what_it_promises(
    where: dict[str, str], office: BackOffice, role: str, code: str, discount: str, delivery: str, total: str
) -> None:
    guest, email = Customer(where["url"]), an_email()
    size = {"child_id": _size(guest, where, "M")} if role == "with options" else {}
    guest.buys(products(where)[role], **size)
    basket = guest.applies(code)
    assert discount == "0.00" or f"-£{discount}" in basket.text
    guest.places_order(guest.checks_out(email=email))
    order = order_of(office, email)
    assert (order["discount"], order["delivery"], order["total"]) == (discount, delivery, total)
    pence = int(Decimal(total) * 100)
    assert charges(where, order["number"]) == ([pence] if pence else [])


def _size(guest: Customer, where: dict[str, str], size: str) -> str:
    page = guest.get(products(where)["with options"])
    found = re.search(rf'<option value="(\d+)"[^>]*>\s*{size}\s*<', page.html)
    assert found, page.html
    return found[1]


def test_the_free_delivery_threshold_counts_after_discounts(where: dict[str, str]) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"], quantity="3")
    assert "£120.00" in guest.get("basket/").text
    assert _delivery_fee(guest.get("basket/")) == "£0.00"
    guest.applies("ALLFREE")
    assert _delivery_fee(guest.get("basket/")) == "£4.90"


def _delivery_fee(basket: Page) -> str:
    return basket.texts[basket.texts.index("Standard delivery") + 1]


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("LASTYEAR", "The 'LASTYEAR' voucher has expired"),
        ("NEXTYEAR", "The 'NEXTYEAR' voucher is not active"),
        ("NO-SUCH-CODE", "No voucher found with code 'NO-SUCH-CODE'"),
        ("SPEND50", "Your basket does not qualify for a voucher discount"),
    ],
)
def test_a_code_that_gives_nothing_is_refused_with_a_reason(where: dict[str, str], code: str, answer: str) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    page = guest.applies(code)
    assert answer in page.text
    assert "£40.00" in page.text
    assert "before discounts" not in page.text


def test_a_single_use_code_is_refused_the_second_time(where: dict[str, str], office: BackOffice) -> None:
    order = bought(where, office, "in stock", code="JUSTONCE")
    assert order["discount"] == "4.00"
    assert office.get("codes/JUSTONCE")["uses_left"] == 0
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    assert "This voucher has already been used" in guest.applies("JUSTONCE").text


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("4000000000000002", "Your card was declined. Please use another card."),
        ("4000000000009995", "Your card was declined: there are not enough funds on it."),
        ("4000000000000069", "Your card was declined: it has expired."),
        ("4000000000000127", "Your card was declined: the security code is wrong."),
        ("4000000000000119", "Your card could not be charged because of a processing error. Please try again."),
        ("4000000000009979", "Your card was declined. Please use another card."),  # stolen, which is not told
    ],
)
def test_a_declined_card_is_explained_and_the_next_one_is_taken(
    where: dict[str, str], office: BackOffice, number: str, reason: str
) -> None:
    guest, email = Customer(where["url"]), an_email()
    guest.buys(products(where)["in stock"])
    declined = guest.places_order(guest.checks_out(email=email, card=CARD | {"number": number}))
    assert reason in declined.text
    assert office.get(f"orders?email={email}") == []
    again = guest.places_order(guest.send(declined, "payment_details", **CARD))
    assert "thank-you" in again.url, again.text
    assert charges(where, order_of(office, email)["number"]) == [4490]


def test_a_double_click_on_place_order_charges_and_orders_once(where: dict[str, str], office: BackOffice) -> None:
    guest, email = Customer(where["url"]), an_email()
    guest.buys(products(where)["in stock"])
    preview = guest.checks_out(email=email)
    with ThreadPoolExecutor(2) as both:
        pages = list(both.map(guest.places_order, [preview, preview]))
    assert not [page.url for page in pages if "A problem occurred" in page.text]
    assert charges(where, order_of(office, email)["number"]) == [4490]


def test_going_back_and_placing_the_order_again_charges_once(where: dict[str, str], office: BackOffice) -> None:
    guest, email = Customer(where["url"]), an_email()
    guest.buys(products(where)["in stock"])
    preview = guest.checks_out(email=email)
    guest.places_order(preview)
    guest.places_order(preview)
    assert charges(where, order_of(office, email)["number"]) == [4490]


def test_a_preview_without_a_card_asks_for_it_again(where: dict[str, str]) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    guest.checks_out()
    assert guest.get("checkout/preview/").url.endswith("checkout/payment-details/")


def test_what_is_sold_out_cannot_be_bought(where: dict[str, str]) -> None:
    page = Customer(where["url"]).get(products(where)["sold out"])
    assert not [form for form in page.forms if re.search(r"basket/add/3/", form["action"])]
    guest = Customer(where["url"])
    guest.buys(products(where)["last unit"])
    assert "a maximum of 1 can be bought" in guest.buys(products(where)["last unit"]).text


def test_a_basket_whose_product_is_gone_cannot_check_out(where: dict[str, str], office: BackOffice) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["last unit"])
    office.put("stock/KIT-TEAPOT", available=0)
    page = guest.get("checkout/")
    assert page.url.endswith("/basket/")
    assert "'Stoneware teapot' is no longer available to buy (no stock available)" in page.text


def test_a_size_must_be_chosen(where: dict[str, str]) -> None:
    guest = Customer(where["url"])
    assert "This field is required" in guest.buys(products(where)["with options"], child_id="").text
    guest.buys(products(where)["with options"], child_id=_size(guest, where, "M"))
    assert "Merino jumper" in guest.get("basket/").text


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ({"postcode": ""}, "Addresses in United Kingdom require a valid postcode"),
        ({"postcode": "12345"}, "The postcode '12345' is not valid for United Kingdom"),
        ({"country": "US", "postcode": "62701"}, "Addresses in United States need a state."),
    ],
)
def test_an_address_needs_what_its_country_needs(
    where: dict[str, str], address: dict[str, str], complaint: str
) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    page = guest.send(guest.get("checkout/"), "username", username=an_email(), options="anonymous")
    assert complaint in guest.send(page, "shipping-address", **HOME | address).text


@pytest.mark.parametrize(
    ("address", "fee", "total"),
    [
        ({"country": "AE", "postcode": ""}, "9.90", "49.90"),
        ({"country": "US", "postcode": "62701", "state": "IL"}, "21.90", "61.90"),
        ({"country": "DE", "postcode": "10969"}, "9.90", "49.90"),
    ],
)
def test_every_kind_of_country_is_delivered_to(
    where: dict[str, str], office: BackOffice, address: dict[str, str], fee: str, total: str
) -> None:
    order = bought(where, office, "in stock", address=HOME | address | {"phone_number": ""}, delivery="express")
    assert (order["delivery"], order["total"]) == (fee, total)


@pytest.mark.parametrize(("role", "tax"), [("reduced tax", "0.50"), ("digital", "3.00")])
def test_tax_is_in_the_price_at_the_rate_of_the_product(
    where: dict[str, str], office: BackOffice, role: str, tax: str
) -> None:
    order = bought(where, office, role)
    of_delivery = Decimal("0.82") if order["delivery"] == "4.90" else Decimal(0)
    assert Decimal(order["tax"]) == Decimal(tax) + of_delivery


def test_a_download_needs_no_address_and_no_delivery(where: dict[str, str]) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["digital"])
    page = guest.send(guest.get("checkout/"), "username", username=an_email(), options="anonymous")
    assert page.url.endswith("checkout/payment-method/")


@pytest.mark.parametrize(
    ("language", "price"),
    [("en-gb", "£1,249.00"), ("de-de", "1.249,00 £"), ("fr-fr", "1 249,00 £GB"), ("ar", "1,249.00 UK£")],
)
def test_amounts_are_written_as_the_locale_writes_them(where: dict[str, str], language: str, price: str) -> None:
    page = Customer(where["url"], language).get(products(where)["expensive"])
    assert price in re.sub(r"[\u00a0\u202f]", " ", page.text)


def test_the_order_of_another_address_for_the_bill_is_taken(where: dict[str, str]) -> None:
    guest, email = Customer(where["url"]), an_email()
    guest.buys(products(where)["in stock"])
    preview = guest.checks_out(email=email)
    details = guest.get("checkout/payment-details/")
    fields = details.form("payment_details")["fields"]
    del fields["same_as_shipping"]
    assert "This field is required" in guest.send(details, "payment_details", **CARD).text
    elsewhere = {f"billing-{name}": value for name, value in HOME.items()} | {"billing-line1": "1 Other Road"}
    preview = guest.send(details, "payment_details", **CARD, **elsewhere)
    assert "1 Other Road" in guest.places_order(preview).text


def test_the_confirmation_is_kept_when_the_page_is_reloaded(where: dict[str, str]) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["digital"])
    page = guest.places_order(guest.checks_out())
    assert guest.get("checkout/thank-you/").texts[0] == page.texts[0]


def test_forms_offer_themselves_to_autofill(where: dict[str, str]) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    gateway = guest.get("checkout/")
    address = guest.send(gateway, "username", username=an_email(), options="anonymous")
    delivery = guest.send(address, "shipping-address", **HOME)
    payment = guest.send(delivery, "method_code", method_code="standard")
    card = guest.send(payment, "payment_method", payment_method="card")
    tokens = re.findall(r'autocomplete="([^"]+)"', gateway.html + address.html + card.html)
    assert {
        "email",
        "shipping given-name",
        "shipping postal-code",
        "shipping country",
        "cc-number",
        "cc-csc",
        "cc-exp-month",
        "cc-exp-year",
        "cc-name",
        "billing postal-code",
    } <= set(tokens)
