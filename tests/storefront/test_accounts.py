"""Accounts: the right form of a page with two, a shop without any, and what is told about a wrong password."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.errors import CannotProvide, ShopFault
from tests.storefront.paper_shop import HOME, PaperShop, a_shopper

START = "<main><h1>Lamps</h1></main><header>%s</header>"
LOGIN = """<main><h1>Your account</h1>
  <form action="/account"><h2>Returning customers</h2><label>E-mail <input type=email name=known></label>
    <label>Password <input type=password name=old></label><button>Log in</button></form>
  <form action="/account"><h2>New here?</h2><label>E-mail <input type=email name=new></label>
    <label>Password <input type=password name=one></label><label>Password again <input type=password name=two></label>
    <label><input type=checkbox name=ok required> I accept the terms</label><button>Register</button></form></main>"""
ACCOUNT = "<main><h1>Hello</h1><p>Welcome</p></main>"
PAGES = {"/": START % "<a href='/login'>Log in</a>", "/login": LOGIN, "/account": ACCOUNT}


def test_a_new_account_is_made_in_the_form_that_asks_for_a_password_twice(page: Page) -> None:
    PaperShop(page, PAGES)
    shopper = a_shopper(page)
    shopper.signs_up(HOME)
    assert "new=shopper-7e57%40example.com&one=Shop-" in page.url
    assert "ok=on" in page.url


def test_who_has_an_account_signs_in_with_the_other_form(page: Page) -> None:
    PaperShop(page, PAGES)
    a_shopper(page).signs_in()
    assert "known=shopper-7e57%40example.com&old=Shop-" in page.url


def test_a_form_for_new_customers_may_have_a_page_of_its_own(page: Page) -> None:
    known, _, new = LOGIN.partition('<form action="/account"><h2>New')
    pages = PAGES | {"/login": f"{known}<a href=/register>Create an account</a></main>"}
    PaperShop(page, pages | {"/register": f"<main><form action='/account'><h2>New{new}"})
    a_shopper(page).signs_up(HOME)
    assert "new=shopper-7e57%40example.com&one=Shop-" in page.url


def test_a_shop_without_accounts_cannot_provide_one(page: Page) -> None:
    PaperShop(page, PAGES | {"/": START % "<a href='/cart'>Cart</a>"})
    with pytest.raises(CannotProvide, match="needs customer accounts"):
        a_shopper(page).signs_in()


def test_a_refusal_to_sign_in_is_told(page: Page) -> None:
    refused = LOGIN.replace("<h2>Returning", "<p class=error role=alert>No such customer</p><h2>Returning")
    PaperShop(page, PAGES | {"/account": refused})
    with pytest.raises(ShopFault, match="could not sign in: the shop told: No such customer") as caught:
        a_shopper(page).signs_in()
    assert caught.value.reason_code == "wrong-outcome"


def test_signing_out_is_proved_by_the_page(page: Page) -> None:
    leave = START % "<a href='/out'>Log out</a>"
    PaperShop(page, PAGES | {"/": leave, "/out": START % "<a href='/login'>Log in</a>"})
    a_shopper(page).signs_out()
    assert page.url.endswith("/out")


def test_a_shop_that_lets_nobody_out_is_told(page: Page) -> None:
    PaperShop(page, PAGES | {"/": START % "<a href='/'>Log out</a>"})
    with pytest.raises(ShopFault, match="'Log out' does not sign the shopper out"):
        a_shopper(page).signs_out()


def test_a_shop_that_shows_no_way_out_cannot_provide_it(page: Page) -> None:
    PaperShop(page, PAGES)
    with pytest.raises(CannotProvide, match="needs a way to sign out"):
        a_shopper(page).signs_out()
