"""Changing how many of a product the cart holds: whatever saves it, and proved by the cart as it comes afresh."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront import counting
from pytest_checkout.storefront.reading import Reading
from tests.storefront.builders import a_field, a_page, a_row
from tests.storefront.paper_shop import LAMP, PaperShop, a_shopper

CART = """<main><h1>Your cart</h1><table><tr><td><a href="/lamp">Brass lamp</a></td>
  <td><input name="qty" id="qty" type="number" aria-label="Quantity"></td><td>£40.00</td><td id="sum"></td></tr></table>
  <dl><dt>Subtotal</dt><dd id="items"></dd><dt>Order total</dt><dd id="total"></dd></dl>%s
  <a href="/checkout">Proceed to checkout</a></main>
<script>
  const $ = (id) => document.getElementById(id);
  function show() {
    const units = +(localStorage.units ?? 1), sum = '£' + (40 * units).toFixed(2);
    $('qty').value = units;
    for (const id of ['sum', 'items', 'total']) $(id).textContent = sum;
  }
  show();
  %s
</script>"""
BY_BUTTON = CART % (
    '<button type="button" id="save">Update cart</button>',
    "$('save').onclick = () => { localStorage.units = $('qty').value; location.reload() };",
)
AS_ONE_GOES = CART % ("", "$('qty').onchange = () => { localStorage.units = $('qty').value; setTimeout(show, 300) };")
FORGETS = CART % ('<button type="button" id="save">Update cart</button>', "$('save').onclick = () => {};")


@pytest.mark.parametrize("cart", [BY_BUTTON, AS_ONE_GOES], ids=["by a button", "as one goes"])
def test_a_count_is_changed_and_seen_in_the_cart_as_it_comes_afresh(page: Page, cart: str) -> None:
    PaperShop(page, {"/cart": cart, "/cart/add/lamp": cart})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.changes_units(LAMP, 3)
    assert shopper.units_in_cart(LAMP) == 3
    shopper.changes_units_quickly(LAMP, (5, 4, 2))
    assert shopper.units_in_cart(LAMP) == 2


def test_a_cart_that_forgets_the_change_is_the_shops_fault(page: Page) -> None:
    PaperShop(page, {"/cart": FORGETS, "/cart/add/lamp": FORGETS})
    shopper = a_shopper(page)
    shopper.hands.patience = 2
    shopper.adds_to_cart(LAMP)
    with pytest.raises(ShopFault, match="the count of 'Brass lamp' was changed to 3, and the cart holds 1"):
        shopper.changes_units(LAMP, 3)


def test_two_counts_beside_one_product_are_not_told_apart() -> None:
    counts = [a_field(type="number", name="qty", value="1"), a_field(type="number", name="quantity", value="1")]
    reading = Reading(a_page(rows=(a_row("Brass lamp", "1"),), controls=counts), "en-GB", "GBP")
    with pytest.raises(CannotRead, match="no field that is plainly the count of 'Brass lamp'"):
        counting.counter(reading, LAMP, "en-GB")
