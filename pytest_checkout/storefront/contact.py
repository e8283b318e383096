"""Who the shopper is: a guest wherever the shop allows it, else a new account; a shop that allows neither is a wall."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_checkout.domain import Address, Stage
from pytest_checkout.errors import Obstructed, ShopFault
from pytest_checkout.storefront import filling
from pytest_checkout.storefront.choices import Choice
from pytest_checkout.storefront.fields import Field
from pytest_checkout.storefront.going import goes_on, presses_to, shape
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import only
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, lexicon, speaks, tokens


@dataclass(frozen=True)
class Who:
    """What a shopper says of itself. `password` is for shops that let nobody order without an account."""

    email: str
    password: str
    address: Address | None = None


def says_who(hands: Hands, who: Who) -> None:
    """Say who it is, as a guest where that is possible, and go on. Raises Obstructed at a login without another way."""
    reading = hands.reading
    group = reading.group("guest")
    if group:
        guests = [choice for choice in group.choices if _is_guest(choice, reading)]
        if len(guests) == 1 and not guests[0].control.checked:
            hands.ticks(guests[0].control, "to order as a guest", Stage.CONTACT)
            reading = hands.look()
    asked = [field for field in reading.contact_fields if group or not _passwords(reading, field)]
    if not asked and not reading.guest_acts and _new_account(reading) is None:
        # An optional password: left blank, the shopper is a guest.
        asked = [f for f in reading.contact_fields if not any(p.control.required for p in _passwords(reading, f))]
    if asked:
        _gives_email(hands, asked, who)
        goes_on(hands, Stage.CONTACT)
    elif reading.guest_acts:
        before = shape(reading)
        guest = only(reading.guest_acts[:1], "go on as a guest", reading)
        presses_to(hands, guest, "go on as a guest", lambda now: shape(now) != before and now.stage != Stage.ELSEWHERE)
    elif group and not reading.contact_fields:
        goes_on(hands, Stage.CONTACT)
    else:
        _makes_account(hands, who)


def _is_guest(choice: Choice, reading: Reading) -> bool:
    if lexicon(CODE).says("acts", "guest", tokens(choice.control.value)):
        return True
    return speaks("acts", "guest", choice.text, reading.language)


def _passwords(reading: Reading, beside: Field) -> list[Field]:
    form = (beside.control.frame, beside.control.form)
    return [f for f in reading.fields_for("password") if (f.control.frame, f.control.form) == form]


def _gives_email(hands: Hands, asked: list[Field], who: Who) -> None:
    for field in asked:
        hands.types(field.control, who.email, "e-mail", Stage.CONTACT, field.why)
    forms = {(field.control.frame, field.control.form) for field in asked}
    beside = [
        field
        for field in hands.reading.fields_for("first_name", "last_name", "full_name", "phone")
        if (field.control.frame, field.control.form) in forms
    ]
    if who.address and beside:
        filling.gives_address(hands, beside, who.address, who.email, Stage.CONTACT)


def _makes_account(hands: Hands, who: Who) -> None:
    """Register in the form that asks for a new password; go to that form where it has a page of its own."""
    reading = hands.reading
    form = _new_account(reading)
    if form is None and (doors := _doors(reading)):
        presses_to(hands, doors[0], "make an account", lambda now: _new_account(now) is not None)
        reading = hands.reading
        form = _new_account(reading)
    plain = form is None
    form = form or next(((f.control.frame, f.control.form) for f in reading.contact_fields), None)
    if form is None:
        raise _wall(reading)
    mine = [f for f in reading.fields if (f.control.frame, f.control.form) == form]
    _gives_email(hands, [field for field in mine if field.meaning == "email"], who)
    for field in mine:
        if field.meaning == "password":
            hands.types(field.control, who.password, "a password for a new account", Stage.CONTACT, field.why)
    hands.journal.note(Stage.CONTACT, "makes an account, because the shop takes no orders from guests")
    try:
        goes_on(hands, Stage.CONTACT)
    except ShopFault as refusal:
        if plain:  # it was a login after all
            raise _wall(reading) from refusal
        raise


def _wall(reading: Reading) -> Obstructed:
    return Obstructed(
        "login wall",
        "the shop lets nobody order without an account, and offers no way to make one; "
        "allow orders by guests in the store that is tested, or start the checks with a shopper who is logged in",
        stage=str(Stage.CONTACT),
        looked_for="a guest's way to the order, or a form for a new account",
        found=f"a login at {reading.snapshot.url}",
    )


def _new_account(reading: Reading) -> tuple[int, int] | None:
    """The form of a new account: it asks for a new password, for one twice, or for a name beside it."""
    for field in reading.fields_for("password"):
        form = (field.control.frame, field.control.form)
        mine = [f for f in reading.fields if (f.control.frame, f.control.form) == form]
        passwords = [f for f in mine if f.meaning == "password"]
        named = any(f.meaning in ("first_name", "last_name", "full_name", "terms") for f in mine)
        new = any("new-password" in f.control.autocomplete for f in passwords)
        if any(f.meaning == "email" for f in mine) and (
            new or named or len(passwords) > 1 or _registers(reading, form)
        ):
            return form
    return None


def _registers(reading: Reading, form: tuple[int, int]) -> bool:
    """Whether the button of a form says that it makes an account."""
    return any(
        not control.field
        and (control.frame, control.form) == form
        and control.form >= 0
        and (_says_account(control, reading))
        for control in reading.snapshot.controls
    )


def _says_account(control: Control, reading: Reading) -> bool:
    code = tokens(f"{control.path} {control.name} {control.id}")
    return speaks("fields", "create_account", control.called, reading.language) or lexicon(CODE).says(
        "fields", "create_account", code
    )


def _doors(reading: Reading) -> list[Control]:
    return [
        control
        for control in reading.snapshot.controls
        if control.shown
        and not control.field
        and control.region not in ("header", "nav", "footer")
        and _says_account(control, reading)
    ]
