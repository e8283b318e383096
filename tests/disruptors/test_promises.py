"""A shop is held to what its profile promises: what nobody promised is unknown, cannot be provided, and no fault."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.disruptors.promotions.codes import Promotions
from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, DeclaredLack, ShopFault
from pytest_checkout.store.profile import Code, Lack
from pytest_checkout.storefront import Shopper
from tests.storefront.paper_shop import ADDRESS, CART, HOME, INVOICE, LAMP, PaperShop, a_shopper

FIELD = '<form action="/cart"><label>Voucher code <input name="code"></label><button>Apply</button></form></main>'
WHO = """<main><h1>Checkout</h1><form action="/pay"><label>E-mail <input type="email" name="mail"></label>
  <button>Continue</button></form></main>"""
PAY = """<main><h1>Payment</h1><form action="/done"><fieldset><legend>Payment</legend>
  <label><input type="radio" name="pay" value="inv" checked> Invoice</label></fieldset><button>Continue</button></form>
  </main>"""


def promotions(shopper: Shopper) -> Promotions:
    shopper.adds_to_cart(LAMP)
    return Promotions(shopper, shopper.profile, None)  # type: ignore[arg-type]  (the purchase is not asked)


def test_without_codes_and_without_a_field_nobody_knows(page: Page) -> None:
    PaperShop(page, {})
    with pytest.raises(CannotProvide, match="the shop shows none, and store.yaml gives no codes"):
        promotions(a_shopper(page)).needs_field()


def test_where_codes_are_promised_the_missing_field_is_the_shops_fault(page: Page) -> None:
    PaperShop(page, {})
    shopper = a_shopper(page, codes={"live": Code(code="TEN")})
    promotions(shopper).needs_field()
    with pytest.raises(ShopFault, match="there is no field for a discount code"):
        shopper.must_be_able_to_enter_a_code()


def test_a_field_is_looked_at_although_no_code_is_known(page: Page) -> None:
    with_field = CART.replace("</main>", FIELD)
    PaperShop(page, {"/cart": with_field, "/cart/add/lamp": with_field})
    promotions(a_shopper(page)).needs_field()


def test_a_declared_lack_is_not_applicable(page: Page) -> None:
    PaperShop(page, {})
    with pytest.raises(DeclaredLack):
        promotions(a_shopper(page, lacks={"vouchers": Lack(reason="none", owner="us")})).needs_field()


def test_a_shop_that_asks_for_no_address_does_not_take_a_wrong_one(page: Page) -> None:
    PaperShop(page, {"/checkout": WHO, "/pay": PAY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.ADDRESS, address=HOME, payment=INVOICE)
    with pytest.raises(CannotProvide, match="the shop asks for none at payment"):
        shopper.tries_address(HOME)


def test_a_shop_that_asks_for_one_still_must_not(page: Page) -> None:
    PaperShop(page, {"/checkout": ADDRESS % "", "/delivery": PAY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    with pytest.raises(ShopFault, match="takes an address that lacks something"):
        shopper.tries_address(HOME)
