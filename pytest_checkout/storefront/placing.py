"""Placing the order: pressing what orders, paying where the shop sends the shopper to pay, and the shop's answer."""

from __future__ import annotations

from pytest_checkout.domain import Card, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront import filling, going, remedies
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import absent, only, refuse_stale_override, refuse_unknown_page
from pytest_checkout.storefront.snapshot import Control

_MOST_PRESSES = 5
"""How many pages may follow the button that orders: a review, a page to pay on, a challenge."""


def places_order(hands: Hands, card: Card | None) -> bool:
    """Press what places the order; True when the shop confirms it, False when it tells something else instead.

    Raises ShopFault when there is no such control, or when pressing it has no effect.
    """
    hands.knows(in_checkout=True)
    if hands.reading.stage is Stage.CONFIRMATION and hands.progress.ordering:
        return True
    met: set[tuple[object, ...]] = set()
    for _ in range(_MOST_PRESSES):
        before = hands.reading
        met.add(_page(before))
        answer = _presses(hands, _button(hands))
        if answer:
            _proves_card(hands)
            _proves_without_number(hands)
        if answer is not None:
            return answer
        if _page(hands.reading) in met or not _pays_here(hands, card):
            return False
    raise CannotRead(
        f"after {_MOST_PRESSES} pages the order is still not confirmed",
        stage=str(hands.reading.stage),
        looked_for="a confirmation of the order",
        found=f"{hands.reading.stage} at {hands.reading.snapshot.url}",
    )


def _page(reading: Reading) -> tuple[object, ...]:
    return (reading.snapshot.url.split("?")[0], *going.shape(reading))


def _button(hands: Hands) -> Control:
    """What orders or pays on this page, with the terms accepted and nothing left that keeps it disabled."""
    stage = hands.reading.stage
    if remedies.accepts_terms(hands, stage):
        hands.look()
    reading = hands.reading
    found = reading.place_order_acts or (reading.continue_acts(stage) if hands.progress.ordering else [])
    if not found:
        refuse_stale_override(hands, "place order")
        raise absent(f"there is no way to place the order at {reading.stage}", reading, "what places the order")
    control = only(found, "place the order", reading)
    if control.disabled and remedies.gives_what_is_missing(hands, stage, control):
        hands.look()
        return next((act.control for act in hands.reading.place_order_acts), control)
    return control


def _presses(hands: Hands, control: Control) -> bool | None:
    """True: confirmed. False: refused. None: another page of the way, to review or to pay."""
    before, said = hands.reading, set(hands.reading.told)
    was = _page(before)
    if not hands.progress.ordering:
        hands.knows(ordering=True, review=_said(before), due=before.totals.total)
    hands.press(control, "place the order", Stage.REVIEW)

    def answered(now: Reading) -> str | None:
        if now.stage is Stage.CONFIRMATION:
            return "confirmed"
        told = now.complaints if now.snapshot.token != before.snapshot.token else set(now.complaints) - said
        back = now.stage is Stage.CART and now.snapshot.token != before.snapshot.token and _page(now) != was
        if told or back:  # a shop that leads back to the cart has not confirmed, whatever it says about it
            return "refused"
        went = _page(now) != was and now.stage not in (Stage.ELSEWHERE,) and (now.parts or now.place_order_acts)
        return "went on" if went else None

    outcome = hands.until(answered)
    if outcome == "refused" and hands.reading.stage is not Stage.CONFIRMATION:
        if remedies.gives_what_is_missing(hands, Stage.REVIEW, control):
            hands.look()
            return _presses(hands, _button(hands))
        return False
    if outcome is None:
        _refuses_silence(hands, control, before)
    return {"confirmed": True, "refused": False}.get(outcome or "")


def _said(reading: Reading) -> str:
    """A page as text with what its fields hold: what a confirmation repeats of it is no number of the order."""
    return " ".join(
        [reading.snapshot.url, reading.snapshot.text, *(c.chosen for c in reading.snapshot.controls if c.field)]
    )


def _proves_card(hands: Hands) -> None:
    """Raises ShopFault when an order to be paid by card was taken although nobody ever asked for the card."""
    if hands.progress.card_due:
        raise ShopFault(
            "the shop asks for no card although payment by card is chosen, and takes the order all the same",
            stage=str(Stage.PAYMENT),
            looked_for="the fields of a card",
            found=f"{hands.reading.stage} at {hands.reading.snapshot.url}",
            reason_code="capability-absent",
        )


def _proves_without_number(hands: Hands) -> None:
    """A page that thanks and shows no number proves nothing by itself: it must repeat what was due or whose order it
    is, and the cart must be empty now.

    Raises ShopFault when neither is so, or when the cart still holds what was to be ordered.
    """
    reading = hands.reading
    if reading.order_number:
        return
    rows = hands.rows_at(hands.cart_url) if hands.cart_url else ()
    if not rows and (reading.repeats_the_order or hands.cart_url):
        hands.journal.note(Stage.CONFIRMATION, "no order number is shown; the cart is empty now")
        return
    held = f", and the cart still holds '{rows[0].title}'" if rows else ""
    told = " / ".join(heading.text for heading in reading.snapshot.headings[:2])
    raise ShopFault(
        f"the order was not placed: the shop shows no number{held}; it told: {told}",
        stage=str(Stage.CONFIRMATION),
        looked_for="an order number, or an empty cart",
        found=f"{len(rows)} lines in the cart",
        reason_code="lost-order",
    )


def _refuses_silence(hands: Hands, control: Control, before: Reading) -> None:
    now = hands.reading
    refuse_unknown_page(before, now, "place the order")
    raise ShopFault(
        f"'{control.called}' has no effect: no confirmation and no word within {hands.patience:g} seconds",
        stage=str(Stage.REVIEW),
        looked_for="a confirmation of the order, or the reason why there is none",
        found=f"{now.stage} at {now.snapshot.url}",
        reason_code="capability-dead",
    )


def _pays_here(hands: Hands, card: Card | None) -> bool:
    """Give what a page of payment asks for, which may be on another host; False when this is no step forward."""
    reading = hands.reading
    if reading.card_fields:
        empty = any(field.control.frame > 0 or not field.control.value.strip() for field in reading.card_fields)
        if card is None or not empty:
            return False
        filling.gives_card(hands, reading.card_fields, card, Stage.PAYMENT)
        hands.knows(card_due=False)
        hands.look()
        return True
    return reading.stage is Stage.REVIEW or bool(reading.place_order_acts)
