"""The way into the cart: by its words, by what changed when something was added, or by the shop's start page."""

from __future__ import annotations

from urllib.parse import urlsplit

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import remedies
from pytest_checkout.storefront.going import presses_to
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import absent, only, refuse_stale_override
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import speaks

_SLIDES = 2.0
"""Seconds for a drawer with the cart to come to rest, and to show what it holds."""


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
    """Press what leads to the cart and wait until it is there; a drawer that opens instead, or a part that unfolds, has
    a way of its own. A page that counts what was added rebuilds that way meanwhile: then it is looked for again."""
    hands.steadily(lambda: _opens(hands))


def _opens(hands: Hands) -> None:
    found = doors(hands) or hands.until(lambda _: doors(hands) or None, patience=min(_SLIDES, hands.patience))
    if not found:
        refuse_stale_override(hands, "cart")
        raise absent("the page leads to no cart", hands.reading, "a way to the cart")
    door = found[0]
    if not hands.is_free(door):
        door = hands.until(lambda _: _door_of_a_drawer(hands, door)) or door  # it may still be fetching what it holds
    drawer: list[Control] = []
    was_empty, known = _says_empty(hands.reading), _shown(hands.reading)

    def filled(now: Reading) -> bool:
        drawer[:] = [c for c in (_door_of_a_drawer(hands, door) or _unfolded(hands, known),) if c]
        return now.is_cart or bool(drawer)

    presses_to(hands, door, "open the cart", lambda now: filled(now) or (_says_empty(now) and not was_empty))
    if not hands.reading.is_cart and not drawer:  # it may not have fetched yet what was put into it just now
        hands.until(lambda now: filled(now) or None, patience=min(_SLIDES, hands.patience))
    if not hands.reading.is_cart and not drawer:
        hands.journal.note(Stage.CART, "what opened says that nothing is in the cart")
        return
    if not hands.reading.is_cart:
        presses_to(hands, drawer[0], "open the cart", lambda now: now.is_cart)
    hands.remembers_cart()


def _says_empty(reading: Reading) -> bool:
    return speaks("signs", "empty cart", reading.snapshot.text, reading.language)


def _door_of_a_drawer(hands: Hands, pressed: Control) -> Control | None:
    """Another way to the cart, on what has slid over the page and over the one that was pressed."""
    above = [c for c in doors(hands) if c.overlay >= 0 and c.overlay != pressed.overlay and not c.covered]
    return next((control for control in above if hands.is_free(control)), None)


def _unfolded(hands: Hands, known: set[tuple[str, str]]) -> Control | None:
    """A way to the cart in a part that unfolded below the one that was pressed: it leads to a page, and is new."""
    here = urlsplit(hands.reading.snapshot.url).path
    new = [c for c in doors(hands) if (c.called, c.path) not in known and c.path.split("#")[0] not in ("", here)]
    return next((control for control in new if hands.is_free(control)), None)


def _shown(reading: Reading) -> set[tuple[str, str]]:
    return {(control.called, control.path) for control in reading.snapshot.controls if control.shown}


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
    hands.knows(in_checkout=True, addressed=False, ordering=False, given=frozenset())

    def arrived(now: Reading) -> bool:
        moved = now.snapshot.url != url or now.snapshot.token != reading.snapshot.token or not now.is_cart
        return moved and (bool(now.parts) or now.stage is Stage.REVIEW)

    presses_to(hands, control, "start the checkout", arrived)
