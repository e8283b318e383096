"""Pages of shops that no script builds: forms, columns, lists of links; each was met in a real shop (docs/shops.md)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Card, Money, Stage
from pytest_checkout.store.profile import Payment
from pytest_checkout.storefront import Shopper
from pytest_checkout.storefront.survey import products_on
from tests.storefront.paper_shop import ADDRESS, CART, HOME, LAMP, PaperShop, a_shopper

COLUMNS = """<div><h1>Brass lamp</h1></div><div class=row>
  <div><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></div>
  <div><p>Lights a whole room.</p><p><s>£50.00</s> £40.00</p><form method=post action="/lamp">
    <label>Quantity <input type=number name=quantity value=1></label>
    <label>Size <select name=size><option>Small<option>Large</select></label>
    <input type=submit name=add_cart value=Buy onclick="location = '/cart/add/lamp'; return false">
    <input type=submit name=add_wishlist value="Save for later"></form></div>
  <div><a href="/cart/">0 items in cart: £0.00</a></div></div>"""


def test_how_many_to_buy_is_no_row_of_a_cart(page: Page) -> None:
    PaperShop(page, {"/lamp": COLUMNS, "/cart/add/lamp": CART})
    shopper = a_shopper(page)
    shopper.visits(LAMP)
    assert (shopper.stage, shopper.hands.reading.snapshot.rows) == (Stage.PRODUCT, ())
    shopper.adds_to_cart(LAMP)
    assert [(line.title, line.quantity) for line in shopper.cart_lines()] == [("Brass lamp", 1)]


def test_a_cart_of_one_row_that_offers_to_add_more_stays_a_cart(page: Page) -> None:
    more = '<form action="/cart"><input name=qty value=1 aria-label=Quantity><button>Update</button></form>'
    row = f'<tr><td><a href="/lamp">Brass lamp</a></td><td>{more}</td><td>£40.00</td></tr>'
    PaperShop(page, {"/cart": f"<h1>Basket</h1><table>{row}</table><a href='/checkout'>Checkout</a>"})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/cart")
    assert [line.title for line in shopper.cart_lines()] == ["Brass lamp"]


def test_a_total_that_cannot_be_read_stops_nobody_from_looking_at_the_page(page: Page) -> None:
    PaperShop(page, {"/lamp": "<main><h1>Brass lamp</h1><p>Cart total: $0.00</p></main>"})
    shopper = a_shopper(page)
    shopper.visits(LAMP)
    assert any("'$0.00' cannot be read exactly" in entry.why for entry in shopper.journal.entries)


NO_FIRST_HEADING = """<nav><h5>Our boutique</h5><a href="/">Shop</a></nav>
  <div class=card><h2>Brass lamp</h2><h3>£40.00</h3>
  <form method=post action="/cart/add/lamp"><select name=size></select>
  <button type=button>-</button><input aria-label="Amount (to the nearest )" name=quantity type=number value=1 min=0>
  <button type=button>+</button><input type=submit value="add to cart"></form></div>"""


@pytest.mark.parametrize("more", ["", "<div aria-current=page>Brass lamp</div><h2>You may also like</h2>"])
def test_a_page_without_a_first_heading_is_about_its_only_second_one_or_what_its_trail_says(
    page: Page, more: str
) -> None:
    PaperShop(page, {"/lamp": NO_FIRST_HEADING + more})
    shopper = a_shopper(page)
    shopper.visits(LAMP)
    (found,) = products_on(shopper.hands, shopper.hands.reading)
    assert (found.name, found.buyable, str(found.price)) == ("Brass lamp", True, "GBP 40.00")
    shopper.adds_to_cart(LAMP)


PAY = """<main><h1>Payment</h1><form method=post action="/checkout/complete/" onsubmit="%s">
  <label>Cardholder name <input name=card_name></label>
  <label>Card type <select name=card_type><option>Mastercard<option>Visa<option>Amex</select></label>
  <label>Card number <input name=card_number></label>
  <label>Expiry month <select name=month><option>01<option>12</select></label>
  <label>Expiry year <select name=year><option>2030<option>2039</select></label>
  <label>CCV <input name=card_ccv></label><p>Total: £40.00</p><button>Place order</button></form></main>"""
SENDS = "fetch('/orders', {method: 'POST', body: JSON.stringify(Object.fromEntries(new FormData(this)))})"
COMPLETE = """<div><h1>Order Complete</h1></div><p>Thank you for shopping with us!</p><p>We've sent you a receipt.</p>
  <form method=post action="/invoice/1/resend/"><a href="/invoice/1/">View invoice in your browser</a>
  <input type=submit value="Re-send order email"></form>"""


def paying_by_card(page: Page) -> tuple[PaperShop, Shopper]:
    address = ADDRESS.replace('action="/delivery"', 'action="/pay"') % ""
    emptied = "<script>if (localStorage.done) document.querySelector('table').remove()</script>"
    cart = CART.replace("</table>", f"</table>{emptied}")
    done = COMPLETE + "<script>localStorage.done = 1</script>"
    shop = PaperShop(
        page, {"/checkout": address, "/pay": PAY % SENDS, "/checkout/complete/": done, "/cart/add/lamp": cart}
    )
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=Payment(kind="card"), card=Card("4242424242424242"))
    return shop, shopper


def test_which_card_it_is_is_no_way_to_pay_and_is_told(page: Page) -> None:
    shop, shopper = paying_by_card(page)
    assert shopper.hands.reading.group("payment") is None
    shopper.places_order()
    assert [order["card_type"] for order in shop.orders] == ["Visa"]


def test_a_button_that_only_speaks_of_an_order_is_not_pressed_behind_it(page: Page) -> None:
    shop, shopper = paying_by_card(page)
    shopper.places_order()
    assert "/invoice/1/resend/" not in shop.asked


BARE = """<main><h1>Cart</h1><form method=post action="/cart/update"><table>
  <tr><th></th><th>Product</th><th>Weight</th><th>Quantity</th><th>Price</th><th>Subtotal</th></tr>
  <tr><td><a href="/remove/1"><i></i></a></td><td>Brass lamp</td><td>1.50 kg</td>
  <td><input type=number name=quantity_1 value=2></td><td>20.00</td><td>40.00</td></tr></table>
  <button>Update cart</button></form><p>Subtotal: £<span>40.00</span></p><p>Rated 4.50</p>
  <a href="/checkout">Checkout</a></main>"""


def test_bare_numbers_in_the_rows_of_a_cart_are_prices_and_others_are_not(page: Page) -> None:
    PaperShop(page, {"/cart": BARE})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/cart")
    (line,) = shopper.cart_lines()
    assert (line.quantity, line.total) == (2, Money.parse("GBP 40.00"))
    assert "Brass lamp" in line.title
    shown = [amount.text for amount in shopper.hands.reading.snapshot.amounts]
    assert shown == ["GBP 20.00", "GBP 40.00", "£40.00"]


def test_a_mark_of_letters_is_money_only_where_it_ends_no_word(page: Page) -> None:
    PaperShop(page, {"/lamp": "<main><h1>Brass lamp</h1><p>FLOOR 5</p><p>R 100</p><p>R1,250.00</p></main>"})
    hands = a_shopper(page).hands
    hands.currency = "ZAR"
    assert [amount.text for amount in hands.goes_to("http://shop.test/lamp").snapshot.amounts] == ["R 100", "R1,250.00"]
