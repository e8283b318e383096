"""The way into the cart: by its words, by what changed when something was added, or by the shop's start page."""

from __future__ import annotations

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import remedies
from pytest_checkout.storefront.going import presses_to
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import absent, only, refuse_stale_override
from pytest_checkout.storefront.snapshot import Control


def doors(hands: Hands) -> list[Control]:
    """What may open the cart on this page, the likeliest first."""
    reading = hands.reading
    remembered = [c for c in reading.snapshot.controls if c.shown and not c.field and hands.is_cart_door(c)]
    found = [*(act.control for act in reading.cart_acts[:1]), *remembered]
    if found and found[0].covered and found[0].path:  # a drawer or a modal that covers it has the same link itself
        twins = [c for c in reading.snapshot.controls if c.shown and not c.covered and c.path == found[0].path]
        return [*twins, *found]
    return found


def opens(hands: Hands) -> None:
    """Press what leads to the cart and wait until it is there."""
    found = doors(hands) or hands.until(lambda _: doors(hands) or None, patience=min(2.0, hands.patience))
    if not found:
        refuse_stale_override(hands, "cart")
        raise absent("the page leads to no cart", hands.reading, "a way to the cart")
    presses_to(hands, found[0], "open the cart", lambda now: now.is_cart)
    hands.cart_url = hands.reading.snapshot.url


def starts_checkout(hands: Hands) -> None:
    """Press what starts the checkout and wait for its first step."""
    reading = hands.reading
    found = reading.checkout_acts
    if not found:
        refuse_stale_override(hands, "checkout")
        raise absent("the cart leads to no checkout", reading, "a way to the checkout")
    control = only(found, "start the checkout", reading)
    url = reading.snapshot.url
    remedies.accepts_terms(hands, Stage.CART)
    hands.knows(in_checkout=True, addressed=False, ordering=False)

    def arrived(now: Reading) -> bool:
        moved = now.snapshot.url != url or now.snapshot.token != reading.snapshot.token or not now.is_cart
        return moved and (bool(now.parts) or now.stage is Stage.REVIEW)

    presses_to(hands, control, "start the checkout", arrived)
