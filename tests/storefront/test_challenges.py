"""Banks whose page nobody scripted: passed, failed, dismissed, and left open after paying."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Card
from pytest_checkout.errors import CannotProvide, CannotRead
from pytest_checkout.storefront import Outcome, challenge
from tests.storefront.paper_shop import ADDRESS, CARD, DELIVERY, DONE, HOME, LAMP, PaperShop, a_shopper

GOOD = Card("4000002500003155")
PAYMENT = """<main><h1>Payment</h1><form action="http://pay.test/bank"><p>Order total £44.90</p>
  <fieldset><legend>Payment method</legend>
  <label><input type="radio" name="p" value="card" checked> Credit card</label></fieldset>
  <label>Card number <input name="number" autocomplete="cc-number"></label>
  <label>Expiry date <input name="exp" autocomplete="cc-exp"></label>
  <label>Security code <input name="cvc" autocomplete="cc-csc"></label>
  <button>Place order</button></form></main>"""
REFUSED = """<main><div role="alert">Your bank did not confirm the payment. Please choose how to pay.</div>
  <h1>Payment</h1><form action="/review"><fieldset><legend>Payment method</legend>
  <label><input type="radio" name="p" value="card" checked> Credit card</label>
  <label><input type="radio" name="p" value="inv"> Invoice</label></fieldset><button>Continue</button></form></main>"""
WAITING = """<main><h1>One moment</h1>
  <iframe src="http://pay.test/bank" width="600" height="500"></iframe></main>"""
DONE_URL, REFUSED_URL = "http://shop.test/done", "http://shop.test/refused"

BANKS = {
    "stripe": f"""<h1>3D Secure 2 Test Page</h1><p>This is a test 3D Secure 2 authentication page.</p>
      <a role="button" style="background:#06c;color:#fff" href="{DONE_URL}">Complete</a>
      <a role="button" href="{REFUSED_URL}">Fail</a>
      <a href="{REFUSED_URL}">Cancel</a>""",
    "german": f"""<h1>Zahlung freigeben</h1><p>Ihre Bank bittet Sie, diese Zahlung zu bestätigen.</p>
      <button style="background:#060;color:#fff" onclick="location='{DONE_URL}'">Freigeben</button>
      <button onclick="location='{REFUSED_URL}'">Ablehnen</button>
      <button onclick="location='{REFUSED_URL}'">Abbrechen und zurück zum Shop</button>""",
    "one-time code": f"""<h1>Visa Secure</h1><form onsubmit="event.preventDefault();
        location = this.code.value === '1234' ? '{DONE_URL}' : '{REFUSED_URL}'">
      <p>Enter the one-time code that your bank has sent you.</p>
      <label>Code <input name="code"></label><button>Submit</button>
      <a href="{REFUSED_URL}">Return to merchant</a> <a href="#">Resend code</a></form>""",
}


def attempt(page: Page, bank: str, how: str, card: Card = GOOD, framed: bool = False) -> tuple[PaperShop, Outcome]:
    shop = PaperShop(
        page,
        {
            "/checkout": ADDRESS % "",
            "/delivery": DELIVERY,
            "/payment": PAYMENT.replace("http://pay.test/bank", "/waiting") if framed else PAYMENT,
            "/waiting": WAITING,
            "/done": DONE,
            "/refused": REFUSED,
            "pay/bank": bank,
        },
    )
    shopper = a_shopper(page)
    shopper.visits(LAMP)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    shopper.chooses_delivery({"*": "Standard delivery"})
    shopper.chooses_payment(CARD, card)
    return shop, shopper.tries_to_place_order(how)


@pytest.mark.parametrize("bank", BANKS)
def test_a_passed_challenge_is_a_confirmed_order(page: Page, bank: str) -> None:
    _, outcome = attempt(page, BANKS[bank], challenge.PASS, Card(GOOD.number, authentication_code="1234"))
    assert outcome.challenged
    assert outcome.order is not None
    assert outcome.order.number == "100042"


@pytest.mark.parametrize("how", [challenge.FAIL, challenge.DISMISS])
@pytest.mark.parametrize("bank", BANKS)
def test_a_failed_or_dismissed_challenge_is_a_refusal_in_the_shops_words(page: Page, bank: str, how: str) -> None:
    _, outcome = attempt(page, BANKS[bank], how)
    assert outcome.challenged
    assert outcome.order is None
    assert any("Your bank did not confirm" in told for told in outcome.told)


def test_a_bank_without_a_way_out_is_left_by_the_browsers_own_button(page: Page) -> None:
    _, outcome = attempt(
        page, f"<h1>Authenticate</h1><button onclick=\"location='{DONE_URL}'\">Approve</button>", "dismiss"
    )
    assert (outcome.challenged, outcome.order) == (True, None)
    assert page.url.startswith("http://shop.test/payment")


def test_a_bank_in_a_frame_over_the_shops_page_is_answered_there(page: Page) -> None:
    frame = f"""<h1>3D Secure 2 Test Page</h1>
      <button style="background:#06c;color:#fff" onclick="top.location='{DONE_URL}'">Complete</button>
      <button onclick="top.location='{REFUSED_URL}'">Fail</button>"""
    _, passed = attempt(page, frame, challenge.PASS, framed=True)
    assert (passed.challenged, passed.order is not None) == (True, True)


def test_a_bank_that_cannot_be_failed_says_so(page: Page) -> None:
    with pytest.raises(CannotRead, match="no way to fail the authentication that the robot knows"):
        attempt(page, f"<h1>Authenticate</h1><button onclick=\"location='{DONE_URL}'\">Approve</button>", "fail")


def test_a_code_that_the_profile_does_not_give_is_asked_for(page: Page) -> None:
    with pytest.raises(CannotProvide, match="add 'authentication code:' to the card"):
        attempt(page, BANKS["one-time code"], challenge.PASS)


class _Bank(BaseHTTPRequestHandler):
    """A bank that answers what agrees by the way back to the shop."""

    def do_POST(self) -> None:
        self.server.agreed += 1  # type: ignore[attr-defined]
        self.send_response(303)
        self.send_header("Location", DONE_URL)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


def test_a_page_that_is_closed_after_paying_sends_what_pays_and_nothing_else(page: Page) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Bank) as server:
        server.agreed = 0  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        bank = f'<h1>Authenticate</h1><form method="post" action="http://127.0.0.1:{server.server_port}/">'
        shop, outcome = attempt(page, f"{bank}<button>Approve</button></form>", challenge.CLOSE)
        server.shutdown()
        thread.join()
        assert server.agreed == 1  # type: ignore[attr-defined]
    assert (outcome.challenged, outcome.order, page.url) == (True, None, "about:blank")
    assert "/done" not in shop.asked


def test_a_shop_that_asks_no_bank_has_challenged_nobody(page: Page) -> None:
    _, outcome = attempt(page, DONE, challenge.FAIL)
    assert outcome.order is not None
    assert not outcome.challenged
