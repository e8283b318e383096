"""Shapes of shops on older frameworks: dropdowns, copies, covers; each met in a real shop (docs/shops.md)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from pytest_checkout.errors import ShopFault
from tests.storefront.paper_shop import ADDRESS, CART, DELIVERY, HOME, LAMP, PRODUCT, PaperShop, a_shopper

COUNTED = """<nav id=top><a href="#" onclick="box.hidden = !box.hidden; return false">Cart (0)</a>
  <div id=box hidden>Your shopping cart is empty</div></nav>
  <main><h1>Brass lamp</h1><p>£40.00</p><button onclick="adds()">Add to cart</button></main>
  <div id=cover hidden style="position: fixed; inset: 0; background: #0008">Product added to cart</div>
  <script>
  function adds() {
    cover.hidden = false
    setTimeout(() => top_.innerHTML = `<a href="#" onclick="box.hidden = !box.hidden; return false">Cart (1)</a>
      <div id=box hidden style="position: absolute"><p>1 x <a href="/lamp">Brass lamp</a></p>
      <a href="/cart">View cart</a></div>`, 300)
    setTimeout(() => cover.hidden = true, 900)
  }
  const top_ = document.getElementById("top")
  </script>"""


def test_the_way_to_the_cart_unfolds_below_a_count_that_is_fetched_anew(page: Page) -> None:
    PaperShop(page, {"/lamp": COUNTED})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert [(line.title, line.quantity) for line in shopper.cart_lines()] == [("Brass lamp", 1)]


DRAWER = """<aside style="position: fixed; top: 0; right: 0; width: 300px; height: 100%; transform: translateX(300px)">
  <h2>Your cart</h2><a href="/checkout?from=drawer" style="background: #060; color: #fff; padding: 12px">Checkout</a>
  </aside>"""


def test_what_waits_beside_the_window_to_slide_in_is_not_pressed(page: Page) -> None:
    shop = PaperShop(page, {"/cart/add/lamp": DRAWER + CART, "/checkout": ADDRESS % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    assert (page.url, shop.asked[-1]) == ("http://shop.test/checkout", "/checkout")


CARD = """<td style="cursor: pointer" onclick="location = '/%s'"><a href="/%s"><img alt="%s"></a>
  <div>%s</div><div>£%s.00</div>
  <a href="/%s" style="background: #a00; color: #fff; padding: 8px">Details</a></td>"""
LAMPS = CARD % ("lamp", "lamp", "Brass lamp", "Brass lamp", 40, "lamp")
SHADES = CARD % ("shade", "shade", "Lamp shade", "Lamp shade", 15, "shade")


def test_a_card_that_can_be_pressed_as_a_whole_sells_nothing_on_a_list_of_products(page: Page) -> None:
    PaperShop(page, {"/lamps": f"<main><h1>Lamps</h1><table><tr>{LAMPS}{SHADES}</tr></table></main>"})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/lamps")
    assert not shopper.hands.reading.own_add_buttons


CODE = """<form onsubmit="setTimeout(() => alert('Error! Coupon is not available.'), 200); return false">
  <input name=coupon placeholder="Coupon Code"><button>Submit code</button></form>"""


def test_a_code_that_a_dialogue_of_the_browser_refuses_is_refused(page: Page) -> None:
    PaperShop(page, {"/cart/add/lamp": CART + CODE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    answer = shopper.applies_code("NOPE")
    assert (answer.accepted, answer.message) == (False, "Error! Coupon is not available.")


COUNTRIES = (
    ADDRESS.replace('name="c"', 'name="c" required')
    % """<label>Country <select name=country>
  <option value="">Choose<option value=DE>Germany<option value=GB>United Kingdom</select></label>"""
)


def test_what_is_forgotten_on_purpose_is_all_that_lacks_on_a_page_with_countries(page: Page) -> None:
    PaperShop(page, {"/checkout": COUNTRIES, "/delivery": DELIVERY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.ADDRESS, address=HOME)
    told = shopper.tries_address(replace(HOME, city=""))
    assert [text.split(":")[0] for text in told] == ["c"]
    assert page.locator("[name=a1]").input_value() == "12 Orchard Road"


TWICE = """<main><h1>Addresses</h1><form action="/delivery">
  <fieldset id=billing><legend>Billing address</legend><label>E-mail <input name="billing-mail" type=email></label>
    <label>Name <input name="billing-name" required></label><label>Street <input name="billing-street" required></label>
    <label>City <input name="billing-city" required></label><label>Postal code <input name="billing-zip"></label>
  </fieldset>
  <label><input type=checkbox id=same> Ship to my billing address</label>
  <fieldset id=shipping><legend>Shipping address</legend>
    <label>Name <input name="shipping-name" required></label>
    <label>E-mail <input name="shipping-mail" type=email></label>
    <label>Street <input name="shipping-street" required></label>
    <label>City <input name="shipping-city" required></label><label>Postal code <input name="shipping-zip"></label>
  </fieldset><button>Continue</button></form></main>
  <script>
  const copies = () => document.querySelectorAll("#shipping input").forEach((field) => {
    field.readOnly = same.checked
    if (same.checked) field.value = document.querySelector(`[name=billing-${field.name.split("-")[1]}]`).value
  })
  same.addEventListener("change", copies)
  document.querySelectorAll("#billing input").forEach((field) => field.addEventListener("input", copies))
  </script>"""


def test_fields_that_the_page_keeps_equal_to_others_are_not_typed_into(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    PaperShop(page, {"/checkout": TWICE, "/delivery": DELIVERY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.ADDRESS, address=HOME)
    shopper.gives_address(HOME)
    (sent,) = [url for url in asked if "/delivery?" in url]
    assert "shipping-street=12+Orchard+Road" in sent
    assert "shipping-name=Robin+Tester" in sent


LATE = ADDRESS.replace("<input", "<input readonly onfocus='this.readOnly = false'") % ""


def test_fields_that_are_read_only_until_they_are_entered_are_typed_into(page: Page) -> None:
    shop = PaperShop(page, {"/checkout": LATE, "/delivery": DELIVERY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.ADDRESS, address=HOME)
    shopper.gives_address(HOME)
    assert "/delivery" in shop.asked


def test_a_field_that_nobody_can_type_into_is_told_as_what_it_is(page: Page) -> None:
    closed = ADDRESS.replace('<input name="a1">', '<input name="a1" readonly>') % ""
    PaperShop(page, {"/checkout": closed, "/delivery": DELIVERY})
    shopper = a_shopper(page, patience="1")
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.ADDRESS, address=HOME)
    with pytest.raises(ShopFault, match="could not type the line1 at address: 'Address' is read-only$"):
        shopper.gives_address(HOME)


def test_a_cart_that_cannot_be_checked_out_says_why_in_the_words_of_the_shop(page: Page) -> None:
    closed = CART.replace('<a href="/checkout">Proceed to checkout</a>', "")
    PaperShop(page, {"/cart/add/lamp": closed + '<p class="alert alert-danger">There is no way to pay for these.</p>'})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    with pytest.raises(ShopFault, match="leads to no checkout; the shop says: There is no way to pay for these"):
        shopper.starts_checkout()


def test_a_code_that_stays_in_its_field_makes_no_row_of_the_summary(page: Page) -> None:
    """The class of the field ("disCOUNT") sounds like a quantity; what it holds does not."""
    summary = """<aside><h2>Order summary</h2><p>Subtotal <b>£40.00</b></p><form class="quantity-discount"><label>
      Discount code <input class="discount quantity-code" value="NONE123"></label><button>Apply</button></form>
      <p>Order total <b>£40.00</b></p><a href="/">Continue shopping</a></aside>"""
    rows = """<main><h1>Your cart</h1><table><tr><td><a href="/lamp">Brass lamp</a></td><td><input name="qty"
      type="number" value="1"></td><td>£40.00</td></tr></table>%s<a href="/checkout">Checkout</a></main>"""
    PaperShop(page, {"/cart": rows % summary})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/cart")
    assert [line.title for line in shopper.cart_lines()] == ["Brass lamp"]
    assert str(shopper.reads_totals().total) == "GBP 40.00"


def test_rows_beside_the_window_are_no_cart_in_front_of_the_shopper(page: Page) -> None:
    drawer = """<div style="position: fixed; left: 100%; top: 0; width: 300px; background: white"><table><tr>
      <td><a href="/lamp">Brass lamp</a></td><td><input name="qty" type="number" value="1"></td><td>£40.00</td></tr>
      </table><a href="/checkout">Checkout</a></div>"""
    PaperShop(page, {"/lamp": PRODUCT + drawer})
    shopper = a_shopper(page)
    shopper.visits(LAMP)
    assert (shopper.hands.look().is_cart, shopper.hands.reading.snapshot.rows) == (False, ())
