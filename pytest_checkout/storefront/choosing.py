"""Choosing one of several: a way of delivery, a way to pay; on a page of its own, or with all else on one."""

from __future__ import annotations

from pytest_checkout.domain import Money, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront import dialogs, lists
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.going import presses_to, shape
from pytest_checkout.storefront.hands import Gone, Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import absent
from pytest_checkout.storefront.words import normal


def delivery_comes_later(hands: Hands) -> bool:
    """Whether a page that asks for no delivery yet comes to ask: some fetch the ways of delivery only when they know
    the address. Where the order can be placed already, only a page that asks for the address too is waited for."""
    reading = hands.reading
    ready = any(not act.control.disabled for act in reading.place_order_acts) and not reading.address_fields
    if reading.stage is not Stage.REVIEW or ready or not reading.parts or reading.group("delivery"):
        return False
    return hands.until(lambda now: now.group("delivery"), patience=min(2.0, hands.patience)) is not None


def delivery_offers(hands: Hands) -> list[tuple[str, Money | None]]:
    """(name, price) of each way of delivery. Raises ShopFault when the page offers none."""
    group = _group(hands, Stage.DELIVERY)
    if group is None:
        return []
    return [(choice.lines[0] if choice.lines else "", _price(choice, hands.reading)) for choice in group.choices]


def _price(choice: Choice, reading: Reading) -> Money | None:
    """The one amount that stands by itself on the card of a choice."""
    amounts = [reading.snapshot.amounts[index] for index in choice.control.priced]
    alone = [amount for amount in amounts if amount.sentence == amount.text] or amounts
    prices = {reading.money(amount.text) for amount in alone}
    if len(prices) > 1:
        shown = ", ".join(str(price) for price in prices)
        raise CannotRead(f"'{choice.text}' shows several prices: {shown}", stage=str(Stage.DELIVERY), found=shown)
    return next(iter(prices), None)


def chooses(hands: Hands, stage: Stage, name: str) -> None:
    """Choose one of a group's choices by its name; without a name the one that is chosen, else the first.

    Some pages fetch the choices anew for every part of an address, and so under the shopper's hands.
    """
    hands.steadily(lambda: _chooses_while_it_is_there(hands, stage, name))


def _chooses_while_it_is_there(hands: Hands, stage: Stage, name: str) -> None:
    """A page that drops the address takes away what it offered for it; that is chosen when it is given again."""
    try:
        _chooses(hands, stage, name)
    except Gone:
        reading = hands.look()
        offers = reading.group(str(stage)) or not hands.progress.addressed
        if offers or not (reading.address_fields and reading.unfinished(Stage.ADDRESS)):
            raise


def _chooses(hands: Hands, stage: Stage, name: str) -> None:
    group = _group(hands, stage)
    if group is None:
        return
    reading = hands.reading
    if not name and (group.chosen or group.choices):
        chosen = group.chosen
        hands.journal.note(stage, f"takes {'what is chosen' if chosen else 'the first'} of {len(group.choices)}")
        if chosen is None:
            takes(hands, group, group.choices[0], stage)
        dialogs.closes(hands, stage)
        return
    fitting = reading.pick(group, name)
    offered = "; ".join(choice.text for choice in group.choices)
    if not fitting:
        raise ShopFault(
            f"the shop does not offer '{name}' at {stage}",
            stage=str(stage),
            looked_for=name,
            found=offered,
            reason_code="capability-absent",
        )
    if len(fitting) > 1:
        raise CannotRead(f"several choices fit '{name}' at {stage}", stage=str(stage), looked_for=name, found=offered)
    takes(hands, group, fitting[0], stage)
    dialogs.closes(hands, stage)


def takes(hands: Hands, group: Group, choice: Choice, stage: Stage) -> None:
    """Choose from a list, tick, or press a button and wait until the page shows that it is chosen."""
    if choice.option is not None:
        lists.chooses(hands, choice.control, choice.option, f"'{choice.text}'", stage, group.why)
        return
    if not group.pressed:
        hands.ticks(choice.control, f"'{choice.text}'", stage)
        return
    if choice.chosen:
        return
    before, text = shape(hands.reading), hands.reading.snapshot.text

    def taken(now: Reading) -> bool:
        marked = any(c.checked and normal(c.text) == normal(choice.control.text) for c in now.snapshot.controls)
        return marked or shape(now) != before or now.snapshot.text != text

    presses_to(hands, choice.control, f"choose '{choice.text}'", taken)


def _group(hands: Hands, stage: Stage) -> Group | None:
    """The choices of a step, None where its dialogue lets choose nothing. A shop may fetch them only now: they get the
    shopper's patience before that step, and on a page that asks for the address too, which may be needed for them."""
    reading = hands.look()
    early = reading.stage.order <= stage.order or bool(reading.address_fields)
    given = stage in hands.progress.given
    found = reading.group(str(stage)) or dialogs.opens(hands, stage)
    if found is None and not given and stage in hands.progress.given:
        return None  # its dialogue told what there is, and let choose nothing
    if found is None and early:
        found = hands.until(lambda now: now.group(str(stage)))
    if found is None:
        raise absent(f"the shop offers no choice of {stage}", hands.reading, f"choices of {stage}")
    return found
