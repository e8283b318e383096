"""Placing the order: pressing what orders, paying and authenticating where the shop sends the shopper, its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol
from urllib.parse import urlsplit

from pytest_checkout.domain import Card, Stage
from pytest_checkout.errors import CannotRead, ShopFault, Unproved
from pytest_checkout.storefront import challenge, going, remedies
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Progress, Reading
from pytest_checkout.storefront.refusals import absent, news, only, refuse_stale_override, refuse_unknown_page, says
from pytest_checkout.storefront.snapshot import Control


class Gives(Protocol):
    """Whoever knows what is wished; each answers False when there is nothing to give."""

    def asked(self) -> bool:
        """Give what the open page asks for, which comes between the button that orders and the confirmation."""

    def more(self) -> bool:
        """After a refusal, give what the open page lacks and has not been given: never a declined card again."""

    def again(self) -> None:
        """Give a page that came back for another reason the card that it has dropped with it."""


_IN_WORDS = 2
"""Points of a page that thanks in words (confirmation.py)."""
_MOST_REFUSALS = 3
"""How often the button that orders is pressed again on a page that came back, after it was given what it lacked."""
_MOST_PRESSES = 6
"""How many pages may follow the button that orders: a review, a page to pay on, a challenge."""


def places_order(hands: Hands, gives: Gives, card: Card | None = None, how: str = challenge.PASS) -> bool:
    """Press what places the order; True when the shop confirms it, False when it tells something else instead.

    `gives` gives what a page between the button and the confirmation asks for; `how` is what the shopper does where the
    bank of the `card` asks him to authenticate (challenge.py). Raises ShopFault when there is no such control, or when
    pressing it has no effect.
    """
    hands.knows(in_checkout=True, challenged=False)
    known = hands.progress
    met: set[tuple[object, ...]] = set()
    hosts: set[str] = set()
    for _ in range(_MOST_PRESSES):
        met.add(going.shape(hands.reading))
        hosts.add(urlsplit(hands.reading.snapshot.url).netloc)
        asked = hands.reading.stage is Stage.CHALLENGE
        done = hands.progress.ordering and hands.reading.stage is Stage.CONFIRMATION
        answer = _authenticates(hands, how, card) if asked else done or _presses(hands, _button(hands), gives)
        if answer:
            _proves_order(hands)
            _proves_card(hands)
        if answer is not None:
            return answer
        if hands.reading.stage is Stage.CHALLENGE:
            continue
        if asked and hands.reading.stage is not Stage.REVIEW:  # back in the shop, at an earlier step
            return False
        if going.shape(hands.reading) in met or _is_led_back(hands, known) or not gives.asked():
            return False
        if len(hosts) == 1:  # a cart that is being paid for elsewhere may be put aside until the shopper is back
            _refuses_a_second_order(hands)
    raise CannotRead(
        f"after {_MOST_PRESSES} pages the order is still not confirmed",
        stage=str(hands.reading.stage),
        looked_for="a confirmation of the order",
        found=f"{hands.reading.stage} at {hands.reading.snapshot.url}",
    )


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


def _presses(hands: Hands, control: Control, gives: Gives, again: int = _MOST_REFUSALS) -> bool | None:
    """True: confirmed. False: refused. None: another page of the way, to review or to pay."""
    before, known = hands.reading, hands.progress
    hands.knows(
        ordering=True,
        shop=known.shop or urlsplit(before.snapshot.url).netloc,
        review=f"{known.review} {_said(before)}",
        due=before.totals.total or known.due,
    )
    hands.press(control, "place the order", Stage.REVIEW)
    heard: dict[str, None] = {}
    outcome = hands.until(_answer_to(before, heard))
    if outcome == "refused" and hands.reading.stage is not Stage.CONFIRMATION:
        # A shop that leads back asks the shopper for another wish, and that is nobody's to give here.
        back = hands.reading.stage.order < before.stage.order and going.shape(hands.reading) != going.shape(before)
        led_back = back and not (hands.reading.stage is Stage.DELIVERY and Stage.DELIVERY not in known.given)
        terms = not before.fields_for("terms")
        told = [
            *news(before, hands.reading),
            *hands.reading.complaints,
        ]  # a later look hears the browser's word no more
        if again and not led_back and _gives(hands, gives, control, terms=terms, first=again == _MOST_REFUSALS):
            hands.look()
            _refuses_a_second_order(hands)
            return _presses(hands, _button(hands), gives, again - 1)
        hands.notices(told)
        return False
    if outcome is None:
        _refuses_silence(hands, control, before, list(heard))
    return {"confirmed": True, "refused": False}.get(outcome or "")


def _is_led_back(hands: Hands, known: Progress) -> bool:
    """Whether the shop shows a step again that was taken before the order: it has refused, and nobody gives it the same
    card a second time. A card that was asked nowhere yet may still be asked."""
    reading = hands.reading
    if urlsplit(reading.snapshot.url).netloc != hands.progress.shop or hands.progress.challenged:
        return False
    if reading.stage is Stage.ADDRESS:
        return known.addressed
    asked_before = reading.stage in known.given and not known.card_due
    return reading.stage in (Stage.DELIVERY, Stage.PAYMENT) and asked_before


def _refuses_a_second_order(hands: Hands) -> None:
    """Raises Unproved where the shop may have taken the order although it does not say so: its cart is empty by now,
    and the page asks for nothing more. Pressing again there could order twice."""
    reading = hands.reading
    here = urlsplit(reading.snapshot.url).netloc == hands.progress.shop and not hands.progress.challenged
    asks = reading.card_fields or any(reading.unfinished(part) for part in reading.parts)
    if not here or asks or hands.reading.stage is Stage.CONFIRMATION or not hands.cart_is_empty_now():
        return
    raise Unproved(
        "the cart is empty after the button that orders was pressed, and no page confirms the order: it may have been "
        "taken, so nothing is pressed a second time; look into the shop's orders",
        stage=str(reading.stage),
        looked_for="a confirmation of the order, or what is still to be ordered",
        found=f"{reading.stage} at {reading.snapshot.url}, which says: {says(reading)}",
    )


def _gives(hands: Hands, gives: Gives, control: Control, *, terms: bool, first: bool) -> bool:
    """Give a page that refuses the order what it lacks; False when there is nothing to give.

    A page that came back `first` for a box to tick has lost the card as well, if a provider's frames held it.
    """
    if not remedies.gives_what_is_missing(hands, Stage.REVIEW, control, terms=terms):
        return gives.more()
    if first:
        gives.again()
    return True


def _is_another(now: Reading, before: Reading) -> bool:
    """Whether a page is another than before: not the same that only waits for its answer, everything on it disabled.

    A page that fetches its steps may ask for nothing in the next one: then that has a heading and a button of its own.
    """
    if (now.snapshot.url, now.snapshot.token) != (before.snapshot.url, before.snapshot.token):
        return True
    had = {act.control.called for act in before.place_order_acts}
    new = [act for act in now.place_order_acts if not act.control.disabled and act.control.called not in had]
    headed = bool(set(now.snapshot.headings) - set(before.snapshot.headings))
    return bool(new and headed) or not _asked(now) <= _asked(before)


def _asked(reading: Reading) -> set[tuple[str, str]]:
    fields = [control for control in reading.snapshot.controls if control.field and control.shown]
    return {(control.code, control.label or control.aria) for control in fields}


def _answer_to(before: Reading, heard: dict[str, None] | None = None) -> Callable[[Reading], str | None]:
    """What a page says to what was pressed on the one before: confirmed, refused, went on; None as long as nothing.

    `heard` takes what it tells meanwhile, also in passing.
    """
    said, was = set(before.told), going.shape(before)

    def answered(now: Reading) -> str | None:
        said.intersection_update(now.told)  # what went away and comes again is told anew
        if heard is not None:
            heard.update(dict.fromkeys(text for text in now.told if text not in said))
        fresh = now.snapshot.token != before.snapshot.token
        still = not fresh and now.snapshot.text == before.snapshot.text
        if now.stage is Stage.CONFIRMATION and not still:  # the page that was there before confirms nothing
            return "confirmed"
        told = now.complaints if fresh else set(now.complaints) - said
        back = fresh and (now.stage is Stage.CART or going.shape(now) == was)
        if now.stage is not Stage.CHALLENGE and (told or back):
            return "refused"  # a shop that leads back, to the cart or to this page, has not confirmed, whatever it says
        if now.stage is Stage.CHALLENGE:
            return "went on" if going.shape(now) != was else None
        went = going.shape(now) != was and now.stage is not Stage.ELSEWHERE and (now.parts or now.place_order_acts)
        return "went on" if went and _is_another(now, before) else None

    return answered


def _authenticates(hands: Hands, how: str, card: Card | None) -> bool | None:
    """Answer the bank. True: confirmed. False: refused, or gone for good. None: another page of the way."""
    hands.knows(challenged=True)
    before = hands.reading
    hands.journal.note(Stage.CHALLENGE, f"a bank asks to authenticate: {before.snapshot.title or before.snapshot.url}")
    pressed = challenge.answers(hands, how, card)
    if how == challenge.CLOSE:
        return False
    outcome = hands.until(_answer_to(before))
    if outcome is None and pressed is not None:
        _refuses_silence(hands, pressed, before)
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


def _proves_order(hands: Hands) -> None:
    """A page that thanks and shows no number proves nothing by itself, nor does a number without words: the page must
    repeat what was due or whose order it is, and the cart must be empty now.

    Raises ShopFault when neither is so, or when the cart still holds what was to be ordered; Unproved where the cart
    only slides over a page, and can be looked at nowhere.
    """
    reading = hands.reading
    if reading.order_number and reading.thanks >= _IN_WORDS:
        return
    rows = hands.rows_at(hands.cart_url) if hands.cart_has_page else ()
    if not rows and (reading.order_number or reading.repeats_the_order or hands.cart_has_page):
        shown = "the page thanks in no words that are known" if reading.order_number else "no order number is shown"
        hands.journal.note(Stage.CONFIRMATION, f"{shown}; the cart is empty now")
        return
    held = f", and the cart still holds '{rows[0].title}'" if rows else ""
    told = " / ".join(heading.text for heading in reading.snapshot.headings[:2])
    if hands.cart_url and not hands.cart_has_page:
        raise Unproved(
            f"the page thanks and shows no number, and the cart has no page that would prove an order; it told: {told}",
            stage=str(Stage.CONFIRMATION),
            looked_for="an order number, whose order it is, or what was to pay",
            found=f"{reading.snapshot.url}, which says: {says(reading)}",
        )
    raise ShopFault(
        f"the order was not placed: the shop shows {reading.order_number or 'no number'}{held}; it told: {told}",
        stage=str(Stage.CONFIRMATION),
        looked_for="an order number, or an empty cart",
        found=f"{len(rows)} lines in the cart",
        reason_code="lost-order",
    )


def _refuses_silence(hands: Hands, control: Control, before: Reading, heard: Sequence[str] = ()) -> None:
    now = hands.reading
    refuse_unknown_page(before, now, "place the order")
    words = f"only this: {' / '.join(heard)}" if heard else "no word"
    raise ShopFault(
        f"'{control.called}' has no effect: no confirmation and {words} within {hands.patience:g} seconds",
        stage=str(Stage.REVIEW),
        looked_for="a confirmation of the order, or the reason why there is none",
        found=f"{now.stage} at {now.snapshot.url}, which says: {says(now)}",
        reason_code="capability-dead",
    )
