"""Checkouts of another shape: all on one page, choices by button, card fields in frames, values behind other marks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Card, Money, Stage
from pytest_checkout.store.profile import Product
from tests.storefront.paper_shop import ADDRESS, CARD, CART, DONE, HOME, INVOICE, LAMP, PaperShop, a_shopper

GOOD = Card("4242424242424242")
STANDARD, EXPRESS = {"*": "Standard delivery"}, {"*": "Express"}

ONE_PAGE = """<main><h1>Checkout</h1>
  <section><h2>Your details</h2><input placeholder="E-mail address *" id="m"><input placeholder="Full name *" id="n">
    <input placeholder="Street and house number" id="s"><input placeholder="City" id="c">
    <input placeholder="Postcode" id="z"><select id="l" aria-label="Country"><option value="AF">Afghanistan</option>
    <option value="DE">Germany</option><option value="GB">United Kingdom</option></select></section>
  <section id="ship" hidden><h2>Delivery</h2><div><input type="radio" name="ship" id="r1" value="4.90">
    <label for="r1">Standard delivery</label><span>£4.90</span></div><div><input type="radio" name="ship" id="r2"
    value="9.90"><label for="r2">Express</label><span>£9.90</span></div></section>
  <section><h2>Payment method</h2><div><input type="radio" name="pay" id="p1" value="card"><label for="p1">Credit card
    </label></div><div><input type="radio" name="pay" id="p2" value="inv"><label for="p2">Invoice</label></div>
  </section>
  <aside><dl><dt>Subtotal</dt><dd>£40.00</dd><dt>Shipping</dt><dd id="fee">-</dd><dt>Total</dt>
    <dd id="sum"><b>£40.00</b></dd></dl></aside>
  <label><input type="checkbox" id="t"> I agree to the terms and conditions</label>
  <button id="go" disabled>Place order</button></main>
<script>
  const $ = (id) => document.getElementById(id), picked = (n) => document.querySelector(`[name=${n}]:checked`)?.value;
  function follow() {
    const there = $('z').value && $('c').value;
    if (there && $('ship').hidden) setTimeout(() => { $('ship').hidden = false }, 900);
    const fee = picked('ship');
    if (fee) { $('fee').textContent = '£' + fee; $('sum').innerHTML = '<b>£' + (40 + +fee).toFixed(2) + '</b>' }
    $('go').disabled = !(there && fee && picked('pay') && $('t').checked);
  }
  document.addEventListener('input', follow);
  $('go').onclick = () => fetch('/orders', {method: 'POST', body: JSON.stringify({mail: $('m').value,
    name: $('n').value, street: $('s').value, city: $('c').value, postcode: $('z').value, country: $('l').value,
    fee: picked('ship'), pay: picked('pay')})}).then(() => { location.href = '/done' });
