"""Consent banners: recognised, declined where that is possible, written down. No other overlay is touched."""

from __future__ import annotations

from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, lexicon, speaks, tokens


def answers(hands: Hands) -> Reading:
    """Answer a consent banner if one is shown; the reading after that.

    Declines where the banner offers it, else accepts. A banner that stays is left to whatever it covers: then that
    act fails with the banner named.
    """
    reading = hands.reading
    for index, overlay in enumerate(reading.snapshot.overlays):
        named = lexicon(CODE).says("signs", "consent", tokens(overlay.tokens))
        if not (named or speaks("signs", "consent", overlay.text, reading.language)):
            continue

        def inside(control: Control, index: int = index) -> bool:
            return control.overlay == index

        for answer in ("decline", "accept"):
            found = reading.acts(answer, among=inside, allow=("danger",))
            if found:
                hands.press(found[0].control, f"{answer} what the consent banner asks", reading.stage)
                shown = found[0].control.called
                hands.until(lambda now, shown=shown: None if _still(now, shown) else True)  # type: ignore[misc]
                return hands.reading
    return reading


def _still(reading: Reading, shown: str) -> bool:
    return any(control.overlay >= 0 and control.called == shown for control in reading.snapshot.controls)
