"""The steps of a checkout, each on its own page or all on one: contact, address, delivery, and going on."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from pytest_checkout.domain import Address, Money, Stage
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront import filling
from pytest_checkout.storefront.acts import Act
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import SENDS_STEP, Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, lexicon, speaks, tokens


def opens_cart(hands: Hands) -> None:
    """Press what leads to the cart and wait until it is there."""
    found = hands.reading.cart_acts
    if not found:
        raise absent("the page leads to no cart", hands.reading, "a way to the cart")
    presses_to(hands, found[0].control, "open the cart", lambda now: now.is_cart)


def starts_checkout(hands: Hands) -> None:
    """Press what starts the checkout and wait for its first step."""
    reading = hands.reading
    found = reading.checkout_acts
    if not found:
        raise absent("the cart leads to no checkout", reading, "a way to the checkout")
    presses_to(
        hands,
        only(found, "start the checkout", reading),
        "start the checkout",
        lambda now: bool(now.parts) or now.stage is Stage.REVIEW,
    )


def gives_email(hands: Hands, email: str) -> None:
    """Say who it is, as a guest, and go on."""
    reading = hands.reading
    group = reading.group("guest")
    if group:
        guests = [choice for choice in group.choices if _is_guest(choice, reading)]
        if len(guests) == 1 and not guests[0].control.checked:
            hands.ticks(guests[0].control, "to order as a guest", Stage.CONTACT)
    asked = hands.reading.contact_fields
    with_password = {f.control.form for f in hands.reading.fields_for("password")} if not group else set()
    asked = [field for field in asked if field.control.form not in with_password] or asked
    if not asked:
        raise absent("the shop asks who it is and has no field for an e-mail", reading, "an e-mail field")
    for field in asked:
        hands.types(field.control, email, "e-mail", Stage.CONTACT, field.why)
    goes_on(hands)


def _is_guest(choice: Choice, reading: Reading) -> bool:
    if lexicon(CODE).says("acts", "guest", tokens(choice.control.value)):
        return True
    return speaks("acts", "guest", choice.text, reading.language)


def gives_address(hands: Hands, address: Address, email: str) -> None:
    """Fill in the address that this page asks for, prove that it stays, and go on."""
    reading = hands.until(lambda now: now if now.address_fields else None, patience=0) or hands.reading
    if not reading.address_fields:
        raise absent(f"the shop asks for no address at {reading.stage}", reading, "the fields of an address")
    fields = [*reading.address_fields, *reading.contact_fields]
    filling.gives_address(hands, fields, address, email, Stage.ADDRESS)
    _proves_address(hands, address)
    goes_on_from(hands, Stage.ADDRESS)


def tries_address(hands: Hands, address: Address, email: str) -> list[str]:
    """Fill in an address that lacks something and try to go on; what the shop complains about.

    Raises ShopFault when the shop takes the address all the same, or says nothing.
    """
    reading = hands.look()
    fields = [*reading.address_fields, *reading.contact_fields]
    filling.gives_address(hands, fields, address, email, Stage.ADDRESS, complete=False)
    hands.look()
    try:
        goes_on(hands)
    except ShopFault as refusal:
        if refusal.reason_code != "wrong-outcome":
            raise
        return hands.reading.complaints
    raise ShopFault(
        "the shop takes an address that lacks something",
        stage=str(Stage.ADDRESS),
        looked_for="a complaint about what is missing",
        found=f"{hands.reading.stage}",
        reason_code="wrong-outcome",
    )


def missing_from_page(reading: Reading, address: Address) -> list[str]:
    """The parts of an address that the fields of the page no longer hold."""
    asked = [(field, filling.address_value(field.meaning, address, "")) for field in reading.address_fields]
    return [field.meaning.replace("_", " ") for field, value in asked if value and not field.control.value.strip()]


def _proves_address(hands: Hands, address: Address) -> None:
    """A page may rebuild itself and drop what was typed: read all of it once more."""
    for field in hands.look().address_fields:
        value = filling.address_value(field.meaning, address, "")
        if value and not field.control.value:
            raise ShopFault(
                f"the shop dropped the {field.meaning.replace('_', ' ')} that was typed into '{field.control.called}'",
                stage=str(Stage.ADDRESS),
                looked_for=field.meaning,
                found="an empty field",
                reason_code="capability-dead",
            )


def delivery_comes_later(hands: Hands) -> bool:
    """Whether a page that cannot be ordered from yet comes to ask for the delivery: some fetch the ways of delivery
    only when they know the address. A page whose order can be placed, or that asked already, is not waited for."""
    reading = hands.reading
    ready = any(not act.control.disabled for act in reading.place_order_acts)
    if reading.stage is not Stage.REVIEW or ready or not reading.parts or reading.group("delivery"):
        return False
    return hands.until(lambda now: now.group("delivery"), patience=min(2.0, hands.patience)) is not None


def delivery_offers(hands: Hands) -> list[tuple[str, Money | None]]:
    """(name, price) of each way of delivery. Raises ShopFault when the page offers none."""
    group = _group(hands, Stage.DELIVERY)
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
    """Choose one of a group's choices by its name, by ticking it or by pressing its button."""
    group = _group(hands, stage)
    reading = hands.reading
    fitting = reading.pick(group, name) if name else list(group.choices)
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


