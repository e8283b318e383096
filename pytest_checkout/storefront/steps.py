"""The steps of a checkout, each on its own page or all on one: address and delivery."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.domain import Address, Money, Stage
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault
from pytest_checkout.store.profile.overrides import FIELDS
from pytest_checkout.storefront import contact, dialogs, filling, lists
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.contact import Who
from pytest_checkout.storefront.fields import ADDRESS, Field
from pytest_checkout.storefront.going import goes_on, goes_on_from, presses_to, shape
from pytest_checkout.storefront.hands import Gone, Hands
from pytest_checkout.storefront.hints import countries
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import absent, news, refuse_stale_override, says
from pytest_checkout.storefront.words import normal

_MOST_ROUNDS = 5
"""How often an address is typed again into a page that rebuilds itself around what it was given."""
_MOST_TRIES = 4
"""How often a refused address is sent again after the shop was given what it wanted beside."""


def gives_address(hands: Hands, address: Address, who: Who) -> None:
    """Fill in the address that this page asks for, prove that it stays, and go on."""
    reading = hands.look()
    if not reading.address_fields:
        raise absent(f"the shop asks for no address at {reading.stage}", reading, "the fields of an address")
    read = {field.meaning for field in reading.address_fields}
    refuse_stale_override(hands, *(name for name, means in FIELDS.items() if means in ADDRESS and means not in read))
    _wants_one_address(hands)
    contact.goes_as_guest(hands, Stage.ADDRESS)
    leaves_account(hands)
    for tries in range(_MOST_TRIES):
        fills_address(hands, address, who)
        try:
            goes_on_from(hands, Stage.ADDRESS)
            break
        except ShopFault:
            if tries == _MOST_TRIES - 1 or not _can_give_more(hands, address, who):
                raise
    hands.knows(addressed=True)


def _wants_one_address(hands: Hands) -> None:
    """One address for delivery and bill, where the shop lets a shopper say so."""
    for field in hands.reading.fields_for("same_address"):
        if field.control.tickable and not field.control.checked:
            hands.ticks(field.control, "one address for delivery and bill", Stage.ADDRESS)
            hands.look()


def fills_address(hands: Hands, address: Address, who: Who) -> None:
    """Type all of it, again where the page rebuilds itself and drops what was typed, and prove that it stays."""
    for _ in range(_MOST_ROUNDS):
        reading = hands.reading
        fields = [*reading.address_fields, *_bill(reading), *reading.contact_fields]
        again = filling.gives_address(hands, fields, address, who.email, Stage.ADDRESS)
        again |= contact.gives_password(hands, who, hands.look().address_fields, Stage.ADDRESS)
        # A page may drop it just after it was typed: it is looked at three times.
        if not again and not any(missing_from_page(hands.look(), address) for _ in range(3)):
            return
    _proves_address(hands, address)


def _can_give_more(hands: Hands, address: Address, who: Who) -> bool:
    """Whether a refused page wants what the shopper has: an address that the page had dropped, a password, another
    answer to who it is."""
    reading = hands.look()
    if not reading.address_fields:
        return False
    if dropped := missing_from_page(reading, address):
        hands.journal.note(Stage.ADDRESS, f"the page had dropped {', '.join(dropped)}: given again")
        return True
    return contact.gives_more(hands, who, reading.address_fields, Stage.ADDRESS)


def _bill(reading: Reading) -> list[Field]:
    """The fields of the bill's own address, where the page asks for both at once and insists on it."""
    mine = {field.control.index for field in reading.address_fields}
    bill = [f for f in reading.fields_for(*ADDRESS) if f.billing and f.control.index not in mine]
    return bill if any(field.control.required for field in bill) else []


def leaves_account(hands: Hands) -> None:
    """No account where the shop only offers one."""
    for field in hands.reading.fields_for("create_account"):
        control, ticked = field.control, field.control.checked and not field.control.disabled
        if control.tickable and ticked and not contact.declines_account(control):
            hands.unticks(control, "an account that nobody asked for", Stage.ADDRESS)
            hands.look()


