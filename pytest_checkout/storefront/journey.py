"""The way from the cart to the order, whatever the shop's order of steps is: bounded in acts, and never in a circle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_checkout.domain import Address, Card, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.store.profile import Names, Payment, name_in
from pytest_checkout.storefront import addressing, choosing, contact, going, paying
from pytest_checkout.storefront.fields import Field
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
    billing: Address | None = None
    """Where the bill goes, if not where the parcel goes."""

    def and_then(self, later: Wishes) -> Wishes:
        """These, and what is wished later in place of what was wished before; another payment needs its own card."""
        both = replace(self, **{name: wish for name, wish in vars(later).items() if wish is not None})
        return replace(both, card=later.card) if later.payment else both

    def names(self, locale: str) -> tuple[tuple[str, str], ...]:
        """(step, the wanted way's name) as this locale of the shop calls it."""
        named = {
            str(Stage.DELIVERY): name_in(self.delivery, locale) if self.delivery else "",
            str(Stage.PAYMENT): name_in(self.payment.name, locale) if self.payment else "",
        }
        return tuple((step, name) for step, name in named.items() if name)


def walks(shopper: Shopper, goal: Stage, wishes: Wishes) -> None:
    """Go on until `goal` (or a later stage) is reached. Raises CannotRead when the way leads nowhere new."""
    met: dict[tuple[object, ...], int] = {}
    for _ in range(_MOST_STEPS):
        now = shopper.stage
        if now is Stage.ELSEWHERE and shopper.hands.progress.in_checkout:
            now = shopper.hands.until(_known, patience=min(_FILLS, shopper.hands.patience)) or now
        if now is Stage.PAYMENT and _offers_nothing_yet(shopper.hands.reading):
            patience = min(_FILLS, shopper.hands.patience)
            shopper.hands.until(lambda r: None if _offers_nothing_yet(r) else r, patience=patience)
            now = shopper.hands.reading.stage
        reading = shopper.hands.reading
        if now.order >= goal.order and now not in (Stage.ERROR, Stage.ELSEWHERE):
            later = (
                None
                if now is Stage.CONFIRMATION
                else _is_not_given(shopper, goal, wishes) or _comes_later(shopper, wishes)
            )
            if later is None:
                return
            now = later
        here = (*going.shape(reading), tuple(c.value for p in reading.parts for c in reading.part_controls(p)))
        met[here] = met.get(here, 0) + 1
        if met[here] > _MOST_TIMES:
            break
        if not _takes_step(shopper, now, wishes):
            break
    raise _lost(shopper, goal)


def catches_up(shopper: Shopper, wishes: Wishes) -> None:
    """Choose the delivery where a page has come to ask for it since the walk ended: it may be ordered from without."""
    if _is_not_given(shopper, Stage.REVIEW, wishes) is Stage.DELIVERY:
        _takes_step(shopper, Stage.DELIVERY, wishes)


def _is_not_given(shopper: Shopper, goal: Stage, wishes: Wishes) -> Stage | None:
    """A step of this page that the shopper has a wish for and that nothing seems to be left to do in: the shop has
    chosen for the shopper, and perhaps something else."""
    reading, given = shopper.hands.reading, shopper.hands.progress.given
    named = dict(wishes.names(shopper.locale))
    wanted = {Stage.DELIVERY: str(Stage.DELIVERY) in named, Stage.PAYMENT: wishes.payment is not None}
    for stage, wish in wanted.items():
        if wish and stage.order < goal.order and stage not in given and reading.group(str(stage)):
            return stage
    return None


def _comes_later(shopper: Shopper, wishes: Wishes) -> Stage | None:
    """A step that the shopper has a wish for, and that a page only comes to show when all before it is given."""
    given = shopper.hands.progress.given
    if wishes.delivery is not None and Stage.DELIVERY not in given and choosing.delivery_comes_later(shopper.hands):
        return Stage.DELIVERY
    if wishes.card is not None and Stage.PAYMENT not in given and paying.card_comes_later(shopper.hands):
        return Stage.PAYMENT
    return None


@dataclass(frozen=True)
class Giver:
    """Gives a shop that takes an order what it asks for on the way (placing.Gives)."""

    shopper: Shopper
    wishes: Wishes

    def asked(self) -> bool:
        """Give what the open page asks for, which may be on another host."""
        reading = self.shopper.hands.reading
        undone = [part for part in reading.parts if reading.unfinished(part)]
        if reading.card_fields and not reading.group("payment"):
            return paying.gives_card(self.shopper.hands, self.wishes.card)
        if undone and undone[0] in (Stage.CONTACT, Stage.ADDRESS, Stage.DELIVERY, Stage.PAYMENT):
            return _takes_step(self.shopper, undone[0], self.wishes)
        return reading.stage is Stage.REVIEW or bool(reading.place_order_acts)

    def more(self) -> bool:
        """After a refusal: the card if none was typed yet, what the page only came to ask for after its button was
        there, the address that it has dropped, an account."""
        hands, address = self.shopper.hands, self.wishes.address
        reading = hands.look()
        if Stage.PAYMENT not in hands.progress.given and reading.card_fields and self.wishes.card:
            return self.asked()
        later = _is_not_given(self.shopper, Stage.REVIEW, self.wishes) or _comes_later(self.shopper, self.wishes)
        if later is Stage.DELIVERY:
            return _takes_step(self.shopper, later, self.wishes)
        reading = hands.reading
        who = _sent_with_the_order(reading)
        dropped = address and reading.address_fields and addressing.missing_from_page(reading, address)
        if address and dropped:
            addressing.fills_address(hands, address, self.shopper.who)
        elif not who or not contact.gives_more(hands, self.shopper.who, who, reading.stage):
            return False
        self.again()
        return True

    def again(self) -> None:
        """A page that came back for another reason may have dropped the card too."""
        hands = self.shopper.hands
        hands.knows(given=hands.progress.given - {Stage.PAYMENT})
        reading = hands.look()
        if Stage.PAYMENT in reading.parts and reading.unfinished(Stage.PAYMENT):
            _takes_step(self.shopper, Stage.PAYMENT, self.wishes, again=False)
        hands.knows(given=hands.progress.given | {Stage.PAYMENT})
        hands.look()


def _sent_with_the_order(reading: Reading) -> list[Field]:
    """The fields of who and where that the button which orders sends: what a form of its own sent before was taken."""
    forms = {act.control.form for act in reading.place_order_acts}
    fields = [*reading.address_fields, *reading.contact_fields]
    return [field for field in fields if forms <= {-1} or field.control.form in (-1, *forms)]


def _known(reading: Reading) -> Stage | None:
    return None if reading.stage is Stage.ELSEWHERE else reading.stage


def _offers_nothing_yet(reading: Reading) -> bool:
    """Whether a page of several steps offers no way to pay yet: it may fetch what is asked before that."""
    offers = reading.group("payment") or reading.card_fields or reading.place_order_acts
    return reading.stage is Stage.PAYMENT and len(reading.parts) > 1 and not offers


def _takes_step(shopper: Shopper, now: Stage, wishes: Wishes, *, again: bool = True) -> bool:
    """Take the step that this page asks for; False when the shopper does not know what to do here.

    A page of all steps may refuse the last one for what the first lacks, an account for example: then that is given,
    and the last step taken `again`, once.
    """
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
            choosing.chooses(hands, Stage.DELIVERY, name_in(wishes.delivery, shopper.locale) if wishes.delivery else "")
            going.goes_on_from(hands, Stage.DELIVERY)
        case Stage.PAYMENT if wishes.payment is not None:
            try:
                shopper.chooses_payment(wishes.payment, wishes.card)
            except ShopFault as refusal:
                refused = again and refusal.reason_code == "wrong-outcome" and len(hands.look().parts) > 1
                if not (refused and Giver(shopper, wishes).more()):
                    raise
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