def takes(hands: Hands, group: Group, choice: Choice, stage: Stage) -> None:
    """Tick a choice, or press its button and wait until the page moves."""
    if not group.pressed:
        hands.ticks(choice.control, f"'{choice.text}'", stage)
        return
    before = shape(hands.reading)
    presses_to(hands, choice.control, f"choose '{choice.text}'", lambda now: shape(now) != before)


def _group(hands: Hands, stage: Stage) -> Group:
    """The choices of a step. A shop may fetch them only now, so they get the shopper's patience before that step."""
    reading = hands.look()
    early = reading.stage.order <= stage.order
    found = reading.group(str(stage)) or (hands.until(lambda now: now.group(str(stage))) if early else None)
    if found is None:
        raise absent(f"the shop offers no choice of {stage}", hands.reading, f"choices of {stage}")
    return found


# -- going on --


def shape(reading: Reading) -> tuple[object, ...]:
    """What makes a page this step and no other: its stage, its address, what it asks for."""
    asked = frozenset(
        control.code or control.label for part in reading.parts for control in reading.part_controls(part)
    )
    return (reading.stage, urlsplit(reading.snapshot.url).path, asked)


def goes_on_from(hands: Hands, stage: Stage) -> bool:
    """Go on after a step. False when there is nothing to press: the shop has moved already, or shows more below."""
    reading = hands.look()
    if stage not in reading.parts or any(part.order > stage.order for part in reading.parts):
        return False
    if reading.place_order_acts and not reading.continue_acts(stage):
        return False
    goes_on(hands)
    return True


def goes_on(hands: Hands) -> Stage:
    """Press what goes on and wait until the page has really moved; the stage after that.

    Raises ShopFault (capability-dead) when nothing happens, (wrong-outcome) when the shop refuses, with its words.
    """
    reading = hands.reading
    stage = reading.stage
    if stage is Stage.CART:
        starts_checkout(hands)
        return hands.reading.stage
    if stage is Stage.REVIEW:
        raise ValueError("going on from the review step would place the order; use places_order()")
    found = reading.continue_acts(stage)
    if not found:
        refuse_stale_override(hands, "continue")
        raise absent(f"there is no way on from {stage}", reading, f"what continues from {stage}")
    control = only(found, "go on", reading)
    if stage is Stage.PAYMENT and found[0].why == SENDS_STEP and not hands.may_order:
        raise CannotProvide(
            f"'{control.called}' at payment may place the order, and the profile does not allow orders in production"
        )
    before, token = shape(reading), reading.snapshot.token
    hands.press(control, "go on", stage)

    def moved(now: Reading) -> Reading | None:
        if shape(now) != before and now.stage is not Stage.ELSEWHERE:
            return now
        refused = now.complaints and (now.snapshot.token != token or now.complaints != reading.complaints)
        return now if refused else None

    after = hands.until(moved)
    if after is None:
        refuse_unknown_page(reading, hands.reading, "go on")
        raise ShopFault(
            f"'{control.called}' has no effect at {stage}: nothing moved within {hands.patience:g} seconds",
            stage=str(stage),
            looked_for=f"the step after {stage}",
            found=f"still {hands.reading.stage} at {hands.reading.snapshot.url}",
            reason_code="capability-dead",
        )
    hands.journal.told(after.stage, after.told)
    if shape(after) == before:
        _refuse_unknown_field(after, stage)
        raise ShopFault(
            f"the shop refuses to go on from {stage}: {' '.join(after.complaints)}",
            stage=str(stage),
            looked_for=f"the step after {stage}",
            found=" ".join(after.complaints),
            reason_code="wrong-outcome",
        )
    return after.stage


