"""What shops insist on, drop, hide in dialogues or ask in no known language: given once it is plain what it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Card, Stage
from pytest_checkout.errors import ShopFault, Unproved
from tests.storefront.paper_shop import ADDRESS, CARD, CART, DELIVERY, DONE, HOME, INVOICE, LAMP, PaperShop, a_shopper

GOOD = Card("4242424242424242")
REVIEW = """<main><h1>Check your order</h1><dl><dt>Order total</dt><dd>£44.90</dd></dl>
  <form action="/done"><button>Place order</button></form></main>"""
PAYMENT = """<main><h1>Payment</h1><form action="/review"><fieldset><legend>Payment method</legend>
  <label><input type="radio" name="p" value="card"> Credit card</label>
  <label><input type="radio" name="p" value="inv"> Invoice</label></fieldset>%s
  <button>Continue</button></form></main>"""
STEPS = {"/delivery": DELIVERY, "/payment": PAYMENT % "", "/review": REVIEW, "/done": DONE}
LOUD = "style='background:#225;color:#fff'"
REFUSED = '<p class="error" role="alert">We need this</p>'


def walked(page: Page, pages: dict[str, str], stage: Stage, *, lang: str = "en", **wishes: object) -> PaperShop:
    """Put a lamp into the cart and walk to a step; `page.url` then tells what was sent."""
    shop = PaperShop(page, STEPS | pages, lang=lang)
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(stage, address=HOME, **wishes)  # type: ignore[arg-type]
    page.journal = shopper.journal.lines()  # type: ignore[attr-defined]
    return shop


def test_a_password_is_given_only_when_the_shop_refuses_without_one(page: Page) -> None:
    asks = (ADDRESS % '<label>Password <input type="password" name="pw"></label>').replace("<form", "<form id=f")
    insists = f"""{asks}<script>f.onsubmit = () => {{
      if (!f.pw.value) f.insertAdjacentHTML('afterbegin', '{REFUSED}'); return !!f.pw.value }}</script>"""
    walked(page, {"/checkout": insists}, Stage.DELIVERY)
    assert "pw=Shop-" in page.url


def test_a_password_that_may_be_left_blank_is(page: Page) -> None:
    asks = ADDRESS % '<label>Password <input type="password" name="pw" autocomplete="new-password"></label>'
    walked(page, {"/checkout": asks}, Stage.DELIVERY)
    assert "pc=BS1+4DJ&pw=" in page.url
    assert "pw=Shop" not in page.url


def test_an_address_that_the_page_dropped_while_it_was_typed_is_typed_again(page: Page) -> None:
    drops = f"""{ADDRESS % ""}<script>const form = document.forms[0], sent = form.innerHTML; let left = 1;
      form.addEventListener('change', e => {{ if (e.target.name === 'pc' && left--) form.innerHTML = sent }});
      </script>"""
    walked(page, {"/checkout": drops}, Stage.DELIVERY)
    assert "ln=Tester" in page.url
    assert "pc=BS1+4DJ" in page.url


def test_a_refused_step_that_comes_back_at_another_address_is_no_step_forward(page: Page) -> None:
    again = ADDRESS.replace("<form", f"{REFUSED}<form") % "<label><input type=checkbox name=ok required> Vorp</label>"
    walked(page, {"/checkout": ADDRESS.replace("/delivery", "/again") % "", "/again": again}, Stage.DELIVERY)
    assert "ok=on" in page.url


CARD_FIELDS = """<div><h2>%s</h2><p>%s <input name="n" type="tel"></p><p>%s <input name="m" maxlength="2"></p>
  <p>%s <input name="y" maxlength="2"></p><p>%s <input name="c" type="tel"></p></div>"""


def test_the_two_short_texts_between_a_cards_number_and_its_code_are_its_expiry(page: Page) -> None:
    fields = CARD_FIELDS % ("Card", "Card number", "Zorg", "Flim", "CVC")
    walked(page, {"/checkout": ADDRESS % "", "/payment": PAYMENT % fields}, Stage.REVIEW, payment=CARD, card=GOOD)
    assert "n=4242424242424242&m=12&y=" in page.url


def test_digits_two_texts_and_digits_under_their_own_heading_are_a_card_in_any_language(page: Page) -> None:
    fields = CARD_FIELDS % ("Vorp", "Glip", "Zorg", "Flim", "Brax")
    one = f"""{ADDRESS.replace("Delivery address", "Frob").replace("<button>Continue</button></form></main>", "")}"""
    one = one % f"""<label>Nurb <input name="t" type="tel"></label>{fields}<button {LOUD}>Vuum</button></form></main>"""
    walked(page, {"/checkout": one}, Stage.DELIVERY, lang="cy", payment=CARD, card=GOOD)
    for typed in ("phone into 'Nurb", "card number into 'Glip", "expiry month into 'Zorg", "card code into"):
        assert any(f"typed {typed}" in line for line in page.journal)  # type: ignore[attr-defined]


def test_a_provider_with_a_frame_for_each_field_has_one_form(page: Page) -> None:
    frames = {f"pay/{name}": f"<p>{label} <input name='{name}'></p>" for name, label in
              (("n", "Card number"), ("e", "Zorg"), ("c", "CVC"))}  # fmt: skip
    inside = "".join(f"<iframe src='http://pay.test/{name[4:]}' width=300 height=60></iframe>" for name in frames)
    pages = {"/checkout": ADDRESS % "", "/payment": PAYMENT % inside, **frames}
    walked(page, pages, Stage.REVIEW, payment=CARD, card=GOOD)
    assert any("typed expiry into 'Zorg'" in line for line in page.journal)  # type: ignore[attr-defined]


def test_a_way_of_delivery_that_speaks_of_an_address_is_a_choice_and_no_field(page: Page) -> None:
    home = """<fieldset><legend>Delivery method</legend><label><input type="radio" name="d" value="a"> To your street
      address</label> £4.90 <label><input type="radio" name="d" value="b"> To a shop</label> £2.90</fieldset>"""
    walked(page, {"/checkout": ADDRESS % home}, Stage.PAYMENT, payment=INVOICE)
    assert page.url


DOORS = """<main><form id=f action="/done">%s<section><h2>Vorp</h2><p>-</p><button type=button
  onclick="a.showModal()">Flim</button><dialog id=a><p><label><input type=radio name=d value=1> Zorg</label> £4.90</p>
  <p><label><input type=radio name=d value=2> Brax</label> £9.90</p>
  <button type=button onclick="a.close()">Nurb</button></dialog></section>
  <section><h2>Glip</h2><p>-</p><button type=button onclick="b.showModal()">Flim</button><dialog id=b>
  <label>Card number <input name=n></label><label>Expiry <input name=e></label>
  <label>CVC <input name=c></label>
  <button type=button onclick="b.close()">Nurb</button></dialog></section>
  <p>£44.90</p><button style='background:#225;color:#fff'>Vuum</button></form></main>"""


def test_delivery_and_payment_behind_doors_without_a_word_are_found_by_what_is_hidden_behind_them(page: Page) -> None:
    fields = ADDRESS.split("<form", 1)[1].split(">", 1)[1].split("%s")[0]
    PaperShop(page, {"/checkout": DOORS % fields, "/done": DONE}, lang="cy")
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert "/checkout" in page.url, "a button that may order is left to who means to order"
    assert shopper.places_order().number == "100042"
    assert "d=1&n=4242424242424242" in page.url


def test_who_the_shopper_is_stands_above_its_e_mail_and_is_no_way_to_pay(page: Page) -> None:
    who = """<p><label><input type=radio name=w value=1> Vorp</label></p><p><label><input type=radio name=w value=2>
      Glip</label></p>"""
    asks = (ADDRESS % "").replace("<label>E-mail", f"{who}<label>E-mail")
    walked(page, {"/checkout": asks}, Stage.DELIVERY, lang="cy")
    assert "w=1" in page.url


def test_a_button_beside_the_one_field_of_a_code_orders_nothing(page: Page) -> None:
    code = f"<div>Vorp <input name=v> <button type=button {LOUD}>Glip</button></div>"
    review = REVIEW.replace("</main>", f"{code}</main>").replace("<button>Place order", f"<button {LOUD}>Zorg")
    PaperShop(page, {"/checkout": ADDRESS % "", **STEPS, "/review": review}, lang="cy")
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    assert shopper.places_order().number == "100042"


def test_what_comes_over_the_way_to_the_cart_while_it_is_covered_already_is_closed_too(page: Page) -> None:
    cover = """<a href="/cart" id=c>Cart (1)</a><div id=t style="position:fixed;inset:0;background:#eee">Added</div>
      <script>
      setTimeout(() => t.remove(), 500);
      setTimeout(() => document.body.insertAdjacentHTML('beforeend', `<div id=p style="position:fixed;inset:0;
        background:#fff">Ten off! <button onclick="p.remove()">No thanks</button></div>`), 400)</script>"""
    PaperShop(page, {"/cart/add/lamp": f"<main><h1>Brass lamp</h1>{cover}</main>", "/cart": CART})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert shopper.stage is Stage.CART


def test_a_page_that_stays_as_it_was_confirms_nothing_whatever_it_says(page: Page) -> None:
    dead = """<main><h1>Vorp</h1><p>Your order 1450</p><p>Total £44.90</p>
      <form><button type="button" style="background:#225;color:#fff">Vuum</button></form></main>"""
    PaperShop(page, STEPS | {"/checkout": ADDRESS % "", "/review": dead})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    with pytest.raises(ShopFault, match="has no effect"):
        shopper.places_order()


def test_a_cart_that_fills_only_later_is_not_empty(page: Page) -> None:
    rows = CART.replace("`", "")
    late = f"<div id=late></div><script>setTimeout(() => late.innerHTML = `{rows}`, 600)</script>"
    thanks = "<main><h1>Thank you</h1><p>Your order has been placed.</p><a href='/'>Home</a></main>"
    PaperShop(page, STEPS | {"/checkout": ADDRESS % "", "/done": thanks, "/cart": late})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    shopper.hands.cart_url, shopper.hands.cart_has_page = "http://shop.test/cart", True
    with pytest.raises(ShopFault, match="still holds 'Brass lamp'"):
        shopper.places_order()


def test_a_step_that_a_page_fetches_in_its_place_is_another_page_although_it_asks_for_less(page: Page) -> None:
    review = f"<h1>Zorg</h1><p>£44.90</p><form action='/done'><button {LOUD}>Glip</button></form>"
    steps = (
        ADDRESS.split("<form", 1)[0]
        + f"""<form id=f onsubmit="this.outerHTML=`<h1>Brax</h1><p>£44.90</p>
      <form id=f onsubmit='f.outerHTML=review.innerHTML;return false'><label>Card number <input name=n></label>
      <label>Expiry <input name=e></label><label>CVC <input name=c></label><button {LOUD.replace("'", "&quot;")}>Vorp
      </button></form>`;return false">"""
        + (ADDRESS % "").split("<form", 1)[1].split(">", 1)[1]
        + f"<template id=review>{review}</template>"
    )
    PaperShop(page, {"/checkout": steps, "/done": DONE}, lang="cy")
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert shopper.places_order().number == "100042"


HOSTED = """<main><h1>Pay £44.90</h1><form action="http://shop.test/done"><label>Card number <input name="n"></label>
  <label>Expiry date <input name="e"></label><label>CVC <input name="c"></label><button>Pay</button></form></main>"""
FRAME = "<label>Card number <input name=n></label><label>Expiry <input name=e></label><label>CVC <input name=c></label>"


def test_a_dialogue_that_holds_nothing_but_the_frame_of_a_provider_is_opened_and_closed(page: Page) -> None:
    card = DOORS.index("<label>Card number")
    framed = DOORS[:card] + "<iframe src='http://pay.test/card'></iframe>" + DOORS[DOORS.index("<button", card) :]
    fields = ADDRESS.split("<form", 1)[1].split(">", 1)[1].split("%s")[0]
    PaperShop(page, {"/checkout": framed % fields, "/done": DONE, "pay/card": FRAME}, lang="cy")
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert shopper.places_order().number == "100042"
    assert any("typed card number" in line for line in shopper.journal.lines())


def test_a_dialogue_that_lets_choose_nothing_is_closed_and_the_way_goes_on(page: Page) -> None:
    card = DOORS.index("<label>Card number")
    told = DOORS[:card] + "<h2>Glip</h2><p>Brax</p>" + DOORS[DOORS.index("<button", card) :]
    fields = ADDRESS.split("<form", 1)[1].split(">", 1)[1].split("%s")[0]
    PaperShop(
        page,
        {"/checkout": (told % fields).replace("/done", "http://pay.test/hosted"), "pay/hosted": HOSTED, "/done": DONE},
    )
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert shopper.places_order().number == "100042"
    assert "n=4242424242424242" in page.url


def test_a_dialogue_that_shows_another_way_than_the_wanted_one_is_told_in_its_words(page: Page) -> None:
    choices = DOORS.index("<p><label><input")
    told = DOORS[:choices] + "<h2>Vorp</h2><p>Zorg brax nurb!</p>" + DOORS[DOORS.index("<button", choices) :]
    fields = ADDRESS.split("<form", 1)[1].split(">", 1)[1].split("%s")[0]
    PaperShop(page, {"/checkout": told % fields, "/done": DONE}, lang="cy")
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    with pytest.raises(ShopFault, match="no choice of delivery, .* is not 'Parcel post': Vorp Zorg brax nurb!"):
        shopper.walks_to(Stage.REVIEW, address=HOME, delivery={"*": "Parcel post"}, payment=CARD, card=GOOD)


def test_a_page_that_came_back_for_a_box_to_tick_has_lost_the_card_in_its_frames_too(page: Page) -> None:
    tells = "oninput=()=>parent.postMessage([...document.querySelectorAll('input')].every(i=>i.value),'*')"
    frame = f"{FRAME}<script>{tells}</script>"
    review = f"""<main><h1>Zorg</h1><p>£44.90</p><form action="/vorp" id=f><fieldset><legend>Payment method</legend>
      <label><input type=radio name=p value=card checked> Credit card</label>
      <label><input type=radio name=p value=inv> Invoice</label></fieldset>
      <iframe src="http://pay.test/card"></iframe><label><input type=checkbox name=zorg> Vorp glip</label>
      <input type=hidden name=typed><button>Place order</button></form></main><script>
      const sent = new URLSearchParams(location.search);
      if (sent.has('p')) f.insertAdjacentHTML('afterbegin', '{REFUSED}');
      onmessage = e => f.typed.value = e.data;
      f.onsubmit = () => {{ if (f.zorg.checked && f.typed.value == 'true') f.action = '/done' }}</script>"""
    PaperShop(
        page,
        {
            "/checkout": ADDRESS.replace("/delivery", "/vorp") % "",
            "/vorp": review,
            "/done": DONE,
            "pay/card": frame,
        },
    )
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert shopper.places_order().number == "100042"


def test_an_order_that_was_none_is_no_order_that_was_taken_without_its_card(page: Page) -> None:
    pages = {"/payment": PAYMENT % "", "/done": "<main><h1>Thank you</h1><p>Your order has been placed.</p></main>"}
    PaperShop(page, STEPS | {"/checkout": ADDRESS % ""} | pages)
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    with pytest.raises(ShopFault, match="the order was not placed"):
        shopper.places_order()


def test_a_popup_over_a_checkout_is_closed_while_what_orders_waits_for_the_last_field(page: Page) -> None:
    popup = f"""<div role=dialog style='position:fixed;inset:0;background:#fff'>Brax 10%! <form action='/lost'>
      <input type=email placeholder=Vorp><button {LOUD}>Nurb</button></form>
      <button onclick="this.parentElement.remove()">Flim</button></div>"""
    fields = ADDRESS.split("<form", 1)[1].split(">", 1)[1].split("%s")[0].replace("<input", "<input required")
    whole = f"""<main><form id=f action="/done">{fields}{FRAME}<p>£44.90</p><button id=b {LOUD} disabled>Zorg</button>
      </form></main><script>f.oninput = () => b.disabled = !f.checkValidity();
      f.pc.addEventListener('change', () => document.body.insertAdjacentHTML('beforeend', `{popup}`), {{once: true}})
      </script>"""
    shop = PaperShop(page, {"/checkout": whole, "/done": DONE}, lang="cy")
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert shopper.places_order().number == "100042"
    assert "/lost" not in shop.asked


FORGETS = CART.replace("<table", "<table id=t") + "<script>if (localStorage.ordered) t.remove()</script>"


@pytest.mark.parametrize("again", ["<h1>Vorp</h1>", f"{REFUSED}<h1>Zorg</h1><input type=checkbox required name=q>"])
def test_an_order_that_may_have_been_taken_is_not_pressed_a_second_time(page: Page, again: str) -> None:
    after = f"""<main>{again}<p>Total £44.90</p><form action="/twice"><button>Buy now</button></form></main>
      <script>localStorage.ordered = 1</script>"""
    pages = {"/checkout": ADDRESS % "", "/done": after, "/cart": FORGETS, "/twice": DONE}
    shop = PaperShop(page, STEPS | pages | {"/cart/add/lamp": "<meta http-equiv=refresh content='0;url=/cart'>"})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    with pytest.raises(Unproved, match="it may have been taken"):
        shopper.places_order()
    assert "/twice" not in shop.asked


def test_an_empty_cart_that_only_slides_over_a_page_proves_no_order(page: Page) -> None:
    drawer = CART.replace("<main>", "<aside id=a hidden>").replace("</main>", "</aside>")
    opens = f"<main><h1>Brass lamp</h1><p>£40.00</p><button onclick='a.hidden=false'>View cart</button></main>{drawer}"
    thanks = "<main><h1>Thank you</h1><p>Your order has been placed.</p><a href='/'>Home</a></main>"
    PaperShop(page, STEPS | {"/checkout": ADDRESS % "", "/done": thanks, "/cart/add/lamp": opens})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    with pytest.raises(Unproved, match="the cart has no page"):
        shopper.places_order()


def test_what_a_shop_told_only_in_passing_is_told_where_nothing_else_came(page: Page) -> None:
    """A toast that is gone when the shopper's patience ends, and that nothing marks as bad."""
    toast = "<div class=toast id=t style='position:fixed;top:0'>Vorp zorg glip</div>"
    says = f"""onclick="document.body.insertAdjacentHTML('beforeend', `{toast}`); setTimeout(() => t.remove(), 900);
      return false" """
    review = REVIEW.replace("<button>", f"<button {says}>")
    PaperShop(page, STEPS | {"/checkout": ADDRESS % "", "/review": review})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    with pytest.raises(ShopFault, match="no confirmation and only this: Vorp zorg glip"):
        shopper.places_order()


def test_a_page_of_all_steps_that_refuses_the_last_for_want_of_an_account_gets_one(page: Page) -> None:
    fields = ADDRESS.split("<form", 1)[1].split(">", 1)[1].split("%s")[0]
    methods = PAYMENT.split("<fieldset", 1)[1].split("%s")[0]
    whole = f"""<main><form id=f action="/review"><label>Password <input type=password name=pw></label>{fields}
      <fieldset{methods}{FRAME}<button>Continue</button></form></main><script>
      f.onsubmit = () => {{ if (f.pw.value) return true; f.n.value = f.e.value = f.c.value = '';
        f.insertAdjacentHTML('afterbegin', `{REFUSED}`); return false }}</script>"""
    PaperShop(page, STEPS | {"/checkout": whole})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert "pw=Shop-" in page.url
    assert "n=4242424242424242" in page.url


def test_a_shop_that_leads_back_to_the_payment_gets_no_declined_card_again(page: Page) -> None:
    """Nothing marks what it says as a complaint."""
    card = (PAYMENT % FRAME).replace("<form", "<form id=f")
    declined = card.replace("<form", "<p>Vorp glip zorg</p><form")
    pages = {"/checkout": ADDRESS % "", "/payment": card, "/review": REVIEW.replace("/done", "/payment2")}
    shop = PaperShop(page, STEPS | pages | {"/payment2": declined})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=CARD, card=GOOD)
    assert shopper.tries_to_place_order().order is None
    assert shop.asked.count("/payment2") == 1