def tries_address(hands: Hands, address: Address, who: Who) -> list[str]:
    """Fill in an address that lacks something and try to go on; what the shop complains about.

    Raises ShopFault when the shop takes the address all the same, or says nothing; CannotProvide when it asks for
    none, as a shop that delivers nothing may.
    """
    reading = hands.look()
    if not reading.address_fields:
        raise CannotProvide(
            f"needs an address to leave something out of, and the shop asks for none at {reading.stage}"
        )
    _wants_one_address(hands)
    reading = hands.reading
    for _ in range(_MOST_ROUNDS):  # a page is built anew around a country, before it was given the rest
        fields = [*reading.address_fields, *reading.contact_fields]
        again = filling.gives_address(hands, fields, address, who.email, Stage.ADDRESS, complete=False)
        reading = hands.look()
        if not again:
            break
    if reading.place_order_acts and not reading.continue_acts(Stage.ADDRESS):
        return _told_at_the_order(hands)
    if len(reading.parts) > 1 and not reading.continue_acts(Stage.ADDRESS):
        raise CannotProvide("needs a page that sends the address alone: here nothing sends it before all else is given")
    try:
        goes_on(hands)
    except ShopFault as refusal:
        if refusal.reason_code != "wrong-outcome":
            raise
        return [refusal.found] if refusal.found else []  # the browser's own word on a field is told only once
    raise _taken(hands.reading)


def _told_at_the_order(hands: Hands) -> list[str]:
    """What a page complains about that sends the address together with the order, when that is pressed."""
    before = hands.reading
    order = before.place_order_acts[0].control
    if order.disabled or not hands.may_order:
        why = "cannot be pressed yet" if order.disabled else "places an order, which the profile does not allow"
        raise CannotProvide(
            f"needs a page that sends the address alone: here '{order.called}' sends it with the order, and {why}"
        )
    hands.press(order, "send an address that lacks something", Stage.ADDRESS)
    after = hands.until(lambda now: now if now.complaints or now.is_confirmation else None) or hands.reading
    if after.is_confirmation:
        raise _taken(after)
    if told := after.complaints or news(before, after):
        return list(told)
    raise ShopFault(
        f"'{order.called}' has no effect on an address that lacks something, and the shop tells nothing",
        stage=str(Stage.ADDRESS),
        looked_for="a complaint about what is missing",
        found=says(after),
        reason_code="capability-dead",
    )


def _taken(reading: Reading) -> ShopFault:
    return ShopFault(
        "the shop takes an address that lacks something",
        stage=str(Stage.ADDRESS),
        looked_for="a complaint about what is missing",
        found=f"{reading.stage}",
        reason_code="wrong-outcome",
    )


def names_field(reading: Reading, meanings: Sequence[str], told: Sequence[str]) -> bool:
    """Whether a complaint says which field of the address it is about: it stands beside the field or says its name, or
    the field is marked as wrong.

    A browser's own word on a field comes with the name that the field has in the page's code, and is told only once:
    `told` is what was told then.
    """
    for field in reading.address_fields:
        if field.meaning not in meanings:
            continue
        control = field.control
        codes = {code for code in (control.name, control.id, control.autocomplete) if code}
        beside = any(
            message.field in codes and any(message.text in text for text in told)
            for message in reading.snapshot.messages
        )
        labels = [normal(label).strip(" *:") for label in (control.label, control.aria, control.placeholder)]
        named = any(label and label in normal(text) for label in labels for text in told)
        by_browser = any(text.startswith(f"{code}: ") for code in codes for text in told)
        if control.invalid or beside or named or by_browser:
            return True
    return False


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
    """Whether a page that asks for no delivery yet comes to ask: some fetch the ways of delivery only when they know
    the address. Where the order can be placed already, only a page that asks for the address too is waited for."""
    reading = hands.reading
    ready = any(not act.control.disabled for act in reading.place_order_acts) and not reading.address_fields
    if reading.stage is not Stage.REVIEW or ready or not reading.parts or reading.group("delivery"):
        return False
    return hands.until(lambda now: now.group("delivery"), patience=min(2.0, hands.patience)) is not None


def country_chosen(reading: Reading) -> str:
    """The country (ISO 3166-1) that the address form holds; empty for none.

    Raises CannotProvide when the page asks for no country, CannotRead for a name that is no country's.
    """
    asked = [field.control for field in reading.address_fields if field.meaning == "country"]
    if not asked:
        raise CannotProvide(f"needs a list of countries, and the shop asks for none at {reading.stage}")
    control = asked[0]
    option = next((option for option in control.options if option.selected), None)
    told = [option.value, option.text] if option else [control.chosen, control.value]
    if not any(told) or (option is not None and option not in lists.real_options(control)):
        return ""
    codes = {normal(name): code for spoken in ("en", reading.language) for code, name in countries(spoken).items()}
    codes |= {normal(code): code for code in codes.values()}
    found = next((codes[normal(text)] for text in told if normal(text) in codes), None)
    if found is None:
        raise CannotRead(f"'{told[-1]}' is no country that is known", looked_for="the country chosen", found=told[-1])
    return found


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
