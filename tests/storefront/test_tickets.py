"""A shop as ticket sellers build it: several products on one page, the cart above them, an order code of letters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Money, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.store.profile import Payment, Product
from pytest_checkout.storefront import money, totals
from pytest_checkout.storefront.confirmation import order_number
from tests.storefront.builders import a_page, an_amount
from tests.storefront.paper_shop import HOME, PaperShop, a_shopper

STANDING, SEAT, BOX = (Product(url="", name={"*": name}) for name in ("Standing place", "Seat", "Box"))
TRANSFER = Payment(name={"*": "Bank transfer"}, kind="invoice")

EVENT = """<main><h1><a href="/">Summer Festival <small>June 10, 2027</small></a></h1>%s
  <form action="/add"><article><h4>Box</h4><p>£120.00 <small>incl. 20%% VAT</small></p><b>SOLD OUT</b></article>
    <article><h4 id="a">Standing place</h4><p>£40.00 <small>incl. 20%% VAT</small></p>
      <input type="number" min="0" max="9" placeholder="0" name="item_1" aria-labelledby="a"></article>
    <article><h4 id="b">Seat</h4><p>£60.00 <small>incl. 20%% VAT</small></p>
      <input type="number" min="0" max="9" placeholder="0" name="item_2" aria-labelledby="b"></article>
    <button>Add to cart</button></form></main>"""
RELOADS = """<script>addEventListener('DOMContentLoaded', () => {
  if (!sessionStorage.seen) { sessionStorage.seen = 1; location.reload() } })</script>"""
CART = """<details open><summary><h2>Your cart 29:43</h2></summary><div role="table">
  <div role="row"><span role="columnheader">Product</span></div>
  <div role="row"><div role="cell"><p><b>Seat</b></p></div><div role="cell">2</div><div role="cell">£60.00</div>
    <div role="cell"><b>£120.00</b><br><small>incl. 20% VAT</small></div></div>
  <div role="row"><div role="cell"><b>Total</b></div><div role="cell"><b>£120.00</b> <small>incl. £20.00 tax</small>
    </div></div></div><form action="/who"><button>Proceed to checkout</button></form></details>"""
WHO = """<main><h1>Summer Festival</h1><h2>Checkout</h2><form action="/pay"><label>E-mail
  <input type="email" name="email" autocomplete="email" required></label><button>Continue</button></form></main>"""
PAY = """<main><h1>Summer Festival</h1><h2>Checkout</h2><form action="/check"><fieldset><legend>Bank transfer</legend>
  <label><input type="radio" name="payment" value="banktransfer" checked> Bank transfer</label></fieldset>
  <button>Continue</button></form></main>"""
CHECK = """<main><h1>Summer Festival</h1><h2>Review order</h2><h3>Your cart <a href="/">Add or remove</a></h3>%s
  <form action="/order/PGPSY/1clirn/"><button>Place binding order</button></form></main>"""
THANKS = """<main><h1>Summer Festival June 10, 2027</h1><h2>Thank you!</h2><h2>Order PGPSY</h2>
  <p class="alert alert-warning">Payment pending</p><h3>Payment</h3><p>A payment of £120.00 is still pending.</p>
  <div role="tablist"><button role="tab" aria-selected="true" aria-controls="a">EPC-QR</button>
    <button role="tab" aria-selected="false" aria-controls="b">BezahlCode</button></div></main>"""
"""What a bank transfer leaves to do stands on the page that confirms the order."""


def a_ticket_shop(page: Page) -> PaperShop:
    return PaperShop(
        page,
        {
            "/": EVENT % "" + RELOADS,
            "/add": EVENT % CART,
            "/who": WHO,
            "/pay": PAY,
            "/check": CHECK % CART.replace("<form", "<p").replace("</form>", "</p>").replace("<button>Proceed", "<i>"),
            "/order/PGPSY/1clirn/": THANKS,
        },
    )


def test_one_of_several_products_is_counted_paid_and_ordered(page: Page) -> None:
    a_ticket_shop(page)
    shopper = a_shopper(page)
    shopper.adds_to_cart(SEAT, 2)
    assert [(line.title, line.quantity, str(line.total)) for line in shopper.cart_lines()] == [
        ("Seat", 2, "GBP 120.00")
    ]
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=TRANSFER)
    read = shopper.reads_totals()
    assert (read.total, read.tax) == (Money(Decimal("120.00"), "GBP"), Money(Decimal("20.00"), "GBP"))
    assert shopper.places_order().number == "PGPSY"


def test_the_wrong_product_in_the_cart_is_the_shops_fault(page: Page) -> None:
    a_ticket_shop(page)
    with pytest.raises(ShopFault, match="after adding 1 x 'Standing place' the cart holds 0"):
        a_shopper(page).adds_to_cart(STANDING)


def test_a_cart_that_only_shows_when_it_holds_something_is_empty(page: Page) -> None:
    a_ticket_shop(page)
    shopper = a_shopper(page)
    shopper.opens_cart()
    assert shopper.units_in_cart(SEAT) == 0


def test_a_product_without_a_count_cannot_be_bought(page: Page) -> None:
    a_ticket_shop(page)
    shopper = a_shopper(page)
    assert shopper.can_be_bought(SEAT)
    assert not shopper.can_be_bought(BOX)
    with pytest.raises(CannotRead, match="does not speak of 'Balcony'"):
        shopper.can_be_bought(Product(url="", name={"*": "Balcony"}))
    with pytest.raises(ShopFault, match="does not sell 'Box'"):
        shopper.adds_to_cart(BOX)


def test_which_of_several_products_is_meant_must_be_said(page: Page) -> None:
    a_ticket_shop(page)
    with pytest.raises(CannotRead, match="which is meant is not plain: 'Standing place', 'Seat'"):
        a_shopper(page).adds_to_cart(Product(url=""))


def test_a_code_of_letters_is_a_number_when_the_address_holds_it_too() -> None:
    text = "Summer Festival June 10, 2027\nThank you!\nOrder PGPSY"
    headings = [(1, "Summer Festival June 10, 2027"), (2, "Thank you!"), (2, "Order PGPSY")]
    there = a_page(headings=headings, text=text, url="http://shop.test/order/PGPSY/1clirn/")
    assert order_number(there, "en") == "PGPSY"
    assert order_number(a_page(headings=headings, text=text), "en") == ""


def test_a_note_about_the_tax_in_a_price_is_no_tax() -> None:
    page = a_page(
        amounts=[
            an_amount("£40.00", "incl. 20% VAT", "Seat", noted=True),
            an_amount("£6.67", "incl. 20% VAT", "Your cart"),
        ]
    )
    read = totals.read_totals(
        page, Stage.CART, "en", lambda text: money.read(text, locale="en-GB", currency="GBP"), tax_included=True
    )
    assert str(read.tax) == "GBP 6.67"
