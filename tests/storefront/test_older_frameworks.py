"""Shapes of shops on older frameworks: dropdowns, copies, covers; each met in a real shop (docs/shops.md)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from pytest_checkout.errors import ShopFault
from tests.storefront.paper_shop import ADDRESS, DELIVERY, HOME, LAMP, PaperShop, a_shopper

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


CARD = """<td style="cursor: pointer" onclick="location = '/%s'"><a href="/%s"><img alt="%s"></a>
  <div>%s</div><div>£%s.00</div><a href="/%s">Details</a></td>"""
LAMPS = CARD % ("lamp", "lamp", "Brass lamp", "Brass lamp", 40, "lamp")
SHADES = CARD % ("shade", "shade", "Lamp shade", "Lamp shade", 15, "shade")


def test_a_card_that_can_be_pressed_as_a_whole_sells_nothing_on_a_list_of_products(page: Page) -> None:
    PaperShop(page, {"/lamps": f"<main><h1>Lamps</h1><table><tr>{LAMPS}{SHADES}</tr></table></main>"})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/lamps")
    assert not shopper.hands.reading.own_add_buttons


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
