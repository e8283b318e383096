"""A page that is still as it was read is not read again; what has changed on it is read, seen by an observer or not."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page

from pytest_checkout.storefront import stillness
from tests.storefront.paper_shop import PaperShop, a_shopper

FORM = """<main><h1>Delivery address</h1><form action="/next"><label>Town <input id=town></label>
  <label>Note <textarea id=note></textarea></label><label><input type=checkbox id=gift> Gift</label>
  <label>Country <select id=land><option>Norway<option>Sweden</select></label><button id=on>Continue</button></form>
  <div id=tip popover>Only two left</div><p id=told></p></main>"""
UNSEEN = {
    "a value": "town.value = 'Bristol'",
    "a text": "note.value = 'Ring twice'",
    "a tick": "gift.checked = true",
    "a choice": "land.selectedIndex = 1",
    "what counts as wrong": "town.setCustomValidity('no such town')",
    "the focus": "town.focus()",
    "a layer on top": "tip.showPopover()",
    "an address": "history.pushState(null, '', '/second')",
    "a style": "const sheet = new CSSStyleSheet(); sheet.replaceSync('#on { display: none }');"
    " document.adoptedStyleSheets = [sheet]",
    "a rule": "document.styleSheets[0].insertRule('#on { visibility: hidden }')",
    "what moves": "on.animate([{opacity: 0}, {opacity: 1}], 60000)",
}
SEEN = {
    "a text": "told.textContent = 'Please enter your town'",
    "an attribute": "on.disabled = true",
    "a frame": "document.body.append(document.createElement('iframe'))",
    "a field's own word": "town.required = true; document.forms[0].reportValidity()",
}


@pytest.fixture
def page_read(page: Page) -> Page:
    PaperShop(page, {"/address": f"<style>p {{ margin: 0 }}</style>{FORM}"})
    return page


def test_a_page_without_a_change_is_not_read_again(page_read: Page) -> None:
    hands = a_shopper(page_read).hands
    first = hands.goes_to("http://shop.test/address")
    hands.look()  # the page may have come to its end only now
    assert hands.look() is hands.look()
    assert hands.reading.snapshot.text == first.snapshot.text


@pytest.mark.parametrize(
    "script", [*UNSEEN.values(), *SEEN.values()], ids=[*UNSEEN, *(f"{name} seen" for name in SEEN)]
)
def test_what_has_changed_is_read_again(page_read: Page, script: str) -> None:
    hands = a_shopper(page_read).hands
    hands.goes_to("http://shop.test/address")
    page_read.wait_for_load_state("load")
    hands.look()
    before = hands.look()
    page_read.evaluate(f"() => {{ {script} }}")
    assert hands.look() is not before


def test_a_page_that_holds_another_is_always_read(page: Page) -> None:
    PaperShop(
        page, {"/address": f"{FORM}<iframe src='http://pay.test/card'></iframe>", "pay/card": "<input id=number>"}
    )
    hands = a_shopper(page).hands
    hands.goes_to("http://shop.test/address")
    before = hands.look()
    page.frames[1].evaluate("() => { document.getElementById('number').value = '42' }")
    now = hands.look()
    assert now is not before
    assert "42" in [control.value for control in now.snapshot.controls]


def test_what_was_told_in_passing_is_told_once(page_read: Page) -> None:
    hands = a_shopper(page_read).hands
    hands.goes_to("http://shop.test/address")
    hands.look()
    page_read.evaluate("() => { told.setAttribute('role', 'alert'); told.textContent = 'Saved'; }")
    page_read.evaluate("() => told.remove()")
    assert hands.look().snapshot.told
    assert not hands.look().snapshot.told


def test_a_change_is_told_as_soon_as_it_rests_and_none_when_the_time_is_over(page_read: Page) -> None:
    hands = a_shopper(page_read).hands
    token = hands.goes_to("http://shop.test/address").snapshot.token
    assert not stillness.moves(page_read, token, 30)
    page_read.evaluate("() => setTimeout(() => { told.textContent = 'Saved' }, 20)")
    begun = time.monotonic()
    assert stillness.moves(page_read, token, 20_000)
    assert time.monotonic() - begun < 10


def test_a_page_that_hangs_is_not_waited_for_beyond_its_time(page_read: Page) -> None:
    hands = a_shopper(page_read).hands
    token = hands.goes_to("http://shop.test/address").snapshot.token
    page_read.evaluate("() => { setTimeout(() => { const ends = Date.now() + 5000; while (Date.now() < ends); }, 0) }")
    begun = time.monotonic()
    assert not stillness.moves(page_read, token, 100)
    assert time.monotonic() - begun < 4
