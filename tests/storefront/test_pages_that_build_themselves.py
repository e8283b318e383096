"""Pages that a script builds: lists that exist only when they are open, drawers that slide, parts that come later.

Each was met in a real shop (docs/shops.md) and is told here by a page of its own.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from pytest_checkout.discovery.journey import offered_countries
from pytest_checkout.domain import Address, Money, Stage
from pytest_checkout.errors import CannotProvide, ShopFault
from pytest_checkout.store.profile import Payment, Product
from pytest_checkout.storefront import Shopper
from pytest_checkout.storefront.survey import products_on
from tests.storefront.paper_shop import ADDRESS, CART, DELIVERY, DONE, HOME, LAMP, PaperShop, a_shopper

SWATCHES = """<main><h1>Brass lamp - Blue</h1><form onsubmit="return false"><p>£40.00</p>
  <ul><li><button type=button>Red</button></li><li><button type=button>Blue</button></li></ul><div id=note></div>
  <button type=button id=add>Add to cart</button></form></main><script>
  document.querySelectorAll('li button').forEach(b => b.onclick = () => b.parentElement.className = 'selected');
  add.onclick = () => { if (document.querySelector('.selected')) location = '/cart/add/lamp?' +
    document.querySelector('.selected').textContent; else note.innerHTML = '<span style="color: %s">Grompf</span>' };
  </script>"""


def test_a_note_in_red_is_a_refusal_and_the_value_that_the_name_says_is_chosen(page: Page) -> None:
    PaperShop(page, {"/lamp": SWATCHES % "oklch(0.57 0.24 27)", "/cart/add/lamp": CART})
    shopper = a_shopper(page)
    shopper.adds_to_cart(Product(url="lamp", name={"*": "Brass lamp - Blue"}))
    assert page.url == "http://shop.test/cart/add/lamp?Blue"
    assert "Grompf" in shopper.journal.messages


def test_what_stood_there_in_red_before_is_no_refusal(page: Page) -> None:
    red = "<form><b style='color: #c00'>Sale!</b></form>"
    PaperShop(page, {"/lamp": red + "<main><h1>Brass lamp</h1><p>£40.00</p><button>Add to cart</button></main>"})
    shopper = a_shopper(page)
    shopper.visits(LAMP)
    assert shopper.hands.look().complaints == []


DRAWER = """<header><button aria-label="Cart with 0 items" onclick="">Cart</button></header>
  <main><h1>Brass lamp</h1><p>£40.00</p><button id=add>Add to cart</button></main>
  <div role=dialog id=drawer style="position: fixed; top: 0; left: 0; width: 100%; height: 0; overflow: hidden;
    transition: height .4s; background: white"><p>Brass lamp £40.00</p><a href="/cart">View cart (1)</a></div>
  <script>add.onclick = () => setTimeout(() => drawer.style.height = '300px', 300)</script>"""


def test_a_drawer_that_slides_over_the_way_to_the_cart_has_a_way_of_its_own(page: Page) -> None:
    PaperShop(page, {"/lamp": DRAWER})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert page.url == "http://shop.test/cart"


SOON = """<header><button aria-label="Cart with 0 items" id=mini>Cart</button></header>
  <main><h1>Brass lamp</h1><p>£40.00</p><button id=add>Add to cart</button><p id=note></p></main>
  <div role=dialog id=drawer style="position: fixed; top: 300px; width: 100%; height: 0; overflow: hidden"></div>
  <script>let held = '<p>Your cart is empty</p><a href="/">Continue shopping</a>';
  add.onclick = () => { note.textContent = 'One moment'; setTimeout(() => {
    drawer.innerHTML = held = '<p>Brass lamp £40.00</p><a href="/cart">View cart (1)</a>' }, 900) };
  mini.onclick = () => { drawer.innerHTML = held; drawer.style.height = '300px' }</script>"""


def test_a_drawer_that_opens_before_it_knows_what_was_added_is_waited_for(page: Page) -> None:
    PaperShop(page, {"/lamp": SOON})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert page.url == "http://shop.test/cart"


STEPPER = """<main><h1>Your cart</h1><section><article><div><a href="/lamp">Brass lamp</a><b>£40.00</b></div>
  <div><button style="background: #000">&minus;</button><span>2</span><button style="background: #000">+</button></div>
  </article></section><aside><p>Subtotal <span>£80.00</span></p>
  <div>Total <i>(inclusive of tax £13.33)</i> <b>£80.00</b></div><a href="/checkout">Checkout</a></aside></main>"""


def test_a_number_between_two_buttons_is_the_quantity_of_its_row(page: Page) -> None:
    PaperShop(page, {"/cart": STEPPER})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/cart")
    assert [(line.title, line.quantity) for line in shopper.cart_lines()] == [("Brass lamp", 2)]
    totals = shopper.reads_totals()
    assert (totals.total, totals.tax) == (Money.parse("GBP 80.00"), Money.parse("GBP 13.33"))


LIST = """<div><label for=%(id)s>%(label)s</label><button type=button role=combobox aria-haspopup=listbox id=%(id)s
  aria-expanded=false data-entries="%(entries)s"><span>%(label)s</span></button></div>"""
LISTS = """<script>document.querySelectorAll('[role=combobox]').forEach(box => box.onclick = () => {
  if (document.getElementById('portal')) return document.getElementById('portal').remove();
  const portal = Object.assign(document.createElement('div'), { id: 'portal' });
  portal.style = 'position: fixed; left: 0; top: 200px; width: 300px; background: white; z-index: 9';
  portal.innerHTML = `<div role=listbox id=list><div role=option aria-disabled=true>Choose</div>${box.dataset.entries
    .split(', ').map(e => `<div role=option>${e}</div>`).join('')}</div>`;
  document.body.append(portal); box.setAttribute('aria-controls', 'list');
  portal.onclick = (event) => { box.firstElementChild.textContent = event.target.textContent;
    box.removeAttribute('aria-controls'); portal.remove() } })</script>"""
SPRINGFIELD = Address("Robin", "Tester", "100 Main Street", "Springfield", "US", "62701", state="IL")


def test_lists_that_exist_only_while_they_are_open_are_opened_and_chosen_from(page: Page) -> None:
    lists = LIST % {"id": "country", "label": "Country", "entries": "France, United States, United Kingdom"}
    lists += LIST % {"id": "province", "label": "Province", "entries": "Idaho, Illinois, Indiana"}
    PaperShop(page, {"/checkout": ADDRESS % lists + LISTS, "/delivery": DELIVERY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(SPRINGFIELD)
    assert shopper.stage is Stage.DELIVERY
    chosen = [entry.text for entry in shopper.journal.entries if "to choose the" in entry.text]
    assert [text.split("'")[1] for text in chosen] == ["United States", "Illinois"]


RADIO = """<label id=%(id)s><span role=radio aria-checked=%(checked)s tabindex=0 aria-labelledby=%(id)s
  style="display: inline-block; width: 12px; height: 12px; border: 1px solid"></span>
  <input type=radio aria-hidden=true tabindex=-1 style="position: fixed; width: 1px; height: 1px">
  <span>%(text)s</span></label>"""
SAME = RADIO % {"id": "same", "checked": "true", "text": "Same as shipping address"}
OTHER = RADIO % {"id": "other", "checked": "false", "text": "Use a different billing address"}
ONE_PAGE = f"""<main><h1>Checkout</h1><form onsubmit="return false"><label>E-mail <input type=email name=mail></label>
  <label>Full name <input name=n></label><label>Address <input name=a></label><label>City <input name=c></label>
  <label>Postcode <input name=pc id=pc></label></form><section><div>Shipping method</div>
  <div role=radiogroup id=ways>They appear once the address is known</div></section><section>
  <div>Billing address</div><div role=radiogroup>{SAME} {OTHER}</div>
  <div>Pick a payment method</div><div role=radiogroup id=pay></div></section>
  <aside><p>Total <b id=total>£40.00</b></p></aside>
  <button id=go disabled>Select a payment method</button></main><script>
  const radio = {RADIO % {"id": "${id}", "checked": "false", "text": "${text}"}!r};
  const put = (box, id, text) => box.innerHTML += radio.replaceAll('${{id}}', id).replace('${{text}}', text);
  pc.onchange = () => setTimeout(() => {{ ways.innerHTML = ''; put(ways, 'std', '<span>Standard</span><b>£5.00</b>');
    put(ways, 'exp', '<span>Express</span><b>£15.00</b>');
    setTimeout(() => put(pay, 'cod', 'Cash on delivery'), 400) }}, 600);
  document.onclick = (event) => {{ const label = event.target.closest('label[id]'); if (!label) return;
    for (const each of label.parentElement.querySelectorAll('[role=radio]'))
      each.setAttribute('aria-checked', label.contains(each));
    if (label.id === 'std') total.textContent = '£45.00';
    const ready = ['#std [aria-checked=true]', '#cod [aria-checked=true]'].every(css => document.querySelector(css));
    if (ready) Object.assign(go, {{ disabled: false, textContent: 'Place order' }}) }};
  go.onclick = () => {{ go.disabled = true; go.textContent = 'One moment ...';
    document.querySelectorAll('input').forEach(field => field.disabled = true);
    setTimeout(() => location = '/done', 1200) }}</script>"""


def test_one_page_that_saves_as_one_goes_is_walked_to_its_order(page: Page) -> None:
    PaperShop(page, {"/checkout": ONE_PAGE, "/done": DONE})
    shopper = a_shopper(page, patience="5")
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, delivery={"*": "Standard"}, payment=Payment(kind="invoice"))
    assert shopper.reads_totals().total == Money.parse("GBP 45.00")
    assert shopper.places_order().number == "100042"


def test_each_set_of_radios_is_a_group_of_its_own_with_its_prices(page: Page) -> None:
    PaperShop(page, {"/checkout": ONE_PAGE})
    shopper = a_shopper(page, patience="5")
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    offers = shopper.delivery_offers()
    assert [(offer.name, str(offer.price)) for offer in offers] == [("Standard", "GBP 5.00"), ("Express", "GBP 15.00")]
    shopper.hands.until(lambda now: now.group("payment"))
    assert shopper.payment_offers() == ["Cash on delivery"]


LISTING = """<main><h1>Lamps</h1><aside><h3>Price</h3>from £10.00</aside>
  <ul><li><a href="/one"><h3>Brass lamp</h3></a><b>£40.00</b></li>
  <li><a href="/two"><h3>Iron lamp</h3></a><b>£10.00</b></li></ul></main>"""
SOLD = """<main><h1>Lamps</h1><b>£40.00</b><p>Sold out</p><h2>More</h2>
  <ul><li><a href="/one"><h3>Brass lamp</h3></a><b>£40.00</b></li>
  <li><a href="/two"><h3>Iron lamp</h3></a><b>£10.00</b></li></ul></main>"""


def test_a_list_of_products_is_no_product_that_is_sold_out(page: Page) -> None:
    PaperShop(page, {"/lamps": LISTING, "/sold": SOLD})
    hands = a_shopper(page).hands
    assert products_on(hands, hands.goes_to("http://shop.test/lamps"), "Lamps") == []
    sold = products_on(hands, hands.goes_to("http://shop.test/sold"), "Lamps")
    assert [(product.name, product.buyable, str(product.price)) for product in sold] == [("Lamps", False, "GBP 40.00")]


def test_buttons_under_a_caption_are_an_option_of_the_product(page: Page) -> None:
    captioned = SWATCHES.replace("<ul>", "<div>Colour</div><ul>") % "red"
    PaperShop(page, {"/lamp": captioned})
    hands = a_shopper(page).hands
    (lamp,) = products_on(hands, hands.goes_to("http://shop.test/lamp"))
    assert lamp.options == (("Colour", ("Blue", "Red")),), "first what its name says"


def test_the_countries_of_a_list_that_must_be_opened_are_read_by_name(page: Page) -> None:
    country = LIST % {"id": "country", "label": "Country", "entries": "France, United Kingdom"}
    PaperShop(page, {"/checkout": ADDRESS % country + LISTS})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    assert offered_countries(shopper.hands, shopper.hands.reading) == ["FR", "GB"]


EARLY = ONE_PAGE.replace("setTimeout(() => put(pay, 'cod', 'Cash on delivery'), 400)", "").replace(
    "pc.onchange", "put(pay, 'cod', 'Cash on delivery'); pc.onchange"
)


def test_ways_of_delivery_are_waited_for_although_the_ways_to_pay_are_there_already(page: Page) -> None:
    PaperShop(page, {"/checkout": EARLY})
    shopper = a_shopper(page, patience="5")
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.walks_to(Stage.DELIVERY, address=HOME)
    assert [offer.name for offer in shopper.delivery_offers()] == ["Standard", "Express"]


EMPTY_DRAWER = """<header><button id=open>Cart</button></header><main><h1>Lamps</h1><h2>Featured</h2></main>
  <div role=dialog id=drawer style="position: fixed; top: 0; right: 0; width: 300px; height: 0; overflow: hidden;
    background: white"></div><script>document.getElementById('open').onclick = () => {
    drawer.style.height = '400px'; drawer.innerHTML = '<h2>Your cart</h2><p>Your cart is empty</p>' }</script>"""


def test_a_drawer_that_says_that_it_is_empty_is_a_cart_without_lines(page: Page) -> None:
    PaperShop(page, {"/": EMPTY_DRAWER})
    shopper = a_shopper(page)
    shopper.opens_cart()
    assert shopper.cart_lines() == []


WHOLE = """<main><h1>Checkout</h1><form onsubmit="return false"><label>E-mail <input type=email name=mail></label>
  <label>Full name <input name=n></label><label>Address <input name=a></label><label>City <input name=c></label>
  <label>Postcode <input name=pc></label><fieldset><legend>Pick a payment method</legend>
  <label><input type=radio name=pay checked> Cash on delivery</label></fieldset><p>Total £40.00</p>
  <button %s id=go>Place order</button></form><script>go.onclick = () => {
    document.querySelector('[name=c]').value ? location = '/done' : %s }</script></main>"""
NAMED = "document.querySelector('h1').insertAdjacentHTML('afterend', '<p role=alert>City: please fill this in</p>')"
NAMELESS = replace(HOME, city="")


def at_checkout(page: Page, body: str, **options: str) -> Shopper:
    PaperShop(page, {"/checkout": body, "/done": DONE})
    shopper = a_shopper(page, **options)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    return shopper


def test_an_address_that_is_sent_with_the_order_is_tried_by_ordering(page: Page) -> None:
    assert at_checkout(page, WHOLE % ("", NAMED)).tries_address(NAMELESS) == ["City: please fill this in"]


@pytest.mark.parametrize(("does", "refusal"), [("0", "has no effect on an address"), ("location = '/done'", "takes")])
def test_a_shop_that_tells_nothing_or_takes_it_is_at_fault(page: Page, does: str, refusal: str) -> None:
    with pytest.raises(ShopFault, match=refusal):
        at_checkout(page, WHOLE % ("", does)).tries_address(NAMELESS)


@pytest.mark.parametrize(
    ("disabled", "environment", "why"),
    [("disabled", "demo", "cannot be pressed yet"), ("", "production", "places an order, which the profile")],
)
def test_what_can_only_be_told_by_ordering_is_not_provided_where_nobody_may_order(
    page: Page, disabled: str, environment: str, why: str
) -> None:
    with pytest.raises(CannotProvide, match=f"a page that sends the address alone: here 'Place order' .* {why}"):
        at_checkout(page, WHOLE % (disabled, NAMED), environment=environment).tries_address(NAMELESS)


def test_a_page_that_takes_the_address_as_one_types_cannot_show_what_it_says_of_a_lack(page: Page) -> None:
    shopper = at_checkout(page, EARLY, patience="5")
    with pytest.raises(CannotProvide, match="nothing sends it before all else is given"):
        shopper.tries_address(NAMELESS)


AGAIN = CART.replace(
    "</main>",
    """<label>Voucher <input name=voucher></label><button id=apply type=button>Apply</button>
  <div id=note></div><script>apply.onclick = () => { const dd = document.querySelectorAll('dd')[1];
  dd.textContent = '...'; note.innerHTML = '<p role=alert>Invalid coupon</p>';
  setTimeout(() => dd.textContent = '£40.00', 900) }</script></main>""",
)


def test_a_total_that_is_fetched_again_is_waited_for(page: Page) -> None:
    PaperShop(page, {"/cart/add/lamp": AGAIN})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.reads_totals()
    assert not shopper.applies_code("NONE").accepted
    assert shopper.reads_totals().total == Money.parse("GBP 40.00")


STEPS_AT_ONE_ADDRESS = """<div id=app></div><script>const steps = {
  '': `<form><input type=hidden name=s value=told><label>E-mail <input type=email name=mail></label>
    <label>Full name <input name=n></label><label>Address <input name=a></label><label>City <input name=c></label>
    <label>Postcode <input name=pc></label><button>Continue</button></form>`,
  told: '<p>Parcel post: £4.90</p><form><input type=hidden name=s value=pay><button>Continue</button></form>',
  pay: `<form action="/done"><fieldset><legend>Payment method</legend><label><input type=radio name=p>
    Credit card</label><label><input type=radio name=p> Invoice</label></fieldset><p>Total £44.90</p>
    <button>Place order</button></form>` };
  const step = new URLSearchParams(location.search).get('s') || '';
  setTimeout(() => app.innerHTML = steps[step], step ? 500 : 0)</script>"""


def test_a_page_that_has_not_filled_yet_is_not_the_step_before_come_back(page: Page) -> None:
    """That step asked for nothing, and nothing told the two apart but the button that led on."""
    PaperShop(page, {"/checkout": STEPS_AT_ONE_ADDRESS, "/done": DONE})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=Payment(name={"*": "Invoice"}, kind="invoice"))
    assert shopper.places_order().number == "100042"


EAGER = """<main><h1>Checkout</h1><form onsubmit="return false"><label>E-mail <input type=email name=mail></label>
  <label>Full name <input name=n></label><label>Address <input name=a></label><label>City <input name=c></label>
  <label>Postcode <input name=pc id=pc></label></form><section><h2>Shipping method</h2><div id=ways></div></section>
  <section><h2>Payment method</h2><label><input type=radio name=pay value=cod> Cash on delivery</label></section>
  <aside><p>Total <b id=total>£40.00</b></p></aside><p id=note></p>
  <button id=go>Place order</button></main><script>
  pc.onchange = () => setTimeout(() => ways.innerHTML =
    '<label><input type=radio name=way value=std> Standard £5.00</label>' +
    '<label><input type=radio name=way value=exp> Express £15.00</label>', %d);
  go.onclick = () => { const way = document.querySelector('[name=way]:checked');
    if (!way) return note.innerHTML = '<span role=alert>Please select a shipping method</span>';
    fetch('/orders', {method: 'POST', body: JSON.stringify({way: way.value})})
      .then(() => location = '/done') }</script>"""


@pytest.mark.parametrize("milliseconds", [900, 2600])
def test_ways_of_delivery_that_come_after_the_button_that_orders_are_chosen_from(page: Page, milliseconds: int) -> None:
    """That they come late is seen while waiting for them, or told by the shop: nothing was ordered then."""
    shop = PaperShop(page, {"/checkout": EAGER % milliseconds, "/done": DONE})
    shopper = a_shopper(page, patience="5")
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, delivery={"*": "Express"}, payment=Payment(kind="invoice"))
    assert shopper.places_order().number == "100042"
    assert shop.orders == [{"way": "exp"}]
