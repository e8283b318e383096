"""Choosing how to pay, typing the card, placing the order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pytest_checkout.domain import Address, Card, Stage
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault
from pytest_checkout.store.profile import Payment
from pytest_checkout.storefront import brands, choosing, dialogs, filling, going
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.fields import ADDRESS, Field
from pytest_checkout.storefront.hands import Gone, Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, lexicon, speaks, tokens

_MOST_PAGES = 4
_FETCHED = 1.8
"""Seconds for the fields of a card to appear after it was chosen; they may also come on the next page."""


@dataclass(frozen=True)
class Bill:
    """Where the bill goes: with the parcel (`address`), unless the shopper wants it elsewhere (`own`)."""

    address: Address | None
    own: Address | None
    email: str


def offers(hands: Hands) -> list[str]:
    """The ways to pay on offer. Raises ShopFault when the page offers none."""
    reading = hands.look()
    group = reading.group("payment")
    if group is None:
        raise ShopFault(
            f"the shop offers no way to pay at {reading.stage}",
            stage=str(reading.stage),
            looked_for="ways to pay",
            found="none",
            reason_code="capability-absent",
        )
    return [choice.lines[0] for choice in group.choices if choice.lines]


def chooses(hands: Hands, payment: Payment, name: str, card: Card | None, bill: Bill) -> None:
    """Choose a way to pay, fill in what it asks for, and go on until the shop asks for nothing more.

    Raises CannotProvide where the bill is to go elsewhere, and no page asks where to.
    """
    reading, given = hands.look(), Stage.PAYMENT in hands.progress.given
    group = reading.group("payment")
    if group is None and not reading.card_fields:
        group = dialogs.opens(hands, Stage.PAYMENT)
    reading = hands.reading
    if group is not None and group.choices:
        before = reading
        if name or payment.kind != "card" or any(_is_kind(c, "card", reading) for c in group.choices):
            hands.steadily(lambda: _takes(hands, payment, name))
        else:
            _takes_what_asks_for_a_card(hands, group)
        reading = hands.look()
        if card and payment.kind == "card" and not reading.card_fields and not _leads_to_the_card(before, reading):
            framed = len(reading.snapshot.frames) > 1  # they may be fetched only now
            hands.until(
                lambda now: now.card_fields or None, patience=min(_FETCHED if framed else _FETCHED / 3, hands.patience)
            )
    elif not reading.card_fields and (given or Stage.PAYMENT not in hands.progress.given):
        raise ShopFault(
            f"the shop offers no way to pay at {reading.stage}",
            stage=str(reading.stage),
            looked_for=name or payment.kind,
            found="neither choices nor card fields",
            reason_code="capability-absent",
        )
    typed = billed = False
    for _ in range(_MOST_PAGES):
        typed |= _types_card(hands, card if payment.kind == "card" and not typed else None)
        billed |= _says_where_the_bill_goes(hands, bill)
        dialogs.closes(hands, Stage.PAYMENT)
        if not going.goes_on_from(hands, Stage.PAYMENT) or hands.reading.stage is not Stage.PAYMENT:
            break
    if bill.own and not billed:
        raise CannotProvide("needs a payment step that asks where the bill goes, and this shop's asks for no address")
    hands.knows(card_due=bool(card and payment.kind == "card" and not typed))


def _leads_to_the_card(before: Reading, now: Reading) -> bool:
    """Whether a page that asks for no card needs no waiting for its fields: what is wanted was chosen when the shopper
    came, and a button leads on that does not order. Should the fields come late all the same, the shop refuses to go
    on without them, and they are typed then.
    """
    moved = before.snapshot.token != now.snapshot.token or before.snapshot.text != now.snapshot.text
    chosen = before.group("payment"), now.group("payment")
    same = (
        all(group and group.chosen for group in chosen) and len({g.chosen.text for g in chosen if g and g.chosen}) == 1
    )
    onward = now.continue_acts(Stage.PAYMENT)
    ready = bool(onward) and not onward[0].control.disabled and not now.place_order_acts
    return same and not moved and ready and len(now.snapshot.frames) == 1


def _takes(hands: Hands, payment: Payment, name: str) -> None:
    """Choose the way to pay from the page as it is: some fetch all of them anew while the shopper looks."""
    reading = hands.reading
    group = reading.group("payment")
    if group is None:
        raise Gone("the ways to pay went away before the shopper could choose one", stage=str(Stage.PAYMENT))
    choosing.takes(hands, group, _choice(reading, group, payment, name), Stage.PAYMENT)


def card_comes_later(hands: Hands) -> bool:
    """Whether a page with frames that shows no field of a card yet comes to show them: a provider may be slow."""
    reading = hands.reading
    if reading.card_fields:
        return True
    if len(reading.snapshot.frames) < 2:
        return False
    return hands.until(lambda now: now.card_fields or None, patience=min(_FETCHED, hands.patience)) is not None


def gives_card(hands: Hands, card: Card | None) -> bool:
    """Type the card on a page that asks for nothing else; False when there is none, or when it is typed already."""
    asked = hands.reading.card_fields
    empty = any(field.control.frame > 0 or not field.control.value.strip() for field in asked)
    if card is None or not empty:
        return False
    filling.gives_card(hands, asked, card, Stage.PAYMENT)
    hands.knows(card_due=False, given=hands.progress.given | {Stage.PAYMENT})
    hands.look()
    return True


def _takes_what_asks_for_a_card(hands: Hands, group: Group) -> None:
    """Where no word tells which way to pay is by card, it is the one that asks for a card's number."""
    for choice in group.choices:
        choosing.takes(hands, group, choice, Stage.PAYMENT)
        if hands.until(lambda now: now.card_fields or None, patience=min(_FETCHED, hands.patience)):
            return
        group = hands.look().group("payment") or group
    offered = "; ".join(choice.text for choice in group.choices)
    raise ShopFault(
        "the shop does not offer to pay by 'card', as far as the robot can tell: no way to pay asks for one",
        stage=str(Stage.PAYMENT),
        looked_for="card",
        found=offered,
        reason_code="capability-absent",
    )


