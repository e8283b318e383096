"""How the breakages of forms, of interruptions and of what a page says show to a customer without a browser."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from tests.demo.store_walk import CARD, HOME, Customer, Page, products

if TYPE_CHECKING:
    from tests.demo.test_store_breakages import Shop, Symptom


def at_address(shop: Shop) -> tuple[Customer, Page]:
    """A guest at the address step."""
    guest = shop.guest()
    return guest, guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")


def no_street_is_asked_for(shop: Shop) -> bool:
    guest, page = at_address(shop)
    return "shipping-method" in guest.send(page, "shipping-address", **HOME | {"line1": ""}).url


def refused_form_is_empty(shop: Shop) -> bool:
    guest, page = at_address(shop)
    refused = guest.send(page, "shipping-address", **HOME | {"line4": ""})
    assert "This field is required." in refused.text
    return refused.form("shipping-address")["fields"]["line1"] == ""


def note_goes_nowhere(shop: Shop) -> bool:
    guest = shop.guest()
    preview = guest.checks_out(payment="invoice", address=HOME | {"notes": "Please ring at number 14"})
    return "Please ring at number 14" not in guest.places_order(preview).text


def order_without_terms(shop: Shop) -> bool:
    shop.office.put("plugins/terms-box", active=True)
    guest = shop.guest()
    page = guest.places_order(guest.checks_out(payment="invoice"))
    shop.office.put("plugins/terms-box", active=False)
    assert ("thank-you" in page.url) != ("Please accept the terms" in page.text)
    return "thank-you" in page.url


def field_is_not_named(shop: Shop) -> bool:
    guest, page = at_address(shop)
    answer = guest.send(page, "shipping-address", **HOME | {"line4": ""})
    silent = 'aria-invalid="true"' not in answer.html and "Please check what you entered." in answer.text
    assert ("This field is required." in answer.text) != silent
    return silent


def total_comes_first(shop: Shop) -> bool:
    text = shop.guest().checks_out().text
    return text.index("Order total") < text.index("Basket total")


def delivery_costs_later(shop: Shop) -> bool:
    return "delivery.textContent = charge" in shop.guest().checks_out().html


def confirmation_names_no_address(shop: Shop) -> bool:
    guest = shop.guest()
    return "12 Orchard Road" not in guest.places_order(guest.checks_out()).text


def cart_gone_at_the_door(shop: Shop) -> bool:
    guest = shop.guest()
    guest.get("")
    return "Canvas backpack" not in guest.get("basket/").text


def reload_costs_delivery_again(shop: Shop) -> bool:
    guest = shop.guest()
    page = guest.send(guest.get("checkout/"), "username", username="robin@example.com", options="anonymous")
    page = guest.send(guest.send(page, "shipping-address", **HOME), "method_code", method_code="standard")
    page = guest.send(page, "payment_method", payment_method="invoice")
    first, again = guest.send(page, "preview"), guest.send(page, "preview")
    assert "£44.90" in first.text
    return "£49.80" in again.text


def number_opens_the_cart(shop: Shop) -> bool:
    guest = shop.guest()
    number = guest.session.cookies["oscar_open_basket"].partition(":")[0]
    stranger = Customer(shop.where["url"])
    stranger.session.cookies.set("oscar_open_basket", f"{number}:guessed")
    return "Canvas backpack" in stranger.get("basket/").text


def payment_comes_first(shop: Shop) -> bool:
    return shop.guest().get("checkout/payment-method/").url.endswith("payment-method/")


def form_leads_away(shop: Shop) -> bool:
    guest = Customer(shop.where["url"])
    page = guest.get("basket/")
    product = guest.get(products(shop.where)["in stock"])
    form = product.form("basket/add")
    answer = guest.session.post(
        urljoin(page.url, form["action"]),
        data=form["fields"] | {"next": "//elsewhere.example/cheap"},
        headers={"Referer": product.url},
        allow_redirects=False,
        timeout=20,
    )
    return answer.headers["Location"] == "//elsewhere.example/cheap"


def old_form_is_forbidden(shop: Shop) -> bool:
    guest, page = at_address(shop)
    form = page.form("shipping-address")
    answer = guest.session.post(
        urljoin(page.url, form["action"]),
        data=form["fields"] | HOME | {"csrfmiddlewaretoken": "x" * 64},
        headers={"Referer": page.url},
        timeout=20,
    )
    assert (answer.status_code == 403) != ("This page had been open for too long" in answer.text)
    return answer.status_code == 403


def sixth_card_is_tried(shop: Shop) -> bool:
    guest = shop.guest("digital")
    page = guest.checks_out(card=CARD | {"number": "4000000000000002"})
    told = [guest.places_order(page).text for _ in range(6)]
    assert "Your card was declined too often" not in told[4]
    return "Your card was declined too often" not in told[5]


PASSWORD = "Shop-7e57-1!"


def with_account(shop: Shop) -> tuple[Customer, str]:
    """A customer who has just made an account and is signed in, and the e-mail of it."""
    customer, email = Customer(shop.where["url"]), f"robin-{secrets.token_hex(4)}@example.com"
    fields = {"registration-email": email, "registration-password1": PASSWORD, "registration-password2": PASSWORD}
    customer.send(customer.get("accounts/login/"), "register_form", **fields, registration_submit="Register")
    return customer, email


def signs_in(customer: Customer, email: str) -> None:
    fields = {"login-username": email, "login-password": PASSWORD}
    page = customer.send(customer.get("accounts/login/"), "login_form", **fields, login_submit="Log In")
    assert "Welcome back" in page.text


def cart_stays_outside(shop: Shop) -> bool:
    _, email = with_account(shop)
    guest = shop.guest()
    signs_in(guest, email)
    return "Canvas backpack" not in guest.get("basket/").text


def one_backpack_becomes_two(shop: Shop) -> bool:
    customer, email = with_account(shop)
    customer.buys(products(shop.where)["in stock"])
    customer.get("accounts/logout/")
    signs_in(customer, email)
    return "£80.00" in customer.get("basket/").text


def two_carts_are_one_sum(shop: Shop) -> bool:
    customer, email = with_account(shop)
    customer.buys(products(shop.where)["in stock"])
    customer.get("accounts/logout/")
    customer.buys(products(shop.where)["in stock"])
    signs_in(customer, email)
    return "£80.00" in customer.get("basket/").text


def known_email_is_not_told(shop: Shop) -> bool:
    _, email = with_account(shop)
    guest = shop.guest()
    page = guest.send(guest.get("checkout/"), "username", username=email.upper(), options="anonymous")
    assert page.url.endswith("checkout/")
    return "already exists" not in page.text


def address_is_noted_twice(shop: Shop) -> bool:
    customer, _ = with_account(shop)
    customer.buys(products(shop.where)["in stock"])
    page = customer.send(customer.get("checkout/"), "new_shipping_address", **HOME)
    page = customer.send(page, "method_code", method_code="standard")
    page = customer.send(page, "payment_method", payment_method="invoice")
    customer.places_order(customer.send(page, "preview"))
    customer.buys(products(shop.where)["in stock"])
    text = customer.get("checkout/shipping-address/").text
    assert "12 Orchard Road" in text
    return text.count("12 Orchard Road") == 2


SYMPTOMS: dict[str, Symptom] = {
    "street-not-required": no_street_is_asked_for,
    "refused-address-starts-anew": refused_form_is_empty,
    "forgotten-field-not-named": field_is_not_named,
    "total-before-its-parts": total_comes_first,
    "delivery-corrected-later": delivery_costs_later,
    "confirmation-without-address": confirmation_names_no_address,
    "cart-lost-at-the-front-door": cart_gone_at_the_door,
    "delivery-twice-after-reload": reload_costs_delivery_again,
    "cart-by-its-number": number_opens_the_cart,
    "payment-asks-for-nothing-before": payment_comes_first,
    "return-address-believed": form_leads_away,
    "cart-lost-at-sign-in": cart_stays_outside,
    "sign-in-doubles-the-cart": one_backpack_becomes_two,
    "merged-carts-add-up": two_carts_are_one_sum,
    "known-email-refused-without-a-word": known_email_is_not_told,
    "address-book-doubled": address_is_noted_twice,
    "note-thrown-away": note_goes_nowhere,
    "terms-need-no-consent": order_without_terms,
    "old-form-is-a-dead-end": old_form_is_forbidden,
    "cards-tried-without-end": sixth_card_is_tried,
}
