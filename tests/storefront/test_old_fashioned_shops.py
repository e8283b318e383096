"""Pages of shops that no script builds: forms, columns, lists of links; each was met in a real shop (docs/shops.md)."""

from __future__ import annotations

from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from tests.storefront.paper_shop import CART, LAMP, PaperShop, a_shopper

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