def _refuse_unknown_field(reading: Reading, stage: Stage) -> None:
    """Raises CannotRead when the shop insists on a field that the robot did not understand and so left empty."""
    forms = {control.form for control in reading.part_controls(stage)}
    for control in reading.snapshot.controls:
        needed = control.field and control.shown and (control.required or control.invalid) and control.form in forms
        if needed and not control.tickable and not control.value and control not in reading.part_controls(stage):
            raise CannotRead(
                f"the shop insists on '{control.called}' at {stage}, and the robot does not know what it asks for",
                stage=str(stage),
                looked_for="the meaning of a required field",
                found=f"'{control.called}' (name '{control.name}')",
            )


def presses_to(hands: Hands, control: Control, what: str, reached: Callable[[Reading], bool]) -> None:
    """Press a control and wait for what it should lead to. Raises ShopFault (capability-dead) when it does not."""
    before, stage = hands.reading, hands.reading.stage
    hands.press(control, what, stage)
    if hands.until(lambda now: True if reached(now) else None) is None:
        now = hands.reading
        refuse_unknown_page(before, now, what)
        told = " ".join(now.told)
        raise ShopFault(
            f"the shopper could not {what} at {stage}: pressing '{control.called}' did not lead there "
            f"within {hands.patience:g} seconds",
            stage=str(stage),
            looked_for=what,
            found=f"{now.stage} at {now.snapshot.url}{'; told: ' + told if told else ''}",
            reason_code="capability-dead",
        )


def refuse_unknown_page(before: Reading, now: Reading, what: str) -> None:
    """Raises CannotRead when an act led to a page that the robot does not know: then the shop did do something."""
    if now.stage is Stage.ELSEWHERE and shape(now) != shape(before):
        headings = " / ".join(heading.text for heading in now.snapshot.headings[:3])
        raise CannotRead(
            f"after the act to {what} at {before.stage} the shopper does not know the page it came to: {headings}",
            stage=str(before.stage),
            looked_for=what,
            found=f"{headings} at {now.snapshot.url}",
        )


def only(found: list[Act], what: str, reading: Reading) -> Control:
    if len(found) > 1:
        both = " and ".join(f"'{act.control.called}'" for act in found[:2])
        raise CannotRead(
            f"two controls may {what} at {reading.stage}: {both}", stage=str(reading.stage), looked_for=what, found=both
        )
    return found[0].control


def refuse_stale_override(hands: Hands, name: str) -> None:
    if css := hands.overrides.get(name):
        raise CannotRead(
            f"the profile's override '{name}: {css}' matches nothing on this page",
            stage=str(hands.reading.stage),
            looked_for=css,
            found="no such control",
        )


def absent(message: str, reading: Reading, looked_for: str) -> ShopFault:
    buttons = [
        c.called for c in reading.snapshot.controls if not c.field and c.region not in ("header", "nav", "footer")
    ]
    return ShopFault(
        message,
        stage=str(reading.stage),
        looked_for=looked_for,
        found=f"{reading.stage} with {', '.join(repr(name) for name in buttons[:8]) or 'no buttons'}",
        reason_code="capability-absent",
    )


def switches_locale(hands: Hands, profile: StoreProfile, old: str, new: str) -> None:
    """Open this page at the other locale's address. Raises ShopFault when the page then states another language."""
    start, target = profile.start_url(old), profile.start_url(new)
    here = hands.page.url
    if not profile.locales.urls.get(new) or not here.startswith(start):
        raise CannotRead(f"the profile names no address for {new}, or this page is not below {start}", found=here)
    reading = hands.goes_to(target + here[len(start) :])
    stated = reading.snapshot.lang.split("-")[0].lower()
    if stated != new.split("-")[0].lower():
        raise ShopFault(
            f"the page for {new} states the language '{reading.snapshot.lang}'",
            stage=str(reading.stage),
            looked_for=new,
            found=reading.snapshot.lang or "no language",
            reason_code="wrong-text",
        )
    hands.journal.act(reading.stage, f"switched to {new}")
