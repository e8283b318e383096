"""What lies over the page and is no part of the shop: consent banners, age gates, popups. Answered and written down."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pytest_checkout.errors import ShopFault
from pytest_checkout.storefront.acts import submits
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control, Overlay
from pytest_checkout.storefront.words import CODE, lexicon, normal, speaks, tokens

_MOST = 3
"""How many such parts are answered one after the other on a page."""
_ADULT = re.compile(r"(?<![\d.,:/-])(16|18|19|20|21)(?![\d.,:/%-])")
"""An age of consent, that is no part of a time, a date or a price."""


class ClearedHands(Hands):
    """Hands that know what may be taken away when it comes over a control."""

    _clearing = False

    def uncovers(self) -> bool:
        """Answer what covers the page; what covers that answer in turn is left, or there would be no end to it."""
        if self._clearing:
            return False
        self._clearing = True
        try:
            before = self.look().snapshot.overlays
            return answers(self).snapshot.overlays != before
        finally:
            self._clearing = False


def answers(hands: Hands) -> Reading:
    """Answer what lies over the page: decline consent where that is offered, else accept; say that the shopper is of
    age; close a popup that covers the page. One that stays is left to whatever it covers: that act then fails and
    names it. The reading after that.
    """
    for _ in range(_MOST):
        found = _first(hands.reading)
        if found is None:
            return hands.reading
        control, what = found
        before = hands.reading.snapshot
        try:
            hands.press(control, what, hands.reading.stage)
        except ShopFault:
            return hands.look()
        shown = control.called
        gone = hands.until(
            lambda now, shown=shown, before=before: (  # type: ignore[misc]
                None if _still(now, shown) and now.snapshot.token == before.token else True
            )
        )
        if gone is None:
            return hands.reading
    return hands.reading


def _first(reading: Reading) -> tuple[Control, str] | None:
    """What to press next, and what for."""
    for index, overlay in enumerate(reading.snapshot.overlays):
        inside = [c for c in reading.snapshot.controls if c.overlay == index and c.frame == 0 and not c.covered]
        if answer := _answer(reading, overlay, index, inside):
            return answer
    return _whole_page_gate(reading)


def _answer(reading: Reading, overlay: Overlay, index: int, inside: list[Control]) -> tuple[Control, str] | None:
    def within(control: Control) -> bool:
        return control.overlay == index

    if lexicon(CODE).says("signs", "consent", tokens(overlay.tokens)) or speaks(
        "signs", "consent", overlay.text, reading.language
    ):
        for answer in ("decline", "accept"):
            if answers := reading.acts(answer, among=within, allow=("danger",)):
                return answers[0].control, f"{answer} what the consent banner asks"
        buttons = [c for c in inside if not c.field and c.tag == "button" and c.text]
        return (buttons[0], "answer the consent banner") if buttons else None
    if _asks_age(overlay.text, reading):
        return _of_age(reading, [c for c in inside if not c.field])
    if _is_popup(inside, reading, index):
        named = [c for c in inside if _closes(c, reading)]
        quiet = sorted((c for c in inside if _only_answers(c, reading)), key=lambda c: c.loud)
        if found := named or quiet:
            return found[0], "close what lies over the page"
    return None


def _stays(control: Control, reading: Reading) -> bool:
    """Whether pressing it leaves the shopper on this page: a button, or a link to no other address."""
    return control.tag != "a" or control.path.split("?")[0] in ("", urlsplit(reading.snapshot.url).path)


def _only_answers(control: Control, reading: Reading) -> bool:
    """Whether a control is nothing but an answer: it stays on the page, and sends nothing that could be typed."""
    typed = any(c.field and c.shown and c.form == control.form >= 0 for c in reading.snapshot.controls)
    return not control.field and not control.disabled and _stays(control, reading) and not (submits(control) and typed)


def _asks_age(text: str, reading: Reading) -> bool:
    return (bool(_ADULT.search(text)) and len(text) < 600 and not reading.address_fields) or speaks(
        "signs", "age", text, reading.language
    )


def _of_age(reading: Reading, buttons: list[Control]) -> tuple[Control, str] | None:
    """The button that says yes: by its words, else the one that stands out, and never one that leaves the shop."""
    able = [c for c in buttons if c.shown and _stays(c, reading)]
    said = [c for c in able if speaks("acts", "accept", c.called, reading.language)]
    refused = [c for c in able if speaks("acts", "decline", c.called, reading.language)]
    rest = sorted((c for c in able if c not in refused), key=lambda c: -c.loud)
    chosen = next(iter([c for c in said if c not in refused] or rest), None)
    return (chosen, "say that the shopper is of age") if chosen else None


def _whole_page_gate(reading: Reading) -> tuple[Control, str] | None:
    """An age gate that is a page of its own, before the shop."""
    snapshot = reading.snapshot
    if snapshot.amounts or reading.fields or len(snapshot.text) > 600 or not _asks_age(snapshot.text, reading):
        return None
    return _of_age(reading, [c for c in snapshot.controls if not c.field and c.frame == 0])


def _is_popup(inside: list[Control], reading: Reading, index: int) -> bool:
    """Whether a floating part covers something and has nothing to do with the order."""
    covers = any(c.covered and c.overlay != index for c in reading.snapshot.controls)
    mine = {c.index for c in inside}
    orders = any(f.control.index in mine and f.meaning not in ("email", "newsletter") for f in reading.fields)
    shops = any(
        act.control.index in mine
        for act in (*reading.cart_acts, *reading.checkout_acts, *reading.own_add_buttons, *reading.place_order_acts)
    )
    chooses = any(c.control.index in mine for group in reading.groups if group.kind for c in group.choices)
    lists = any(c.role in ("option", "menuitemradio") for c in inside)  # an open list, which is chosen from
    shown = normal(reading.snapshot.overlays[index].text)
    holds = any(normal(row.title) in shown for row in reading.snapshot.rows)  # the cart itself, or a part of it
    return covers and not orders and not shops and not chooses and not lists and not holds


def _closes(control: Control, reading: Reading) -> bool:
    if control.field:
        return False
    sign = normal(control.text) in ("x", "×", "✕", "✖", "╳", "⨯")
    code = tokens(f"{control.classes} {control.id} {control.name}")
    named = speaks("acts", "close", f"{control.called} {control.aria} {control.title}", reading.language)
    return (
        sign
        or named
        or lexicon(CODE).says("acts", "close", code)
        or (speaks("acts", "decline", control.called, reading.language))
    )


def _still(reading: Reading, shown: str) -> bool:
    return any(control.overlay >= 0 and control.called == shown for control in reading.snapshot.controls)