</script>"""


def test_a_checkout_on_one_page_is_walked_with_the_same_verbs_and_orders_what_was_meant(page: Page) -> None:
    shop = PaperShop(page, {"/checkout": ONE_PAGE, "/done": DONE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, delivery=EXPRESS, payment=INVOICE)
    assert shopper.reads_totals().total == Money(Decimal("49.90"), "GBP")
    assert shopper.places_order().number == "100042"
    assert shop.orders == [
        {
            "mail": "shopper-7e57@example.com",
            "name": "Robin Tester",
            "street": "12 Orchard Road",
            "city": "Bristol",
            "postcode": "BS1 4DJ",
            "country": "GB",
            "fee": "9.90",
            "pay": "inv",
        }
    ]


BUTTONS = """<main><h1>Delivery method</h1>
  <div><h4>Standard delivery</h4><p>£4.90</p><form action="/pay"><input type="hidden" name="method_code" value="std">
    <button>Select</button></form></div>
  <div><h4>Express</h4><p>£9.90</p><form action="/pay"><input type="hidden" name="method_code" value="exp">
    <button>Select</button></form></div></main>"""


@pytest.mark.parametrize(("names", "code"), [(STANDARD, "std"), (EXPRESS, "exp")])
def test_a_button_per_method_is_chosen_by_the_name_on_its_card(page: Page, names: dict[str, str], code: str) -> None:
    chosen = "<main><h1>Review</h1><form action='/done'><button>Place order</button></form></main>"
    PaperShop(page, {"/checkout": ADDRESS % "", "/delivery": BUTTONS, "/pay": chosen})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    assert [(offer.name, str(offer.price)) for offer in shopper.delivery_offers()] == [
        ("Standard delivery", "GBP 4.90"),
        ("Express", "GBP 9.90"),
    ]
    shopper.chooses_delivery(names)
    assert page.url.endswith(f"/pay?method_code={code}")


FRAMES = """<main><h1>Payment</h1><form action="/done"><fieldset><legend>Payment method</legend>
  <label><input type="radio" name="pay" value="card" checked> Credit card</label>
  <label><input type="radio" name="pay" value="inv"> Invoice</label></fieldset>
  <iframe src="http://pay.test/number" width=300 height=60></iframe><iframe src="http://pay.test/expiry" width=120
  height=60></iframe><iframe src="http://pay.test/code" width=120 height=60></iframe>
  <button>Pay now</button></form></main>"""
_SEND = (
    "<script>document.querySelector('input').oninput = e => fetch('http://shop.test/orders', {method: 'POST', "
    "mode: 'no-cors', body: JSON.stringify({[e.target.name]: e.target.value})})</script>"
)
IN_FRAMES = {
    "pay/number": f"<input name='n' aria-label='Card number'>{_SEND}",
    "pay/expiry": f"<input name='e' placeholder='MM / YY'>{_SEND}",
    "pay/code": f"<input name='c' aria-label='CVC'>{_SEND}",
}


def test_card_fields_in_frames_of_another_origin_are_read_and_filled(page: Page) -> None:
    shop = PaperShop(page, {"/checkout": FRAMES, "/done": DONE, **IN_FRAMES})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.chooses_payment(CARD, GOOD)
    assert shop.orders == [{"n": "4242424242424242"}, {"e": "12/39"}, {"c": "123"}]
    assert "/done" not in shop.asked, "choosing how to pay must not pay"
    assert shopper.places_order().number == "100042"


def test_a_card_that_is_no_test_card_is_refused_before_a_key_is_pressed(page: Page) -> None:
    shop = PaperShop(page, {"/checkout": FRAMES, "/done": DONE, **IN_FRAMES})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    not_a_test_card = "45395787" + "63621486"
    with pytest.raises(ValueError, match="will not be typed") as caught:
        shopper.chooses_payment(CARD, Card(not_a_test_card))
    assert not_a_test_card not in str(caught.value)
    assert shop.orders == []


VARIANTS = {
    "select": "<select name='size'><option value=''>Choose</option><option>S</option><option>M</option></select>",
    "radio": "<label><input type='radio' name='size' value='1'>S</label>"
    "<label><input type='radio' name='size' value='2'>M</label>",
    "links": "<a href='/lamp?size=s'>Brass lamp S</a><a href='/lamp?size=m'>Brass lamp M</a>",
}


@pytest.mark.parametrize("shape", VARIANTS)
def test_a_variant_is_chosen_by_its_value_whatever_its_control(page: Page, shape: str) -> None:
    form = f"<form action='/cart/add/lamp'>{VARIANTS[shape]}<button>Add to cart</button></form>"
    PaperShop(page, {"/lamp": f"<main><h1>Brass lamp</h1>{form}</main>"})
    shopper = a_shopper(page)
    shopper.adds_to_cart(Product(url="lamp", name={"*": "Brass lamp"}, options={"Size": "M"}))
    wanted = {"select": "size=M", "radio": "size=2", "links": ""}[shape]
    assert wanted in page.url
    assert shopper.stage is Stage.CART


def test_an_amount_in_parts_is_one_amount(page: Page) -> None:
    split = CART.replace("<dd>£40.00</dd></dl>", "<dd><span>£</span><span>40</span><sup>.00</sup></dd></dl>")
    PaperShop(page, {"/cart/add/lamp": split})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert shopper.reads_totals().total == Money(Decimal("40.00"), "GBP")


@pytest.mark.parametrize("unknown", ["-", "–", "to be calculated"])
def test_a_value_that_is_not_known_yet_lends_its_label_to_no_other(page: Page, unknown: str) -> None:
    bill = f"<dl><dt>Subtotal</dt><dd>£40.00</dd><dt>Shipping</dt><dd>{unknown}</dd><dt>Total</dt><dd>£40.00</dd></dl>"
    PaperShop(page, {"/bill": f"<main><h1>Checkout</h1>{bill}</main>"})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/bill")
    assert shopper.reads_totals().rows() == [("items", "GBP 40.00"), ("total", "GBP 40.00")]
