"""What each breakage of a field that should be there looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Shop = Any
"""The store and its back office, as test_store_breakages has them."""


def _cart_has(words: str, language: str = "en-gb", path: str = "basket/") -> Callable[[Shop], bool]:
    """Whether the page of a cart with something in it has these words; scripts and styles are for a browser."""
    return lambda shop: words in shop.guest(language=language).get(path).html


def no_field_in_arabic(shop: Shop) -> bool:
    assert 'id="voucher_form"' in shop.guest().get("basket/").html
    return 'id="voucher_form"' not in shop.guest(language="ar").get("basket/").html


SYMPTOMS: dict[str, Callable[[Shop], bool]] = {
    "code-field-covered-on-small-screens": _cart_has("#voucher_form::after"),
    "app-banner-over-small-screens": _cart_has("Shop faster in our app", path="checkout/"),
    "code-field-missing-in-arabic": no_field_in_arabic,
    "code-field-vanishes-once-opened": _cart_has('getElementById("voucher_form_container").remove()'),
    "code-button-without-effect": _cart_has('event.target.id === "voucher_form"'),
}
