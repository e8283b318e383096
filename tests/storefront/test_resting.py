"""A control that lies still and uncovered where it was read is pressed at once; any other is waited for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import Shopper, grasp
from tests.storefront.paper_shop import PaperShop, a_shopper

PAGE = """<style>p { margin: 0 } #band { position: fixed; inset: 0; display: none }</style>
  <main style="width: 22em"><h1>Your cart</h1><p id=above></p>
  <button id=on onclick="told.textContent = 'Thank you'">Continue</button>
  <p>Or read <a id=link href="/terms">our terms, which are long enough to need a second line of this narrow page</a></p>
  <p><input type=checkbox id=terms style="appearance: none"><label for=terms>I accept</label></p>
  <p id=told></p></main><div id=band>
  <button class=close aria-label=Close onclick="band.remove()">x</button>
  <button style="width: 100%; height: 90%" onclick="told.textContent = 'Joined'">Join us</button></div>"""
MOVES = {
    "it was moved": "above.style.height = '90px'",
    "a rule that no observer sees moved it": "document.styleSheets[0].insertRule('#above { height: 90px }')",
    "it is on its way": "on.animate([{translate: '0 0'}, {translate: '0 90px'}], 60000)",
    "something came over it": "document.styleSheets[0].insertRule('#band { display: block !important }', 2)",
    "presses go through it": "document.styleSheets[0].insertRule('#on { pointer-events: none }')",
}


@pytest.fixture
def shopper(page: Page) -> Shopper:
    PaperShop(page, {"/cart": PAGE})
    shopper = a_shopper(page)
    shopper.hands.goes_to("http://shop.test/cart")
    page.wait_for_load_state("load")
    shopper.hands.look()
    return shopper


def rests(shopper: Shopper, id: str = "on") -> bool:
    hands = shopper.hands
    control = next(control for control in hands.reading.snapshot.controls if control.id == id)
    return grasp.rests(hands.element(control), hands.reading.snapshot.token)


def test_what_nobody_touched_rests(shopper: Shopper) -> None:
    assert rests(shopper)


@pytest.mark.parametrize("script", MOVES.values(), ids=MOVES)
def test_what_moved_or_is_covered_does_not(shopper: Shopper, page: Page, script: str) -> None:
    page.evaluate(script)
    assert not rests(shopper)


def test_a_link_that_breaks_into_lines_is_left_to_the_browser_which_knows_where_its_middle_is(shopper: Shopper) -> None:
    assert not rests(shopper, "link")


def test_a_page_that_was_read_again_rests_by_that_reading_alone(shopper: Shopper, page: Page) -> None:
    old = shopper.hands.reading.snapshot.token
    page.reload()
    shopper.hands.look()
    element = page.query_selector("#on")
    assert element is not None
    assert not grasp.rests(element, old)
    assert rests(shopper)


def test_what_comes_before_it_in_that_moment_gets_nothing_of_the_press(shopper: Shopper, page: Page) -> None:
    """Some popups come when the pointer first moves."""
    page.evaluate("addEventListener('pointermove', () => { band.style.display = 'block' }, {once: true})")
    shopper.hands.look()
    [control] = [control for control in shopper.hands.reading.snapshot.controls if control.id == "on"]
    shopper.hands.press(control, "go on", Stage.CART)
    assert page.inner_text("#told") == "Thank you"


def test_a_label_that_is_pressed_in_place_of_its_box_ticks_it(shopper: Shopper, page: Page) -> None:
    [control] = [control for control in shopper.hands.reading.snapshot.controls if control.id == "terms"]
    element = page.query_selector("label")
    assert element is not None
    grasp.presses(element, element.click, shopper.hands.reading.snapshot.token, 2)
    assert control.faced
    assert page.is_checked("#terms")


def test_what_opens_under_the_pointer_takes_the_rest_of_the_press(shopper: Shopper, page: Page) -> None:
    """A list of a shop's own comes with the pointer's going down; that is no press that missed."""
    page.evaluate("on.addEventListener('mousedown', () => { band.style.display = 'block' })")
    element = page.query_selector("#on")
    assert element is not None
    shopper.hands.look()
    grasp.presses(element, element.click, shopper.hands.reading.snapshot.token, 2)
    assert page.is_visible("#band")


def test_both_are_pressed(shopper: Shopper, page: Page) -> None:
    [control] = [control for control in shopper.hands.reading.snapshot.controls if control.id == "on"]
    shopper.hands.press(control, "go on", Stage.CART)
    assert page.inner_text("#told") == "Thank you"
    page.evaluate("told.textContent = ''; above.style.height = '90px'")
    shopper.hands.press(control, "go on", Stage.CART)
    assert page.inner_text("#told") == "Thank you"
