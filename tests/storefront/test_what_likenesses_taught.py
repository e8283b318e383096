"""What the likenesses of real shop systems (tests/likenesses) made the shopper fail at, each as a page of its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Card, Stage
from pytest_checkout.store.profile import Payment, Product
from pytest_checkout.storefront.choices import read_groups
from pytest_checkout.storefront.confirmation import order_number
from pytest_checkout.storefront.fields import read_fields
from tests.storefront.builders import a_field, a_page
from tests.storefront.paper_shop import ADDRESS, DELIVERY, DONE, HOME, LAMP, PaperShop, a_shopper

REVIEWED = """<header><a href="/cart">Basket</a></header><main><h1>Brass lamp</h1><p>£40.00</p><div id=note></div>
  <form onsubmit="return adds()"><input name=quantity type=number value=1 min=1><button>Add to cart</button></form>
  <h2>Reviews</h2><form><label>Rating <select name=rating required><option value="">Rate<option value=5>Perfect
  </select></label><label>Review <textarea name=text required></textarea></label><button>Submit</button></form></main>
  <script>function adds() { fetch('/taken'); note.innerHTML = '<div role=alert class=shop-message>It is yours. ' +
    '<a href="/cart" style="display: inline-block">View cart</a></div>'; return false }</script>"""


def test_an_alert_with_the_way_to_the_cart_is_no_refusal_and_a_review_has_no_options(page: Page) -> None:
    shop = PaperShop(page, {"/lamp": REVIEWED, "/taken": ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert shop.asked.count("/taken") == 1, "a second press would buy a second lamp"
    assert not any("Perfect" in line for line in shopper.journal.lines())


FOOTED = """<main><section><h1>Who are you?</h1><form action="/delivery">
  <label>E-mail <input type=email name=mail></label>
  <label>First name <input name=fn></label><label>Last name <input name=ln></label><label>Address <input name=a></label>
  <label>Town <input name=c></label><label>Postcode <input name=p></label>
  <label>Password (optional) <input type=password name=pw></label><button type=button>Show</button>
  <footer><button>Continue</button></footer></form></section></main>"""


def test_the_footer_of_a_form_is_no_footer_of_the_page(page: Page) -> None:
    PaperShop(page, {"/checkout": FOOTED, "/delivery": DELIVERY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    assert shopper.stage is Stage.DELIVERY


_ROUTES = "".join(f'<a href="/?route=page&id={name}">{name}</a> ' for name in ("about", "help", "terms"))
ROUTED = f"""<header><a href="/?route=cart">Shopping cart</a> {_ROUTES}</header><main><h1>Shopping cart</h1><table><tr>
  <td><a href="/?route=product&id=lamp">Brass lamp</a></td><td><input name=quantity value=1></td><td>£40.00</td>
  <td>£40.00</td></tr></table><a href="/?route=checkout" class=button>Checkout</a></main>"""


def test_a_shop_may_tell_its_pages_apart_by_a_query(page: Page) -> None:
    PaperShop(page, {"/": ROUTED})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/?route=cart")
    assert shopper.stage is Stage.CART
    assert [(line.title, line.quantity) for line in shopper.cart_lines()] == [("Brass lamp", 1)]


DRAWER = """<main><h1>Brass lamp</h1><p>£40.00</p>
  <button id=add onclick="drawer.hidden = false">Add to cart</button></main>
  <div role=dialog id=drawer hidden style="position: fixed; right: 0; top: 0; width: 300px; background: #fff">
  <div><a href="/lamp"><img alt=""></a><a href="/lamp">Brass lamp</a><input type=number name=quantity value=1>
  <b>£40.00</b></div><a href="/checkout">Checkout</a></div>"""


def test_a_drawer_over_the_products_own_page_has_rows_too(page: Page) -> None:
    PaperShop(page, {"/lamp": DRAWER})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert [line.title for line in shopper.cart_lines()] == ["Brass lamp"]


PICTURED = """<main><h1>Cart</h1><table><tr><td><a href="/lamp"><img alt="" width=20 height=20></a></td>
  <td><p>Brass lamp</p></td><td><select><option>1<option>2<option>3</select></td><td>£40.00</td>
  <td>£40.00</td></tr></table>
  <a href="/checkout">Go to checkout</a></main>"""


def test_a_row_may_link_only_its_picture_and_count_in_a_list(page: Page) -> None:
    PaperShop(page, {"/cart": PICTURED})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/cart")
    assert [(line.title, line.quantity) for line in shopper.cart_lines()] == [("Brass lamp", 1)]


DOOR = """<main><h1>Please sign in</h1><div><button type=button onclick="location = '/checkout/address'">
  Checkout as guest</button><button type=button>Register</button></div>
  <form><label>E-mail <input type=email name=e></label>
  <label>Password <input type=password name=p></label><button>Log in</button></form></main>"""


def test_a_button_that_goes_on_as_a_guest_is_pressed_and_not_ticked(page: Page) -> None:
    PaperShop(page, {"/checkout": DOOR, "/checkout/address": ADDRESS % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    assert shopper.stage is Stage.ADDRESS


CHOSEN = """<main><h1>Checkout</h1><form action="/done"><label>E-mail <input type=email name=mail></label>
  <label>Full name <input name=n></label><label>Address <input name=a></label><label>Town <input name=c></label>
  <label>Postcode <input name=p></label><fieldset><legend>Delivery method</legend>
  <label><input type=radio name=d value=std checked> Standard £5.00</label>
  <label><input type=radio name=d value=exp> Express £9.00</label></fieldset><fieldset><legend>Payment method</legend>
  <label><input type=radio name=pay value=bank checked> Bank transfer</label>
  <label><input type=radio name=pay value=card onclick="card.hidden = false"> Credit card</label>
  <div id=card hidden>
  <input name=number placeholder="Card number"><input name=exp placeholder="MM / YY">
  <input name=cvc placeholder=CVC></div>
  </fieldset><p>Total £45.00</p><button>Place order</button></form></main>"""


def test_what_the_shop_has_chosen_is_not_what_the_shopper_wishes(page: Page) -> None:
    PaperShop(page, {"/checkout": CHOSEN, "/done": DONE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    card = Card("4242424242424242")
    shopper.walks_to(Stage.REVIEW, address=HOME, delivery={"*": "Express"}, payment=Payment(kind="card"), card=card)
    shopper.places_order()
    sent = page.url.partition("?")[2]
    assert "d=exp" in sent
    assert "pay=card" in sent
    assert "number=4242424242424242" in sent


def test_a_word_of_capitals_is_the_orders_reference_where_a_line_says_so_and_an_e_mail_is_none() -> None:
    text = (
        "Your order is confirmed\nOrder mail to shopper-1e09519f21db@example.com\nOrder reference: TLEWQWTTU\nPAYMENT"
    )
    page = a_page(text=text, headings=[(3, "Your order is confirmed")])
    assert order_number(page, "en") == "TLEWQWTTU"


def test_a_way_to_pay_that_opens_is_no_question_for_an_address() -> None:
    ways = [
        a_field(type="radio", name="payment[method]", label="Bank transfer", card=("Bank transfer",)),
        a_field(
            type="radio",
            name="payment[method]",
            label="Credit card",
            card=("Credit card", "My billing address is the same as my delivery address"),
        ),
    ]
    (group,) = read_groups(a_page(controls=ways), "en")
    assert group.kind == "payment"


def test_a_list_beside_the_button_that_buys_is_still_an_option(page: Page) -> None:
    sized = """<main><h1>Brass lamp</h1><p>£40.00</p><form><label>Size <select name=size><option value="">-<option>S
      <option>M</select></label></form><form action="/cart/add/lamp"><button>Add to cart</button></form></main>"""
    PaperShop(page, {"/lamp": sized})
    shopper = a_shopper(page)
    shopper.adds_to_cart(Product(url="lamp", name={"*": "Brass lamp"}, options={"Size": "M"}))
    assert any("Size M" in line for line in shopper.journal.lines())


STANDING = """<main><h1>Brass lamp</h1><p>£40.00</p><form onsubmit="return adds()"><div><span id=size>Size</span>
  <div role=listbox aria-labelledby=size tabindex=0><div role=option aria-checked=false tabindex=0>Small</div>
  <div role=option aria-checked=false tabindex=0>Large</div></div></div>
  <button>Add to cart</button></form></main><script>
  const all = [...document.querySelectorAll('[role=option]')],
    chosen = () => all.find(each => each.ariaChecked === 'true');
  all.forEach(option => option.onclick = () => all.forEach(each => each.ariaChecked = each === option));
  function adds() { if (chosen()) location = '/cart/add/lamp?' + chosen().textContent; return false }</script>"""


def test_options_of_a_list_that_always_stands_open_are_pressed(page: Page) -> None:
    PaperShop(page, {"/lamp": STANDING})
    shopper = a_shopper(page)
    shopper.adds_to_cart(Product(url="lamp", name={"*": "Brass lamp"}, options={"Size": "Large"}))
    assert page.url.endswith("?Large")


@pytest.mark.parametrize(
    "evidence",
    [
        {"name": "NewsletterEmail", "placeholder": "Enter your email here..."},
        {"aria": "Sign up for our newsletter"},
    ],
)
def test_an_e_mail_for_the_shops_letter_is_not_the_orders(evidence: dict[str, str]) -> None:
    (field,) = read_fields(a_page(controls=[a_field(type="email", **evidence)]), "en")
    assert field.meaning == "newsletter"


NESTED = """<main><h1>Delivery</h1><div role=radiogroup>%s</div><button id=on disabled>Continue</button></main><script>
  document.querySelectorAll('.way').forEach(way => way.onclick = () => { way.ariaChecked = true; on.disabled = false;
    way.querySelector('button').ariaChecked = true }); on.onclick = () => location = '/payment'</script>"""
WAY = """<div class=way role=radio aria-checked=false tabindex=0 style="padding: 9px"><button type=button role=radio
  aria-checked=false style="width: 20px; height: 20px"></button><span>%s</span><b>£5.00</b></div>"""


def test_a_radio_that_is_drawn_inside_another_is_no_choice_of_its_own(page: Page) -> None:
    nested = NESTED % (WAY % "Parcel delivery" + WAY % "Courier delivery")
    PaperShop(page, {"/checkout": ADDRESS % "", "/delivery": nested, "/payment": DONE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    assert [offer.name for offer in shopper.delivery_offers()] == ["Parcel delivery £5.00", "Courier delivery £5.00"]


NO_ACCOUNT = (
    ADDRESS
    % """<label><input type=checkbox id=g name=guest> Do not create an account</label>
  <label>Password <input type=password name=pw required></label><script>const g = document.getElementById('g'),
  pw = document.querySelector('[name=pw]'); g.onchange = () => pw.disabled = pw.hidden = g.checked</script>"""
)


def test_a_box_that_a_guest_ticks_to_make_no_account_is_ticked(page: Page) -> None:
    PaperShop(page, {"/checkout": NO_ACCOUNT, "/delivery": DELIVERY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    assert "guest=on" in page.url
    assert "pw=" not in page.url
