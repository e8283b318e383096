"""Choosing how to pay, typing the card, placing the order."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from pytest_checkout.domain import Address, Card, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.store.profile import Payment
from pytest_checkout.storefront import filling, going, steps
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.fields import ADDRESS
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import absent, only, refuse_stale_override, refuse_unknown_page
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, lexicon, speaks, tokens

_MOST_PAGES = 4


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


def chooses(hands: Hands, payment: Payment, name: str, card: Card | None, address: Address | None, email: str) -> None:
    """Choose a way to pay, fill in what it asks for, and go on until the shop asks for nothing more."""
    reading = hands.look()
    group = reading.group("payment")
    if group is not None and group.choices:
        steps.takes(hands, group, _choice(reading, group, payment, name), Stage.PAYMENT)
        reading = hands.look()
    elif not reading.card_fields:
        raise ShopFault(
            f"the shop offers no way to pay at {reading.stage}",
            stage=str(reading.stage),
            looked_for=name or payment.kind,
            found="neither choices nor card fields",
            reason_code="capability-absent",
        )
    typed = False
    for _ in range(_MOST_PAGES):
        typed |= _fills(hands, card if payment.kind == "card" and not typed else None, address, email)
        if not going.goes_on_from(hands, Stage.PAYMENT) or hands.reading.stage is not Stage.PAYMENT:
            break
    if payment.kind == "card" and card and not typed:
        raise ShopFault(
            "the shop asks for no card although payment by card is chosen",
            stage=str(Stage.PAYMENT),
            looked_for="the fields of a card",
            found=f"{hands.reading.stage} at {hands.reading.snapshot.url}",
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


def _fills(hands: Hands, card: Card | None, address: Address | None, email: str) -> bool:
    """The card, and the billing address where the page asks for one. True when a card was typed."""
    reading = hands.look()
    typed = bool(card and reading.card_fields)
    if card and reading.card_fields:
        filling.gives_card(hands, reading.card_fields, card, Stage.PAYMENT)
    same = [field for field in reading.fields_for("same_address") if field.control.tickable]
    if any(not field.control.checked for field in same):
        hands.ticks(same[0].control, "the delivery address for the bill", Stage.PAYMENT)
    elif address and not same:
        billing = [f for f in reading.fields_for(*ADDRESS) if f.billing or reading.card_fields]
        if any(field.control.required and not field.control.value.strip() for field in billing):
            filling.gives_address(hands, billing, address, email, Stage.PAYMENT)
    return typed


def returns_to_choice(hands: Hands, payment: Payment) -> None:
    """After a refusal, come back to where this way to pay can be chosen or its card typed.

    It may be on this page, behind a link to an earlier step, or only behind the browser's Back button. Raises
    ShopFault when none of them leads there.
    """
    for _ in range(_MOST_PAGES):
        reading = hands.look()
        if reading.group("payment") or (payment.kind == "card" and reading.card_fields):
            return
        if links := [link for stage in (Stage.PAYMENT, Stage.DELIVERY) for link in _links_to(reading, stage)]:
            going.presses_to(hands, links[0], "go back to pay", _another_page(reading))
            return
        hands.goes_back()
    raise ShopFault(
        "after the refusal the shop leaves no way back to the ways to pay",
        stage=str(hands.reading.stage),
        looked_for="ways to pay, or a link to an earlier step",
        found=f"{hands.reading.stage} at {hands.reading.snapshot.url}",
        reason_code="capability-absent",
    )


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


def places_order(hands: Hands) -> bool:
    """Press what places the order; True when the shop confirms it, False when it tells something else instead.

    Raises ShopFault when there is no such control, or when pressing it has no effect.
    """
    reading = hands.reading
    for field in reading.fields_for("terms"):
        if field.control.tickable and not field.control.checked:
            hands.ticks(field.control, "the terms", Stage.REVIEW)
            reading = hands.look()
    found = reading.place_order_acts
    if not found:
        refuse_stale_override(hands, "place order")
        raise absent(f"there is no way to place the order at {reading.stage}", reading, "what places the order")
    control = only(found, "place the order", reading)
    before, said = reading, set(reading.told)
    hands.press(control, "place the order", Stage.REVIEW)

    def answered(now: Reading) -> bool | None:
        if now.stage is Stage.CONFIRMATION:
            return True
        told = now.complaints if now.snapshot.token != before.snapshot.token else set(now.complaints) - said
        went = now.stage not in (Stage.REVIEW, Stage.ELSEWHERE)
        return False if told or went else None

    outcome = hands.until(answered)
    if outcome is None:
        now = hands.reading
        refuse_unknown_page(before, now, "place the order")
        raise ShopFault(
            f"'{control.called}' has no effect: no confirmation and no word within {hands.patience:g} seconds",
            stage=str(Stage.REVIEW),
            looked_for="a confirmation of the order, or the reason why there is none",
            found=f"{now.stage} at {now.snapshot.url}",
            reason_code="capability-dead",
        )
    return outcome
