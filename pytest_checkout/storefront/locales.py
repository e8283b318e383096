"""Showing the same page in another language."""

from __future__ import annotations

from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.hands import Hands


def switches(hands: Hands, profile: StoreProfile, old: str, new: str) -> None:
    """Open this page at the other locale's address. Raises ShopFault when the page then states another language."""
    start, target = profile.start_url(old), profile.start_url(new)
    here = hands.page.url
    if not profile.locales.urls.get(new) or not here.startswith(start):
        raise CannotRead(f"the profile names no address for {new}, or this page is not below {start}", found=here)
    reading = hands.goes_to(target + here[len(start) :])
    stated = reading.snapshot.lang.split("-")[0].lower()
    if stated != new.split("-")[0].lower():
        raise ShopFault(
            f"the page for {new} states the language '{reading.snapshot.lang}'",
            stage=str(reading.stage),
            looked_for=new,
            found=reading.snapshot.lang or "no language",
            reason_code="wrong-text",
        )
    hands.journal.act(reading.stage, f"switched to {new}")
