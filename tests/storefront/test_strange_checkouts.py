"""Checkouts that ask for more than an address: an account, a dialogue, a page to pay on; and orders that were none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Card, Stage
from pytest_checkout.errors import Obstructed, ShopFault
from pytest_checkout.store.profile import Product
from tests.storefront.paper_shop import ADDRESS, CARD, CART, DELIVERY, DONE, HOME, INVOICE, LAMP, PaperShop, a_shopper

GOOD = Card("4242424242424242")
REVIEW = """<main><h1>Check your order</h1><dl><dt>Order total</dt><dd>£44.90</dd></dl>
  <form action="/done"><button>Place order</button></form></main>"""
PAYMENT = """<main><h1>Payment</h1><form action="/review"><fieldset><legend>Payment method</legend>
  <label><input type="radio" name="p" value="card"> Credit card</label>
  <label><input type="radio" name="p" value="inv"> Invoice</label></fieldset><button>Continue</button></form></main>"""
STEPS = {"/checkout": ADDRESS % "", "/delivery": DELIVERY, "/payment": PAYMENT, "/review": REVIEW, "/done": DONE}


def ordered(page: Page, pages: dict[str, str], product: Product = LAMP) -> PaperShop:
    """Order a lamp with a card, knowing nothing of the shop."""
    shop = PaperShop(page, STEPS | pages)
    shopper = a_shopper(page)
    shopper.adds_to_cart(product)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert shopper.places_order().number == "100042"
    return shop


HOSTED = """<main><h1>Pay £44.90</h1><form action="http://shop.test/done"><label>Card number <input name="n"></label>
  <label>Expiry date <input name="e"></label><label>CVC <input name="c"></label><button>Pay</button></form></main>"""


def test_a_card_that_is_asked_on_the_page_of_a_provider_is_typed_there(page: Page) -> None:
    review = REVIEW.replace("/done", "http://pay.test/hosted")
    shop = ordered(page, {"/review": review, "pay/hosted": HOSTED})
    assert "/hosted" in shop.asked
    assert "n=4242424242424242" in page.url


def test_an_order_by_card_that_nobody_asked_the_card_for_is_the_shops_fault(page: Page) -> None:
    with pytest.raises(ShopFault, match="asks for no card although payment by card is chosen"):
        ordered(page, {})


def test_without_wishes_the_shopper_takes_what_the_shop_has_chosen(page: Page) -> None:
    PaperShop(page, STEPS)
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    assert any("takes what is chosen" in line for line in shopper.journal.lines())
    assert shopper.places_order().number == "100042"


def test_thanks_without_an_order_are_held_against_the_cart(page: Page) -> None:
    thanks = "<main><h1>Thank you</h1><p>Your order has been placed.</p><a href='/'>Home</a></main>"
    PaperShop(page, STEPS | {"/done": thanks})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    with pytest.raises(ShopFault, match="the order was not placed") as caught:
        shopper.places_order()
    assert "cart" in f"{caught.value} {caught.value.found}"


ACCOUNT = """<main><h1>Your account</h1><form action="/address"><label>E-mail <input name="mail" type="email"></label>
  <label>Password <input type="password" name="p1" required></label>
  <label>Repeat the password <input type="password" name="p2" required></label>
  <button>Register</button></form></main>"""


def test_a_shop_that_wants_an_account_gets_a_new_one(page: Page) -> None:
    PaperShop(page, {"/checkout": ACCOUNT, "/address": ADDRESS % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.ADDRESS)
    assert page.url.count("p1=Shop-shopper-7e57") == 1


def test_a_login_without_another_way_is_named_and_no_fault_of_the_checkout(page: Page) -> None:
    login = """<main><h1>Log in</h1><form action="/login" onsubmit="document.getElementById('e').hidden = false;
      return false"><p id="e" class="error" role="alert" hidden>Unknown e-mail or wrong password</p><label>E-mail <input
      name="mail" type="email"></label><label>Password <input type="password" name="p" required></label>
      <button>Log in</button></form></main>"""
    PaperShop(page, {"/checkout": login})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    with pytest.raises(Obstructed, match="lets nobody order without an account") as caught:
        shopper.walks_to(Stage.ADDRESS)
    assert (caught.value.kind, caught.value.reason_code) == ("login wall", "obstructed")


def test_a_guest_goes_on_by_the_button_beside_a_login(page: Page) -> None:
    both = """<main><h1>Welcome</h1><form action="/login">
      <label>E-mail <input name="mail" type="email" required></label>
      <label>Password <input type="password" name="p" required></label>
      <button>Log in</button></form><a href="/address">Continue as guest</a></main>"""
    PaperShop(page, {"/checkout": both, "/address": ADDRESS % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.ADDRESS)
    assert page.url == "http://shop.test/address"


def test_of_several_continues_that_of_the_steps_own_form_is_pressed(page: Page) -> None:
    newsletter = "<form action='/elsewhere'><input name='q'><button>Continue</button></form>"
    accordion = DELIVERY.replace("</main>", f"{newsletter}</main>")
    PaperShop(page, STEPS | {"/delivery": accordion})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.PAYMENT, address=HOME)
    assert "/payment" in page.url


def test_terms_that_no_word_explains_are_accepted_once_the_shop_insists(page: Page) -> None:
    insists = REVIEW.replace(
        "<button>",
        "<label><input type=checkbox name=zorg> Vorp glip</label><p id=e class=error role=alert hidden>Zorg!</p>"
        "<button "
        "onclick=\"if (!document.querySelector('[name=zorg]').checked) { e.hidden = false; return false }\">",
    )
    PaperShop(page, STEPS | {"/review": insists})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    assert shopper.places_order().number == "100042"
    assert "zorg=on" in page.url


def test_an_option_is_chosen_once_the_shop_has_refused(page: Page) -> None:
    swatches = """<main><h1>Brass lamp</h1><p>£40.00</p><div><button type=button class=sw>Red</button>
      <button type=button class=sw>Blue</button></div><p id=e class=error role=alert hidden>Choose a colour</p>
      <form action="/cart/add/lamp"><button>Add to cart</button></form></main><script>
      const chosen = () => document.querySelector('[aria-pressed=true]');
      document.forms[0].onsubmit = () => { if (!chosen()) { e.hidden = false; return false } };
      document.querySelectorAll('.sw').forEach(b => b.onclick = () => b.setAttribute('aria-pressed', 'true'))
      </script>"""
    PaperShop(page, {"/lamp": swatches})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert shopper.stage is Stage.CART
    assert any("'Red', because the shop wants one" in line for line in shopper.journal.lines())


SLOW = """<main><h1>Brass lamp</h1><p>£40.00</p><style>button:hover { background: #123; color: #fff }</style>
  <div><button type=button class=sw>Red</button><button type=button class=sw>Blue</button></div>
  <p id=e class=error role=alert hidden>Choose a colour</p>
  <form action="/cart/add/lamp"><button>Add to cart</button></form></main><script>
  const chosen = () => document.querySelector('[aria-pressed=true]');
  document.forms[0].onsubmit = () => { if (!chosen()) { e.hidden = false; return false } };
  document.querySelectorAll('.sw').forEach(b => b.onclick = () => {
    %s
    setTimeout(() => b.setAttribute('aria-pressed', 'true'), 700) })
  </script>"""
"""A shop that keeps a choice first with its server: the page shows it when the answer has come."""


@pytest.mark.parametrize("meanwhile", ["", "b.disabled = true; setTimeout(() => b.disabled = false, 100);"])
def test_an_option_that_the_page_takes_up_late_is_in_the_cart(page: Page, meanwhile: str) -> None:
    """With a sign that something is under way the press comes too early, is refused, and is done again."""
    PaperShop(page, {"/lamp": SLOW % meanwhile})
    shopper = a_shopper(page)
    shopper.adds_to_cart(Product(url="lamp", name=LAMP.name, options={"Colour": "Blue"}))
    assert shopper.stage is Stage.CART
    presses = [line for line in shopper.journal.lines() if "to add the product to the cart" in line]
    assert len(presses) == (2 if meanwhile else 1)


def test_another_variant_in_the_cart_than_was_chosen_is_the_shops_fault(page: Page) -> None:
    lamp = """<main><h1>Brass lamp</h1><p>£40.00</p><form action="/cart/add/lamp"><select name="size"><option value="">
      Choose</option><option>S</option><option>M</option></select><button>Add to cart</button></form></main>"""
    PaperShop(page, {"/lamp": lamp, "/cart/add/lamp": CART.replace("Brass lamp</a>", "Brass lamp</a> <p>Size: S</p>")})
    shopper = a_shopper(page)
    with pytest.raises(ShopFault, match="'S' instead of 'M'"):
        shopper.adds_to_cart(Product(url="lamp", name={"*": "Brass lamp"}, options={"Size": "M"}))


def test_a_warning_in_a_box_instead_of_the_order_is_a_refusal(page: Page) -> None:
    """The box says what kind of message it is, and the text stands in a box of its own inside."""
    dearer = """<main><h1>Check your order</h1><div class="alert alert-warning"><div class="alertinner">
      Your total is now £58.27.</div></div><dl><dt>Order total</dt><dd>£58.27</dd></dl>
      <form action="/done"><button>Place order</button></form></main>"""
    PaperShop(page, STEPS | {"/review": REVIEW.replace("/done", "/again"), "/again": dearer})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)

    outcome = shopper.tries_to_place_order()

    assert (outcome.order, outcome.told) == (None, ["Your total is now £58.27."])
    assert shopper.places_order().number == "100042"
