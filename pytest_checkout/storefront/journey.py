"""The way from the cart to the order, whatever the shop's order of steps is: bounded in acts, and never in a circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_checkout.domain import Address, Card, Stage
from pytest_checkout.errors import CannotRead
from pytest_checkout.store.profile import Names, Payment, name_in
from pytest_checkout.storefront import contact, going, steps
from pytest_checkout.storefront.reading import Reading

if TYPE_CHECKING:
    from pytest_checkout.storefront.shopper import Shopper

_MOST_STEPS = 24
_MOST_TIMES = 3
"""How often the same page may be met again before the shopper is going round in a circle."""

_FILLS = 3.0
"""Seconds for the next step to appear on a page that fetches it only after it was opened."""


@dataclass(frozen=True)
class Wishes:
    """What the shopper wants: where to, how delivered, how paid. Without a wish it takes what the shop has chosen."""

    address: Address | None = None
    delivery: Names | None = None
    payment: Payment | None = None
    card: Card | None = None


def walks(shopper: Shopper, goal: Stage, wishes: Wishes) -> None:
    """Go on until `goal` (or a later stage) is reached. Raises CannotRead when the way leads nowhere new."""
    met: dict[tuple[object, ...], int] = {}
    for _ in range(_MOST_STEPS):
        now = shopper.stage
        if now is Stage.ELSEWHERE and shopper.hands.progress.in_checkout:
            now = shopper.hands.until(_known, patience=min(_FILLS, shopper.hands.patience)) or now
        reading = shopper.hands.reading
        if now.order >= goal.order and now not in (Stage.ERROR, Stage.ELSEWHERE):
            if now is Stage.CONFIRMATION or wishes.delivery is None or not steps.delivery_comes_later(shopper.hands):
                return
            now = Stage.DELIVERY
        here = (*going.shape(reading), tuple(c.value for p in reading.parts for c in reading.part_controls(p)))
        met[here] = met.get(here, 0) + 1
        if met[here] > _MOST_TIMES:
            break
        if not _takes_step(shopper, now, wishes):
            break
    raise _lost(shopper, goal)


def _known(reading: Reading) -> Stage | None:
    return None if reading.stage is Stage.ELSEWHERE else reading.stage


def _takes_step(shopper: Shopper, now: Stage, wishes: Wishes) -> bool:
    """Take the step that this page asks for; False when the shopper does not know what to do here."""
    hands = shopper.hands
    match now:
        case Stage.PRODUCT | Stage.ELSEWHERE if shopper.has_lines and not hands.progress.in_checkout:
            shopper.opens_cart()
        case Stage.CART:
            shopper.starts_checkout()
        case Stage.CONTACT:
            contact.says_who(hands, shopper.who)
        case Stage.ADDRESS if wishes.address:
            shopper.gives_address(wishes.address)
        case Stage.DELIVERY:
            steps.chooses(hands, Stage.DELIVERY, name_in(wishes.delivery, shopper.locale) if wishes.delivery else "")
            going.goes_on_from(hands, Stage.DELIVERY)
        case Stage.PAYMENT if wishes.payment is not None:
            shopper.chooses_payment(wishes.payment, wishes.card)
        case Stage.REVIEW:
            shopper.places_order()
        case Stage.ELSEWHERE if hands.progress.in_checkout and hands.reading.continue_acts(Stage.ELSEWHERE):
            going.goes_on(hands, Stage.ELSEWHERE)
        case _:
            return False
    return True


def _lost(shopper: Shopper, goal: Stage) -> CannotRead:
    reading = shopper.hands.reading
    now = reading.stage
    seen = ", ".join(f"'{field.control.called}' ({field.meaning})" for field in reading.fields) or "no fields"
    return CannotRead(
        f"the shopper is at {now} and does not know how to get to {goal}",
        stage=str(now),
        looked_for=f"a step towards {goal}",
        found=f"{reading.snapshot.url}: {seen}",
    )
