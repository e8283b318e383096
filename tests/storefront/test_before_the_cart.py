"""Before the cart: what stands in the way, whose button it is, variants in every control, rows without known words.

The pages speak a language that no list of words is shipped for, so that only what holds in all of them can help.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from pytest_checkout.errors import Obstructed, ShopFault
from pytest_checkout.store.profile import Product
from tests.storefront.paper_shop import ADDRESS, PaperShop, a_shopper

LAMP = Product(url="lamp", name={"*": "Lampi"})
LOUD = "background:#204;color:#fff"
OTHER = (
    "<div class=k><a href='/{0}'>{0}</a> <span>£9.00</span><form action='/cart/add/{0}'>"
    f"<button style='{LOUD}'>Ostetaan</button></form></div>"
)
OTHERS = f"<section>{OTHER.format('tuoli')}{OTHER.format('matto')}</section>"
FORM = f"<form action='/cart/add/lamp'>%s<button style='{LOUD}'>Ostetaan</button></form>"
HEAD = "<header><a href='/x7'>Kassini (1)</a></header>"
CART = f"""{HEAD}<main><h1>Kassini</h1><table><tr><td><a href='/lamp'>Lampi</a></td><td><input type=number value=1></td>
  <td>£40.00</td></tr></table><a href='/checkout' style='display:block;{LOUD}'>Etiäpäin</a></main>"""


def _product(inside: str = "", around: str = "%s") -> str:
    return HEAD + around % f"<main><h1>Lampi</h1><p>£40.00</p>{FORM % inside}</main>"


def _shop(page: Page, product: str) -> PaperShop:
    return PaperShop(page, {"/lamp": product, "/x7": CART, "/cart/add/lamp": CART}, lang="fi")


@pytest.mark.parametrize("around", ["%s" + OTHERS, f"<main>{OTHERS}%s</main>"], ids=["below", "above"])
def test_the_button_of_a_listed_product_is_never_the_products_own(page: Page, around: str) -> None:
    shop = _shop(page, _product(around=around))
    a_shopper(page).adds_to_cart(LAMP)
    assert "/cart/add/lamp" in shop.asked


def test_words_half_understood_do_not_hide_the_one_button_that_sends_the_product(page: Page) -> None:
    """ "Put into my basket" holds the word for the cart; a button that sends a form leads to none."""
    shop = PaperShop(page, {"/lamp": _product().replace("Ostetaan", "Put basket")}, lang="en")
    a_shopper(page).adds_to_cart(LAMP)
    assert "/cart/add/lamp" in shop.asked


LIST_BOX = """<div role=combobox tabindex=0 aria-controls=l aria-expanded=false onclick="l.hidden=false">Valitse</div>
  <ul id=l role=listbox hidden><li role=option onclick="v.value='M';l.hidden=true;
  document.querySelector('[role=combobox]').textContent='M'">M</li><li role=option>L</li></ul>
  <input type=hidden id=v name=size>"""
SWATCHES = """<span role=radio tabindex=0 aria-checked=false
  onclick="v.value='M';this.setAttribute('aria-checked',true)">M</span>
  <span role=radio tabindex=0 aria-checked=false>L</span><input type=hidden id=v name=size>"""


@pytest.mark.parametrize("options", [LIST_BOX, SWATCHES], ids=["list box", "swatches"])
def test_a_variant_is_chosen_in_controls_that_a_shop_built_itself(page: Page, options: str) -> None:
    _shop(page, _product(options))
    a_shopper(page).adds_to_cart(LAMP.model_copy(update={"options": {"Koko": "M"}}))
    assert page.url.endswith("?size=M")


VEIL = "<div style='position:fixed;inset:0;background:#fff;z-index:9' id=veil>{}</div>"
AGE = VEIL.format(
    "Täytitkö 18? <a href='https://elsewhere.test/'>Ei</a> "
    f"<button style='{LOUD}' onclick='veil.remove()'>Kyllä</button>"
)
NEWS = VEIL.format(
    "Tilaa uutiset <form action='/lost'><input type=email><button>Tilaa</button></form>"
    "<button onclick='veil.remove()'>Enpä</button>"
)


@pytest.mark.parametrize("veil", [AGE, NEWS], ids=["age gate", "newsletter"])
def test_what_covers_the_page_is_answered_without_leaving_the_shop(page: Page, veil: str) -> None:
    shop = _shop(page, _product() + veil)
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert shopper.stage is Stage.CART
    assert "/lost" not in shop.asked


GATES = {
    "captcha": "<h1>Robotti?</h1><div class='g-recaptcha' data-sitekey='1'></div>",
    "login": "<h1>Sisään</h1><form><input name=who><input type=password><button>Sisään</button></form>",
    "queue": "<meta http-equiv=refresh content=30><h1>Odota</h1>",
    "not a shop": "<main><h1>Yhdistys</h1><p>Kokous on tiistaina 19.30.</p><a href='/about'>Meistä</a></main>",
}


@pytest.mark.parametrize("name", GATES)
def test_what_stands_before_the_shop_is_named(page: Page, name: str) -> None:
    _shop(page, GATES[name])
    with pytest.raises(Obstructed, match=name):
        a_shopper(page).adds_to_cart(LAMP)


def test_two_things_that_cover_each_other_are_a_fault_and_no_endless_loop(page: Page) -> None:
    bar = VEIL.replace("z-index:9' id=veil", "z-index:10'").format("<p>Huomio</p>")
    _shop(page, _product() + NEWS + bar)
    with pytest.raises(ShopFault, match="covered"):
        a_shopper(page, patience="1").adds_to_cart(LAMP)


def test_a_popup_over_the_rows_of_a_cart_is_closed(page: Page) -> None:
    PaperShop(page, {"/lamp": _product(), "/cart/add/lamp": CART + NEWS, "/checkout": ADDRESS % ""}, lang="fi")
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    assert page.url == "http://shop.test/checkout"


def test_a_popup_sells_nothing_however_loud_its_button_is(page: Page) -> None:
    sold_out = f"{HEAD}<main><h1>Lampi</h1><p>£40.00</p><b>Loppu</b></main>"
    popup = VEIL.replace("<div", "<div role=dialog").format(f"Vain tänään! <button style='{LOUD}'>Tilaa</button>")
    _shop(page, sold_out + popup)
    with pytest.raises(ShopFault, match="no way to add it to the cart"):
        a_shopper(page).adds_to_cart(LAMP.model_copy(update={"options": {"Koko": "M"}}))


def test_a_count_beside_the_button_is_no_field_that_the_button_serves(page: Page) -> None:
    stepper = "<button type=button>-</button><input name=x4 value=1 aria-label=Montako><button type=button>+</button>"
    shop = _shop(page, _product(stepper))
    a_shopper(page).adds_to_cart(LAMP)
    assert "/cart/add/lamp" in shop.asked


def test_behind_the_rows_of_a_cart_an_order_is_begun_whatever_the_button_would_say_beside_a_product(page: Page) -> None:
    cart = CART.replace("Etiäpäin", "Buy now")
    PaperShop(page, {"/lamp": _product(), "/x7": cart, "/cart/add/lamp": cart, "/checkout": ADDRESS % ""}, lang="fi")
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    assert page.url == "http://shop.test/checkout"


def test_a_link_that_puts_into_the_cart_is_not_one_that_opens_it(page: Page) -> None:
    link = f"<main><h1>Lampi</h1><p>£40.00</p><a href='/x9' style='{LOUD}'>Pane lamppu tähän cart</a></main>"
    shop = PaperShop(page, {"/lamp": HEAD + link, "/x7": CART, "/x9": CART}, lang="fi")
    a_shopper(page).adds_to_cart(LAMP)
    assert "/x9" in shop.asked


def test_a_popup_that_shows_how_to_close_it_only_later_is_closed_then(page: Page) -> None:
    late = NEWS.replace("<button onclick", "<button id=no hidden onclick")
    late += "<script>setTimeout(() => no.hidden = false, 1500)</script>"
    shop = _shop(page, _product() + late)
    a_shopper(page).adds_to_cart(LAMP)
    assert "/cart/add/lamp" in shop.asked
    assert "/lost" not in shop.asked
