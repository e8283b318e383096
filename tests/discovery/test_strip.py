"""The picture strip in a browser: what a reader can do with it."""

from __future__ import annotations

from playwright.sync_api import Page

from pytest_checkout.discovery import strip
from pytest_checkout.discovery.findings import Findings, Journey, Picture
from pytest_checkout.domain import Stage


def test_a_click_on_a_picture_shows_it_in_full_size_and_another_one_puts_it_back(page: Page) -> None:
    page.set_content("<body style='background: #064'>")
    jpeg = page.screenshot(type="jpeg")
    found = Findings("Our shop", "http://shop.test/", "GBP", "", "en-GB", "")
    found.journeys["en-GB"] = Journey("en-GB", pictures=[Picture(Stage.CART, "http://shop.test/cart", "1 lamp", jpeg)])
    page.set_content(strip.html(found))
    picture = page.get_by_alt_text("cart")
    small = picture.bounding_box()
    picture.click()
    large = picture.bounding_box()
    picture.click()
    assert small is not None
    assert large is not None
    assert large["width"] > 2 * small["width"]
    assert picture.bounding_box() == small
