"""The step that asks for an address: given, proved to stay, or tried with something left out."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.domain import Address, Stage
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault
from pytest_checkout.store.profile.overrides import FIELDS
from pytest_checkout.storefront import contact, filling, lists
from pytest_checkout.storefront.contact import Who
from pytest_checkout.storefront.fields import ADDRESS, Field
from pytest_checkout.storefront.going import goes_on, goes_on_from
from pytest_checkout.storefront.hands import Hands
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
