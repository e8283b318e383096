"""Controls that shops build themselves: shadow roots, frames in frames, list boxes, swatches, loose labels."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Card, Stage
from tests.storefront.paper_shop import CARD, DONE, HOME, LAMP, PaperShop, a_shopper

AT_CHECKOUT = """<main><h1>Delivery address</h1><form action="/done">%s
  <label>First name <input name="a"></label><label>Last name <input name="b"></label>
  <label>Address <input name="c"></label><label>Town <input name="d"></label>
  <label>Postcode <input name="e"></label><button>Continue</button></form></main>"""


def reading_of(page: Page, body: str, *, lang: str = "en") -> dict[str, str]:
    """What the fields of a page are taken for: meaning by name."""
    PaperShop(page, {"/page": body}, lang=lang)
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/page")
    return {field.control.name or field.control.id: field.meaning for field in shopper.hands.reading.fields}


def test_fields_inside_an_open_shadow_root_are_read_and_filled(page: Page) -> None:
    shadow = """<main><h1>Checkout</h1><the-form></the-form></main><script>
      customElements.define('the-form', class extends HTMLElement { connectedCallback() {
        this.attachShadow({mode: 'open'}).innerHTML = `<form action="/done"><label>Full name <input name="n"></label>
          <label>Street <input name="s"></label><label>Town <input name="t"></label>
          <label>Postcode <input name="p"></label><button>Continue</button></form>` } })</script>"""
    PaperShop(page, {"/checkout": shadow, "/done": DONE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    assert shopper.stage is Stage.ADDRESS
    shopper.gives_address(HOME)
    assert "n=Robin+Tester&s=12+Orchard+Road&t=Bristol&p=BS1+4DJ" in page.url


def test_card_fields_in_a_frame_within_a_frame_are_filled(page: Page) -> None:
    payment = """<main><h1>Payment</h1><form action="/done"><iframe src="http://pay.test/outer" width=320 height=120>
      </iframe><button>Pay now</button></form></main>"""
    inner = """<input name=n aria-label="Card number"><input name=e placeholder="MM / YY"><input name=c
      aria-label="CVC"><script>document.oninput = e => fetch('http://shop.test/orders', {method: 'POST',
      mode: 'no-cors', body: JSON.stringify({[e.target.name]: e.target.value})})</script>"""
    outer = '<iframe src="http://pay.test/inner" width=300 height=100></iframe>'
    shop = PaperShop(page, {"/checkout": payment, "/done": DONE, "pay/outer": outer, "pay/inner": inner})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.chooses_payment(CARD, Card("4242424242424242"))
    assert shop.orders == [{"n": "4242424242424242"}, {"e": "12/39"}, {"c": "123"}]


LISTS = {
    "combobox": """<span id="cl">Country</span><div id="box" role="combobox" tabindex="0" aria-labelledby="cl"
      aria-controls="all" aria-expanded="false">Choose</div><ul id="all" role="listbox" hidden><li role="option"
      >Afghanistan</li><li role="option">Germany</li><li role="option">United Kingdom</li></ul>""",
    "button and list": """<div><label>Country</label><div><button type="button" id="box">Choose</button>
      <ul id="all" hidden><li>Afghanistan</li><li>Germany</li><li>United Kingdom</li></ul></div></div>""",
}
OPENS = """<input type="hidden" name="country" id="kept"><script>
  document.getElementById('box').onclick = () => { all.hidden = !all.hidden };
  for (const li of all.children) { li.onclick = () => { box.textContent = kept.value = li.textContent;
    all.hidden = true } }</script>"""


@pytest.mark.parametrize("shape", LISTS)
def test_a_country_is_chosen_from_a_list_that_the_shop_built_itself(page: Page, shape: str) -> None:
    PaperShop(page, {"/checkout": AT_CHECKOUT % (LISTS[shape] + OPENS), "/done": DONE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    assert "country=United+Kingdom" in page.url


def test_a_select_whose_face_is_a_box_of_a_library_is_chosen_behind_its_face(page: Page) -> None:
    faced = """<label for="co">Country</label><select id="co" name="country" style="position:absolute;clip:rect(0 0 0
      0);width:1px;height:1px;overflow:hidden"><option value="AF">Afghanistan</option><option value="DE">Germany
      </option><option value="GB">United Kingdom</option></select><span class="select-box"><span role="combobox"
      tabindex="0">Afghanistan</span></span>"""
    PaperShop(page, {"/checkout": AT_CHECKOUT % faced, "/done": DONE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    assert "country=GB" in page.url


def test_a_label_that_nobody_tied_to_its_field_is_read(page: Page) -> None:
    loose = """<main><h1>Checkout</h1><div><label>Town</label><input name="x1"></div><div><label>Postcode</label>
      <div><input name="x2"></div></div><p>Street</p><input name="x3"></main>"""
    assert reading_of(page, loose) == {"x1": "city", "x2": "postcode", "x3": "line1"}


def test_examples_and_limits_explain_fields_in_a_language_without_words(page: Page) -> None:
    unknown = """<main><h1>Zorg</h1><input name="x1" placeholder="vor@glip.tlh"><input name="x2"
      placeholder="MM/YY"><input name="x3" placeholder="1234 5678 9012 3456"><input name="x4" inputmode="numeric"
      maxlength="3"></main>"""
    assert reading_of(page, unknown, lang="tlh") == {
        "x1": "email",
        "x2": "card_expiry",
        "x3": "card_number",
        "x4": "card_code",
    }


def test_what_an_address_lacks_is_found_by_its_place(page: Page) -> None:
    form = """<main><h1>Zorg</h1><form><input name="x1" autocomplete="given-name"><input name="x2"><input name="x3"
      autocomplete="street-address"><input name="x4" autocomplete="postal-code"><input name="x5"></form></main>"""
    assert reading_of(page, form, lang="tlh") == {
        "x1": "first_name",
        "x2": "last_name",
        "x3": "line1",
        "x4": "postcode",
        "x5": "city",
    }


def test_an_address_of_the_bill_alone_is_where_the_shop_delivers(page: Page) -> None:
    bill = (AT_CHECKOUT % "").replace("Delivery address", "Billing details")
    for name in "abcde":
        bill = bill.replace(f'name="{name}"', f'name="billing_{name}"')
    PaperShop(page, {"/checkout": bill, "/done": DONE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    assert "billing_d=Bristol" in page.url


def test_a_link_that_the_shop_wrote_wrongly_leads_nowhere_and_breaks_nothing(page: Page) -> None:
    form = """<main><h1>Lamp</h1><a href="http://">Help</a><label>Town <input name="x"></label>
      <button>Go</button></main>"""
    assert reading_of(page, form) == {"x": "city"}
