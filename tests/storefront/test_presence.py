"""A shopper can enter a code: every way of taking that away is told in its own words, and no change of looks is one.

The cart is a page with a real form, as the compact theme of the demo store has it. Each removal and each change is made
in its text, as a template, a style sheet or a script of a shop would make it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from pytest_checkout.errors import ShopFault
from tests.storefront.paper_shop import LAMP, PaperShop, a_shopper

FORM = """<form action="/cart/voucher" id="codes"><label for="code">Voucher code</label>
  <input id="code" name="voucher_code" maxlength="128" required><button id="apply">Apply code</button></form>"""
CART = """<main><h1>Your cart</h1><table><tr><td><a href="/lamp">Brass lamp</a></td>
  <td><input name="qty" type="number" value="1" aria-label="Quantity"></td><td>£40.00</td><td>£40.00</td></tr></table>
  <section class="codes">FORM</section>
  <dl><dt>Subtotal</dt><dd>£40.00</dd><dt>Order total</dt><dd>£40.00</dd></dl>
  <a href="/checkout">Proceed to checkout</a></main>"""
UNKNOWN = '<p role="alert" class="error">This code is not known.</p>'


def style(css: str) -> Callable[[str], str]:
    return lambda cart: f"<style>{css}</style>{cart}"


def script(code: str) -> Callable[[str], str]:
    return lambda cart: f"{cart}<script>{code}</script>"


def late(code: str, milliseconds: int = 400) -> Callable[[str], str]:
    """Something a script does a while after the shopper has come to see the field."""
    return script(
        "let seen = false; code.scrollIntoView = () => { if (seen) return; seen = true;"
        f" setTimeout(() => {{ {code} }}, {milliseconds}) }}"
    )


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(cart: str) -> str:
        assert old in cart
        return cart.replace(old, new)

    return change


FIELD = '<input id="code" name="voucher_code" maxlength="128" required>'
LABEL = '<label for="code">Voucher code</label>'
BUTTON = '<button id="apply">Apply code</button>'
POPUP = "<div style='position:fixed;inset:0;background:#fff'><p>Win a prize</p></div>"

REMOVALS: dict[str, tuple[Callable[[str], str], str]] = {
    "the template leaves it out": (swap(FORM, ""), "there is no field for a discount code at cart"),
    "a picture in its place": (swap(FIELD, "<span class='input'></span>"), "there is no field for a discount code"),
    "not displayed": (style("#codes { display: none }"), "in the page, and hidden"),
    "made invisible": (style("#codes { visibility: hidden }"), "in the page, and hidden"),
    "made transparent": (style("#code { opacity: 0 }"), "in the page, and hidden"),
    "folded to nothing": (style(".codes { height: 0; overflow: hidden }"), "in the page, and hidden"),
    "moved out of the page": (style("#codes { position: absolute; left: -9999px }"), "in the page, and hidden"),
    "shrunk to a point": (style("#code { transform: scale(0) }"), "in the page, and hidden"),
    "cut away": (style("#code { clip-path: inset(100%) }"), "is covered by|hidden"),
    "disabled": (swap(FIELD, FIELD.replace("required", "disabled")), "'Voucher code' is disabled"),
    "in a disabled set": (swap(FORM, f"<fieldset disabled>{FORM}</fieldset>"), "'Voucher code' is disabled"),
    "inert": (swap('<section class="codes">', '<section class="codes" inert>'), "'Voucher code' is inert"),
    "read-only": (swap(FIELD, FIELD.replace("required", "readonly")), "'Voucher code' is read-only"),
    "covered for good": (lambda cart: cart + POPUP, "'Voucher code' is covered by div \"Win a prize\""),
    "covered by something unseen": (
        style("#codes { position: relative } #codes::after { content: ''; position: absolute; inset: 0 }"),
        r"'Voucher code' is covered by <form .*, which takes every click",
    ),
    "deaf to the pointer": (style("#code { pointer-events: none }"), "'Voucher code' is covered by <form"),
    "without a name": (swap(LABEL, ""), "'voucher_code' has no accessible name"),
    "taken away after the page settled": (
        late("codes.remove()"),
        r"'Voucher code' vanished \d+ ms after the page settled",
    ),
    "hidden after the page settled": (
        late("codes.style.display = 'none'", 900),
        r"'Voucher code' vanished \d+ ms after the page settled",
    ),
    "disabled after the page settled": (
        late("code.disabled = true"),
        r"'Voucher code' is disabled, since \d+ ms after the page settled",
    ),
    "covered after the page settled": (
        late(f"document.body.insertAdjacentHTML('beforeend', `{POPUP}`)"),
        r"'Voucher code' is covered by div \"Win a prize\", since \d+ ms after",
    ),
    "eats what is typed": (script("code.oninput = () => code.value = ''"), "the field holds something else"),
    "takes three letters only": (swap('maxlength="128"', 'maxlength="3"'), "the field holds something else"),
    "no button to send it": (swap(BUTTON, ""), "there is no way to send a discount code at cart"),
    "its button is disabled": (swap('id="apply"', 'id="apply" disabled'), "'Apply code' is disabled"),
    "its button vanishes": (late("apply.remove()"), "'Apply code' vanished while the page settled"),
    "its button does nothing": (
        swap('<button id="apply"', '<button type="button" id="apply"'),
        "applying a code has no effect at cart: it is neither listed nor refused",
    ),
    "the shop answers nothing": (
        swap('action="/cart/voucher"', 'action="/cart"'),
        "applying a code has no effect at cart: it is neither listed nor refused",
    ),
    "the link to it opens nothing": (
        swap(FORM, f'<a href="#codes">I have a voucher code</a><div style="display:none">{FORM}</div>'),
        "no field for a code appears at cart after pressing 'I have a voucher code'",
    ),
}

COSMETIC: dict[str, Callable[[str], str]] = {
    "its label lies over it": style(
        "#codes { position: relative } #codes label { position: absolute; inset: 0; width: 120px }"
    ),
    "other words on the label": swap("Voucher code", "Promotion or gift code"),
    "other words on the button": swap("Apply code", "Redeem"),
    "a placeholder for a label": lambda cart: cart.replace(LABEL, "").replace(
        FIELD, FIELD[:-1] + " placeholder='Code'>"
    ),
    "a name for machines only": lambda cart: cart.replace(LABEL, "").replace(
        FIELD, FIELD[:-1] + " aria-label='Voucher code'>"
    ),
    "a label around the field": lambda cart: cart.replace(LABEL, "").replace(
        FIELD, f"<label>Voucher code {FIELD}</label>"
    ),
    "a heading and no label": lambda cart: cart.replace(LABEL, "<h2>Voucher code</h2>"),
    "other names in the source": lambda cart: cart.replace("voucher_code", "f7").replace("codes", "x9"),
    "told not to be filled in by the browser": swap("required>", 'type="text" autocomplete="off">'),
    "an input as the button": swap(BUTTON, '<input type="submit" value="Apply code">'),
    "the button outside of the form": lambda cart: cart.replace(BUTTON, "").replace(
        "</section>", '<button form="codes">Apply code</button></section>'
    ),
    "in a side column": style("main { display: grid; grid-template-columns: 1fr 300px } .codes { grid-column: 2 }"),
    "far down the page": style(".codes { margin-top: 3000px }"),
    "large, red and round": style("#code, #apply { font-size: 30px; border-radius: 40px; background: red }"),
    "from right to left": lambda cart: f"<div dir='rtl'>{cart}</div>",
    "behind a link that opens it": lambda cart: cart.replace(
        FORM,
        f'<a href="#codes" onclick="more.hidden = false">I have a voucher code</a><div id="more" hidden>{FORM}</div>',
    ),
    "in a part that unfolds": lambda cart: cart.replace(
        FORM, f"<details><summary>I have a voucher code</summary>{FORM}</details>"
    ),
    "fading in": style("#codes { animation: in .6s } @keyframes in { from { opacity: 0 } }"),
    "built anew by a script": late("codes.outerHTML = codes.outerHTML"),
    "built by a script": lambda cart: (
        cart.replace(FORM, "<div id='here'></div>")
        + f"<script>setTimeout(() => here.innerHTML = `{FORM}`, 300)</script>"
    ),
    "disabled until the script runs": lambda cart: (
        cart.replace(FIELD, FIELD.replace("required", "disabled"))
        + "<script>setTimeout(() => code.disabled = false, 300)</script>"
    ),
    "beside a clock that ticks": lambda cart: (
        cart + "<p id='clock'>0</p><script>setInterval(() => clock.textContent++, 100)</script>"
    ),
    "under a bar that stays on top": lambda cart: (
        "<header style='position:sticky;top:0;background:#fff'>Sale</header>" + cart
    ),
    "under a banner that can be closed": lambda cart: (
        cart + "<div id='b' role='dialog' style='position:fixed;inset:0;background:#fff'><p>We use cookies</p>"
        "<button onclick='b.remove()'>Only necessary</button></div>"
    ),
    "sent by a script": script(
        "codes.onsubmit = () => { fetch('/cart/voucher').then(() => codes.insertAdjacentHTML('beforeend', "
        f"`{UNKNOWN}`)); return false }}"
    ),
}


def the_cart(page: Page, change: Callable[[str], str], *, patience: str = "2") -> None:
    """Look whether a code can be entered in a cart with this change."""
    cart = change(CART.replace("FORM", FORM))
    assert cart != CART.replace("FORM", FORM)
    PaperShop(
        page, {"/cart": cart, "/cart/add/lamp": cart, "/cart/voucher": cart.replace("<table>", f"{UNKNOWN}<table>")}
    )
    shopper = a_shopper(page, patience=patience)
    shopper.adds_to_cart(LAMP)
    shopper.must_be_able_to_enter_a_code()


def test_a_code_can_be_entered(page: Page) -> None:
    the_cart(page, lambda cart: cart + "<!-- as it is -->")


@pytest.mark.parametrize("name", REMOVALS)
def test_a_removal_is_told_in_its_own_words(page: Page, name: str) -> None:
    change, words = REMOVALS[name]
    with pytest.raises(ShopFault) as caught:
        the_cart(page, change)
    told = f"{caught.value} {caught.value.found}"
    assert re.search(words, told), told
    assert caught.value.reason_code in ("capability-absent", "capability-dead")


@pytest.mark.parametrize("name", COSMETIC)
def test_a_change_of_looks_is_no_removal(page: Page, name: str) -> None:
    the_cart(page, COSMETIC[name], patience="4")


@pytest.mark.parametrize("size", [(1280, 720), (360, 640)], ids=["desktop", "small"])
def test_what_is_covered_on_small_screens_only_is_seen_there(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    small = style("@media (max-width: 600px) { #code { pointer-events: none } }")
    if size[0] > 600:
        the_cart(page, small)
        return
    with pytest.raises(ShopFault, match="is covered by <form"):
        the_cart(page, small)


def test_there_are_twenty_of_each() -> None:
    assert len(REMOVALS) >= 20
    assert len(COSMETIC) >= 20