def _choice(reading: Reading, group: Group, payment: Payment, name: str) -> Choice:
    fitting = reading.pick(group, name) if name else [c for c in group.choices if _is_kind(c, payment.kind, reading)]
    offered = "; ".join(choice.text for choice in group.choices)
    if not fitting:
        raise ShopFault(
            f"the shop does not offer to pay by '{name or payment.kind}'",
            stage=str(Stage.PAYMENT),
            looked_for=name or payment.kind,
            found=offered,
            reason_code="capability-absent",
        )
    if len(fitting) > 1:
        raise CannotRead(
            f"several ways to pay fit '{name or payment.kind}'", stage="payment", looked_for=name, found=offered
        )
    return fitting[0]


def _is_kind(choice: Choice, kind: str, reading: Reading) -> bool:
    if lexicon(CODE).says("signs", kind, tokens(choice.control.value)):
        return True
    return speaks("signs", kind, choice.text, reading.language)


def _types_card(hands: Hands, card: Card | None) -> bool:
    """The card, where the page asks for one; whether it was typed."""
    reading = hands.look()
    if not card or not reading.card_fields:
        return False
    hands.steadily(lambda: filling.gives_card(hands, hands.reading.card_fields, card, Stage.PAYMENT))
    _says_which_card(hands, card)
    return True


