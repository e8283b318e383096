"""Where the owner says which control is meant: by selector, text or role; and what is said when it is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead, ProblemsError
from pytest_checkout.store import profile as profiles
from pytest_checkout.storefront import Shopper
from tests.storefront.paper_shop import ADDRESS, DELIVERY, DONE, HOME, INVOICE, LAMP, PaperShop

PROFILE = """\
store: Paper shop
url: http://shop.test/
environment: staging
currency: GBP
locales: {default: en-GB}
patience: 3
overrides:
"""
ODD_ADDRESS = """<main><h1>Delivery address</h1><form action="/review">
  <label>E-mail <input name="mail" type="email"></label><label>Zork <input id="z1" name="zork"></label>
  <label>Last name <input name="ln"></label><label>Address <input name="a1"></label><label>Town <input name="c"></label>
  <label>Postcode <input name="pc"></label><button>Zamboni</button> <button name="other">Zanzibar</button>
  </form></main>"""
ODD_REVIEW = "<main><h1>Review</h1><p>Order total £40.00</p><button onclick='location=`/done`'>Zap</button></main>"
ASKED = "/review?mail=shopper-7e57%40example.com&zork=Robin&ln=Tester"


def a_shopper(page: Page, folder: Path, *overrides: str) -> Shopper:
    """A shopper of a shop whose profile was read from a file, the first override in its line 8."""
    path = folder / "store.yaml"
    path.write_text(PROFILE + "".join(f"  {line}\n" for line in overrides), encoding="utf-8")
    return Shopper(page, profiles.load(path), identity="7e57")


@pytest.mark.parametrize(
    ("field", "on", "order"),
    [
        ('"#z1"', "{text: Zamboni}", "{role: button, text: zap}"),
        ("{text: Zork}", '"form button:first-of-type"', "main > button"),
        ("{selector: input, text: zork, role: textbox}", '{selector: "[name=other]"}', "{text: Zap}"),
    ],
)
def test_fields_and_acts_are_found_by_what_the_owner_says(
    page: Page, tmp_path: Path, field: str, on: str, order: str
) -> None:
    PaperShop(page, {"/checkout": ODD_ADDRESS, "/review": ODD_REVIEW, "/done": DONE})
    shopper = a_shopper(page, tmp_path, f"first name: {field}", f"continue: {on}", f"place order: {order}")
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.REVIEW, address=HOME, payment=INVOICE)
    assert ASKED in page.url.replace("+", "%20")
    assert shopper.places_order().number == "100042"


def test_an_act_that_no_longer_matches_is_named_with_its_place(page: Page, tmp_path: Path) -> None:
    nothing = DELIVERY.replace("<button>Continue</button>", "")
    PaperShop(page, {"/checkout": ADDRESS % "", "/delivery": nothing})
    shopper = a_shopper(page, tmp_path, 'continue: "#go"')
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    with pytest.raises(CannotRead) as gone:
        shopper.goes_on()
    assert str(gone.value) == (
        f"{tmp_path}/store.yaml:8: the override 'continue' (selector '#go') matches nothing at delivery; "
        "correct it, or remove it and let the page be read"
    )


def test_a_field_that_no_longer_matches_is_named_with_its_place(page: Page, tmp_path: Path) -> None:
    PaperShop(page, {"/checkout": ADDRESS % ""})
    shopper = a_shopper(page, tmp_path, "add to cart: button", "state: {text: Region, role: combobox}")
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    with pytest.raises(CannotRead, match=r"store.yaml:9: the override 'state' \(text 'Region', role 'combobox'\)"):
        shopper.gives_address(HOME)


def test_the_products_button_is_named_too(page: Page, tmp_path: Path) -> None:
    PaperShop(page, {"/lamp": "<main><h1>Brass lamp</h1><p>£40.00</p></main>"})
    shopper = a_shopper(page, tmp_path, "add to cart: '#gone'")
    with pytest.raises(
        CannotRead, match=r"store.yaml:8: the override 'add to cart' \(selector '#gone'\) matches nothing"
    ):
        shopper.adds_to_cart(LAMP)


def test_a_selector_that_is_none_is_named_with_its_place(page: Page, tmp_path: Path) -> None:
    PaperShop(page, {})
    with pytest.raises(CannotRead, match=r"store.yaml:8: the override 'cart' is no CSS selector: \#\["):
        a_shopper(page, tmp_path, 'cart: "#["').visits(LAMP)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("plaice order: button", "no field or act named 'plaice order'. Did you mean 'place order'?"),
        ("cart: {role: link}", "needs a 'selector' or a 'text'"),
        ("cart: {css: a}", "unknown key 'css'"),
    ],
)
def test_a_mistake_is_told_when_the_profile_is_read(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "store.yaml"
    path.write_text(f"{PROFILE}  {line}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as told:
        profiles.load(path)
    assert words in str(told.value)
