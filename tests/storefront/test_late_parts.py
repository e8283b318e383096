"""What belongs to a page and comes after it: styles, scripts, the fields of a card."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Card, Stage
from tests.storefront.paper_shop import CARD, HOME, LAMP, PaperShop, a_shopper

GOOD = Card("4242424242424242", "12/2030", "123", "Robin Tester")
LATE = 0.3
"""Seconds until the styles and the script come: long after the page itself could be read."""
PAGES = {
    "/styled": """<!doctype html><link rel=stylesheet href=/late.css><h1>Brass lamp</h1><p>£40.00</p>
      <button class=other>Add to cart</button><button>Put into my bag</button>""",
    "/alone": "<!doctype html><link rel=stylesheet href=/never.css><h1>Brass lamp</h1>",
    "/woken": """<!doctype html><h1>Brass lamp</h1><p>£40.00</p><button id=add>Add to cart</button><p id=told></p>
      <script async src=/late.js></script>""",
}
PARTS = {
    "/late.css": ("text/css", LATE, ".other { display: none }"),
    "/late.js": ("text/javascript", LATE, "add.onclick = () => { told.textContent = 'It is in your cart' }"),
}


class _Handler(BaseHTTPRequestHandler):
    ends = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/never.css":
            self.ends.wait(30)
            return
        kind, late, body = PARTS.get(self.path, ("text/html; charset=utf-8", 0.0, PAGES.get(self.path, "")))
        self.ends.wait(late)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def url() -> Iterator[str]:
    _Handler.ends.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        _Handler.ends.set()
        server.shutdown()
        thread.join()


def test_a_page_is_not_read_before_its_styles_hide_what_nobody_sees(page: Page, url: str) -> None:
    reading = a_shopper(page).hands.goes_to(f"{url}/styled")
    assert [control.text for control in reading.snapshot.controls if control.shown] == ["Put into my bag"]


def test_styles_that_never_come_are_waited_for_once(page: Page, url: str) -> None:
    hands = a_shopper(page).hands
    begun = time.monotonic()
    hands.goes_to(f"{url}/alone")
    assert 2.5 < time.monotonic() - begun < 8
    begun = time.monotonic()
    for _ in range(3):
        page.evaluate("() => document.body.append('.')")
        hands.look()
    assert time.monotonic() - begun < 2


def test_a_button_is_not_pressed_before_the_script_that_serves_it_has_come(page: Page, url: str) -> None:
    hands = a_shopper(page).hands
    reading = hands.goes_to(f"{url}/woken")
    hands.press(reading.own_add_buttons[0].control, "add the product to the cart", Stage.PRODUCT)
    assert hands.until(lambda now: "in your cart" in now.snapshot.text or None)


PAY = """<main><h1>Payment</h1><form action="/review"><fieldset><legend>How do you want to pay?</legend>
  <label><input type=radio name=pay value=card checked> Credit card</label>
  <label><input type=radio name=pay value=invoice> Invoice</label></fieldset><div id=card></div>
  <p role=alert id=told></p>
  <button>Continue</button></form><script>
  const fields = `<label>Card number <input id=number autocomplete=cc-number></label>
    <label>Expiry <input autocomplete=cc-exp></label><label>CVC <input autocomplete=cc-csc></label>`;
  document.forms[0].onsubmit = () => {
    if (document.getElementById('number')?.value) return true;
    told.textContent = 'Please enter your card'; card.innerHTML = fields; return false };
</script></main>"""

REVIEW = """<main><h1>Review your order</h1><p>Total £40.00</p>
  <form action='/done'><button>Place order</button></form></main>"""


def test_fields_of_a_card_that_come_only_when_one_goes_on_are_filled_in(page: Page) -> None:
    PaperShop(page, {"/pay": PAY, "/review": REVIEW})
    shopper = a_shopper(page)
    shopper.hands.knows(in_checkout=True, addressed=True)
    shopper.comes_to("http://shop.test/pay")
    shopper.chooses_payment(CARD, GOOD)
    assert shopper.stage is Stage.REVIEW
    assert any("typed card number" in line for line in shopper.journal.lines())
    assert not shopper.hands.progress.card_due


DROPS = """<main><h1>Checkout</h1><form onsubmit="return false"><div id=who>
  <label>E-mail <input type=email name=mail></label><label>Full name <input name=n></label>
  <label>Address <input name=a></label><label>City <input name=c></label><label>Postcode <input name=pc></label></div>
  <fieldset id=ways></fieldset><button id=go disabled>Place order</button></form><p>Total £40.00</p></main><script>
  const asked = who.innerHTML;
  let dropped = false;
  const offers = () => { ways.innerHTML = [...who.querySelectorAll('input')].every(field => field.value) ?
    `<legend>Delivery method</legend><label><input type=radio name=d value=std> Standard</label>
     <label><input type=radio name=d value=exp> Express</label>` : '' };
  who.addEventListener('change', offers);
  ways.addEventListener('change', () => {
    if (dropped) { go.disabled = false; return }
    dropped = true; who.innerHTML = asked; offers() });
</script>"""


def test_a_choice_that_goes_away_with_the_address_is_made_when_that_is_given_again(page: Page) -> None:
    PaperShop(page, {"/checkout": DROPS})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, delivery={"*": "Standard"})
    assert page.locator("[value=std]").is_checked()
    assert page.locator("[name=pc]").input_value() == HOME.postcode
