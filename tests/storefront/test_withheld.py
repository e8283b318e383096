"""What a shopper withholds on purpose: the terms, a password; and in which order a bill is read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, ShopFault
from tests.storefront.paper_shop import ADDRESS, DELIVERY, DONE, HOME, INVOICE, LAMP, PaperShop, a_shopper

PAYMENT = """<main><h1>Payment</h1><form action="/review"><fieldset><legend>Payment method</legend>
  <label><input type="radio" name="p" value="inv" checked> Invoice</label></fieldset><button>Continue</button></form>
  </main>"""
REVIEW = """<main><h1>Check your order</h1><dl><dt>Subtotal</dt><dd>£40.00</dd><dt>Delivery</dt><dd>£4.90</dd>
  <dt>Order total</dt><dd>£44.90</dd></dl><form action="/done">%s<button>Place order</button></form></main>"""
TERMS = '<label><input type="checkbox" name="ok" required%s> I accept the terms and conditions</label>'
STEPS = {"/checkout": ADDRESS % "", "/delivery": DELIVERY, "/payment": PAYMENT, "/done": DONE}
WHO = """<main><h1>Checkout</h1>%s<form action="/checkout2"><label>E-mail <input type="email" name="mail"></label>
  <button>Continue</button></form></main>"""


@pytest.mark.parametrize("ticked", ["", " checked"])
def test_terms_that_are_withheld_stop_the_order_and_then_are_given(page: Page, ticked: str) -> None:
    PaperShop(page, STEPS | {"/review": REVIEW % (TERMS % ticked)})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    outcome = shopper.tries_without_terms()
    assert outcome.order is None
    assert any(text.startswith("ok: ") for text in outcome.told)
    assert shopper.places_order().number == "100042"
    assert "ok=on" in page.url


def test_a_shop_without_terms_cannot_provide_them(page: Page) -> None:
    PaperShop(page, STEPS | {"/review": REVIEW % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    with pytest.raises(CannotProvide, match="needs terms to accept"):
        shopper.tries_without_terms()
    assert shopper.parts_in_order() == [("items", "delivery", "total")]


def test_a_guest_is_let_on(page: Page) -> None:
    shop = PaperShop(page, {"/checkout": WHO % "", "/checkout2": ADDRESS % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert shopper.tries_as_guest("SHOPPER@EXAMPLE.COM") == []
    assert shop.asked[-1] == "/checkout2"
    assert "mail=SHOPPER%40EXAMPLE.COM" in page.url


def test_a_guest_whose_email_is_known_is_told(page: Page) -> None:
    known = WHO % '<p class="error" role="alert">This e-mail has an account.</p>'
    PaperShop(page, {"/checkout": WHO % "", "/checkout2": known})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert shopper.tries_as_guest("SHOPPER@EXAMPLE.COM") == ["This e-mail has an account."]


def test_a_guest_who_is_sent_back_without_a_word_is_a_dead_end(page: Page) -> None:
    PaperShop(page, {"/checkout": WHO % "", "/checkout2": WHO % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    with pytest.raises(ShopFault) as caught:
        shopper.tries_as_guest("SHOPPER@EXAMPLE.COM")
    assert caught.value.reason_code == "capability-dead"


def test_who_is_asked_for_no_email_at_first_cannot_be_a_guest_with_one(page: Page) -> None:
    delivery = ADDRESS.replace('<label>E-mail <input name="mail" type="email"></label>', "")
    PaperShop(page, {"/checkout": delivery % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    with pytest.raises(CannotProvide, match="needs to be asked who the shopper is"):
        shopper.tries_as_guest("SHOPPER@EXAMPLE.COM")
