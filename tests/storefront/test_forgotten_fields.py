"""Whether a refusal names the forgotten field: by the browser, beside the field, by its name, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import Shopper
from tests.storefront.paper_shop import ADDRESS, HOME, LAMP, PaperShop, a_shopper

FORM = ADDRESS % ""
CITY, STREET = ("city",), ("line1",)
NO_CITY = replace(HOME, city="")


def at_address(page: Page, form: str) -> Shopper:
    PaperShop(page, {"/checkout": form, "/delivery": form})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.walks_to(Stage.ADDRESS)
    return shopper


@pytest.mark.parametrize(
    ("form", "named"),
    [
        (FORM.replace('name="c"', 'name="c" required'), True),
        (FORM.replace("Town <", "<em class=error role=alert>Required</em>Town <"), True),
        (FORM.replace("<form", "<p class=error role=alert>Please tell us your town.</p><form"), True),
        (FORM.replace("<form", "<p class=error role=alert>Something is wrong.</p><form"), False),
        (FORM.replace("<form", "<p class=error role=alert>Please check your address.</p><form"), False),
    ],
)
def test_a_forgotten_field_is_named(page: Page, form: str, named: bool) -> None:
    shopper = at_address(page, form)
    assert shopper.is_asked_for(CITY)
    told = shopper.tries_address(NO_CITY)
    assert told
    assert shopper.is_told_of(CITY, told) is named


def test_a_field_that_is_marked_as_wrong_is_named(page: Page) -> None:
    marked = FORM.replace("<form", "<p class=error role=alert>Wrong</p><form").replace(
        'name="c"', 'name="c" aria-invalid="true"'
    )
    shopper = at_address(page, marked)
    told = shopper.tries_address(NO_CITY)
    assert shopper.is_told_of(CITY, told)
    assert not shopper.is_told_of(STREET, told)


def test_a_part_that_the_shop_does_not_ask_for_cannot_be_forgotten(page: Page) -> None:
    shopper = at_address(page, FORM.replace('<label>Postcode <input name="pc"></label>', ""))
    assert not shopper.is_asked_for(("postcode",))
    assert shopper.is_asked_for(("full_name", "last_name"))