def _says_where_the_bill_goes(hands: Hands, bill: Bill) -> bool:
    """The address of the bill, where the page asks for one; whether the shopper's own for it was given."""
    reading = hands.reading
    same = [field for field in reading.fields_for("same_address") if field.control.tickable]
    if bill.own:
        if any(field.control.checked for field in same):
            hands.unticks(same[0].control, "the delivery address for the bill", Stage.PAYMENT)
            hands.until(_of_the_bill, patience=min(_FETCHED, hands.patience))
        asked = _of_the_bill(hands.look())
        for _ in range(_MOST_PAGES):  # a page may rebuild itself around the country
            if not asked or not filling.gives_address(hands, asked, bill.own, bill.email, Stage.PAYMENT):
                break
            asked = _of_the_bill(hands.look())
        return bool(asked)
    if any(not field.control.checked for field in same):
        hands.ticks(same[0].control, "the delivery address for the bill", Stage.PAYMENT)
    elif bill.address and not same:
        asked = _of_the_bill(reading) or []
        if any(field.control.required and not field.control.value.strip() for field in asked):
            filling.gives_address(hands, asked, bill.address, bill.email, Stage.PAYMENT)
    return False


def _of_the_bill(reading: Reading) -> list[Field] | None:
    """The fields of the bill's address; None without any."""
    asked = [field for field in reading.fields_for(*ADDRESS) if field.billing or reading.card_fields]
    return [field for field in asked if field.control.shown] or None


def _says_which_card(hands: Hands, card: Card) -> None:
    """Answer a page that asks whether it is a Visa or a Mastercard; one that does not offer it may tell so itself."""
    group = hands.look().group(brands.KIND)
    fitting = brands.fitting(group.choices, card.number) if group else None
    if group and fitting and not fitting.chosen:
        choosing.takes(hands, group, fitting, Stage.PAYMENT)


def returns_to_choice(hands: Hands, payment: Payment) -> None:
    """After a refusal, come back to where this way to pay can be chosen or its card typed.

    It may be on this page, behind a link to an earlier step, or only behind the browser's Back button. Raises
    ShopFault when none of them leads there.
    """
    tried: set[str] = set()
    for _ in range(_MOST_PAGES):
        reading = hands.look()
        if reading.group("payment") or (payment.kind == "card" and reading.card_fields):
            return
        found = [link for stage in (Stage.PAYMENT, Stage.DELIVERY) for link in _links_to(reading, stage)]
        links = [link for link in found if urlsplit(link.href).path not in tried]
        if tried and reading.stage is not Stage.PAYMENT:
            return  # an earlier step, from which the way leads on to the choice
        if links:  # several links may name the payment: one to the choice, one to the form of what was chosen
            tried.add(urlsplit(links[0].href).path)
            going.presses_to(hands, links[0], "go back to pay", _another_page(reading))
        elif not _goes_back(hands):
            break
    if hands.cart_url and hands.rows_at(hands.cart_url):  # the cart is kept: from there the whole way again
        hands.knows(in_checkout=False, given=frozenset())
        hands.goes_to(hands.cart_url)
        return
    raise ShopFault(
        "after the refusal the shop leaves no way back to the ways to pay",
        stage=str(hands.reading.stage),
        looked_for="ways to pay, or a link to an earlier step",
        found=f"{hands.reading.stage} at {hands.reading.snapshot.url}",
        reason_code="capability-absent",
    )


def _goes_back(hands: Hands) -> bool:
    """Use the browser's Back button; False where it does not go back to what was sent by a form."""
    try:
        hands.goes_back()
    except CannotRead:
        return False
    return True


def _another_page(before: Reading) -> Callable[[Reading], bool]:
    return lambda now: now.snapshot.url != before.snapshot.url


def _links_to(reading: Reading, stage: Stage) -> list[Control]:
    """Links from a step of the checkout to its step of that kind, known by the address they lead to."""
    page = urlsplit(reading.snapshot.url).path
    here = page.rstrip("/").rpartition("/")[0]
    return [
        control
        for control in reading.snapshot.controls
        if control.shown
        and here
        and urlsplit(control.href).path != page
        and urlsplit(control.href).path.startswith(f"{here}/")
        and lexicon(CODE).says("signs", str(stage), tokens(urlsplit(control.href).path.removeprefix(here)))
    ]
