"""Who the shopper is: a guest wherever the shop allows it, else a new account; a shop that allows neither is a wall."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_checkout.domain import Address, Stage
from pytest_checkout.errors import CannotProvide, Obstructed, ShopFault
from pytest_checkout.storefront import filling
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.fields import Field
from pytest_checkout.storefront.going import goes_on, presses_to, shape
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import only
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, lexicon, speaks, tokens

_ACCOUNT = "makes an account, because the shop takes no orders from guests"
FormPlace = tuple[int, int]
"""Which form of a page: the numbers of its frame and of the form in it."""
_MOST_TRIES = 4
"""How often a page that asks who the shopper is may want something more."""
_BUILDS = 3.0
"""Seconds for a page that builds itself to show what leads on from its first field."""


@dataclass(frozen=True)
class Who:
    """What a shopper says of itself. `password` is for shops that let nobody order without an account."""

    email: str
    password: str
    address: Address | None = None


def says_who(hands: Hands, who: Who) -> None:
    """Say who it is, as a guest where that is possible, and go on. Raises Obstructed at a login without another way."""
    if not _leads_on(hands.reading):  # a page that is still being built may show the e-mail before all else
        hands.until(lambda now: _leads_on(now) or None, patience=min(_BUILDS, hands.patience))
        if hands.reading.stage is not Stage.CONTACT:
            return
    goes_as_guest(hands, Stage.CONTACT)
    reading = hands.reading
    group = _question(reading)
    asked = [field for field in reading.contact_fields if group or not _passwords(reading, field)]
    if not asked and not reading.guest_acts and new_account(reading, surely=True) is None:
        # A password may be optional: left blank, the shopper is a guest.
        asked = [f for f in reading.contact_fields if not any(p.control.required for p in _passwords(reading, f))]
    if asked:
        _gives_email(hands, asked, who)
        _goes_on(hands, asked, who)
    elif reading.guest_acts:
        before = shape(reading)
        guest = only(reading.guest_acts[:1], "go on as a guest", reading)
        presses_to(hands, guest, "go on as a guest", lambda now: shape(now) != before and now.stage != Stage.ELSEWHERE)
    elif group and not reading.contact_fields:
        goes_on(hands, Stage.CONTACT)
    else:
        _makes_account(hands, who)


def _goes_on(hands: Hands, asked: list[Field], who: Who) -> None:
    """Go on with an e-mail; where the shop wants more of who the shopper is, with what it has, until that is all."""
    for _ in range(_MOST_TRIES):
        try:
            goes_on(hands, Stage.CONTACT)
            return
        except ShopFault:
            reading = hands.look()
            mine = [field for field in reading.contact_fields if place(field) in {place(one) for one in asked}]
            if mine and (_dropped(hands, mine, who) or _answers_otherwise(hands, Stage.CONTACT)):
                continue
            if not any(_passwords(reading, field) for field in mine):
                raise
            _makes_account(hands, who)
            return
    goes_on(hands, Stage.CONTACT)


def _dropped(hands: Hands, mine: list[Field], who: Who) -> bool:
    """Type the e-mail again where the page has dropped it."""
    empty = [field for field in mine if not field.control.value.strip()]
    _gives_email(hands, empty, who)
    return bool(empty)


def place(field: Field) -> FormPlace:
    return field.control.frame, field.control.form


def tries_as_guest(hands: Hands, who: Who) -> list[str]:
    """Give an e-mail as a guest and try to go on, once; what the shop complains about, nothing where it goes on.

    Raises CannotProvide where the shop asks nobody for an e-mail at first, ShopFault for a refusal without a word.
    """
    goes_as_guest(hands, Stage.CONTACT)
    asked = [field for field in hands.reading.contact_fields if not field.control.readonly]
    if not asked:
        raise CannotProvide(f"needs to be asked who the shopper is, and the shop does not ask at {hands.reading.stage}")
    _gives_email(hands, asked, who)
    try:
        goes_on(hands, hands.reading.stage)
    except ShopFault as refusal:
        if refusal.reason_code != "wrong-outcome":
            raise
        return [refusal.found] if refusal.found else []
    return []


def _question(reading: Reading) -> Group | None:
    """What asks who the shopper is and is answered by ticking; buttons that lead on are ways, and no answers."""
    group = reading.group("guest")
    return None if group is None or group.pressed else group


def goes_as_guest(hands: Hands, stage: Stage) -> None:
    """Choose to order as a guest where the page asks; the choice that says so, else the first that asks no password."""
    for field in hands.reading.fields_for("create_account"):
        if declines_account(field.control) and not field.control.checked:
            hands.ticks(field.control, "to order as a guest, without an account", stage)
            hands.look()
    group = _question(hands.reading)
    if not group or (group.chosen and _is_guest(group.chosen, hands.reading)):
        return
    order = _guests_first(group, hands.reading)
    for choice in order:
        _chooses(hands, choice, stage)
        if _is_guest(choice, hands.reading) or not hands.reading.fields_for("password"):
            return
    _chooses(hands, order[0], stage)


def declines_account(control: Control) -> bool:
    """Whether a box about an account is one for guests, as "do not create a customer account": its code tells."""
    code, known = tokens(f"{control.name} {control.id}"), lexicon(CODE)
    guest = known.says("acts", "guest", code) and not known.says("fields", "create_account", code)
    return control.tickable and guest


def gives_more(hands: Hands, who: Who, beside: list[Field], stage: Stage) -> bool:
    """After a refusal: another answer to who it is, or a password for an account; False when there is neither."""
    return _answers_otherwise(hands, stage) or gives_password(hands, who, beside, stage, insists=True)


def _answers_otherwise(hands: Hands, stage: Stage) -> bool:
    """Choose the next answer to who the shopper is; False when all were tried."""
    group = _question(hands.reading)
    order = _guests_first(group, hands.reading) if group else []
    chosen = next((at for at, choice in enumerate(order) if choice.chosen), -1)
    if chosen + 1 >= len(order):
        return False
    _chooses(hands, order[chosen + 1], stage)
    return True


def gives_password(hands: Hands, who: Who, beside: list[Field], stage: Stage, *, insists: bool = False) -> bool:
    """Type the password of a new account where a form wants one; where it only may be given, the shopper is a guest."""
    if hands.progress.account:
        return False
    forms = {place(field) for field in beside}
    given = False
    for field in hands.reading.fields_for("password"):
        wanted = insists or field.control.required or field.control.invalid
        if wanted and place(field) in forms and not field.control.value:
            hands.types(field.control, who.password, "a password for a new account", stage, field.why)
            given = True
    if given:
        hands.knows(account=True)
        hands.journal.note(stage, _ACCOUNT)
        hands.look()
    return given


def _guests_first(group: Group, reading: Reading) -> list[Choice]:
    """The choices of who one is: those that say guest, those that say nothing known, those of a customer."""

    def rank(choice: Choice) -> int:
        if _is_guest(choice, reading):
            return 0
        customer = any(speaks("acts", act, choice.text, reading.language) for act in ("login",))
        return 2 if customer or speaks("fields", "create_account", choice.text, reading.language) else 1

    return sorted(group.choices, key=rank)


def _chooses(hands: Hands, choice: Choice, stage: Stage) -> None:
    if not choice.control.checked:
        hands.ticks(choice.control, f"'{choice.text}' for who the shopper is", stage)
    hands.look()


def _leads_on(reading: Reading) -> bool:
    return reading.stage is not Stage.CONTACT or bool(reading.continue_acts(Stage.CONTACT) or reading.guest_acts)


def _is_guest(choice: Choice, reading: Reading) -> bool:
    if lexicon(CODE).says("acts", "guest", tokens(choice.control.value)):
        return True
    return speaks("acts", "guest", choice.text, reading.language)


def _passwords(reading: Reading, beside: Field) -> list[Field]:
    return [field for field in reading.fields_for("password") if place(field) == place(beside)]


def _gives_email(hands: Hands, asked: list[Field], who: Who) -> None:
    for field in asked:
        hands.types(field.control, who.email, "e-mail", Stage.CONTACT, field.why)
    forms = {place(field) for field in asked}
    beside = [
        field
        for field in hands.reading.fields_for("first_name", "last_name", "full_name", "phone")
        if place(field) in forms
    ]
    if who.address and beside:
        filling.gives_address(hands, beside, who.address, who.email, Stage.CONTACT)


def _makes_account(hands: Hands, who: Who) -> None:
    """Register in the form that asks for a new password; go to that form where it has a page of its own.

    Raises Obstructed when what looked like one was a login after all.
    """
    reading = hands.reading
    form = new_account(reading)
    if form is None and (doors := account_doors(reading)):
        presses_to(hands, doors[0], "make an account", lambda now: new_account(now) is not None)
        reading = hands.reading
        form = new_account(reading)
    plain = form is None
    form = form or next((place(field) for field in reading.contact_fields), None)
    if form is None:
        raise _wall(reading)
    mine = [field for field in reading.fields if place(field) == form]
    _gives_email(hands, [field for field in mine if field.meaning == "email"], who)
    for field in mine:
        if field.meaning == "password":
            hands.types(field.control, who.password, "a password for a new account", Stage.CONTACT, field.why)
    hands.knows(account=True)
    hands.journal.note(Stage.CONTACT, _ACCOUNT)
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


def new_account(reading: Reading, *, surely: bool = False) -> FormPlace | None:
    """The form of a new account: it asks for a new password, for one twice, or for a name beside it.

    A new password alone may also be one that a guest leaves blank: then it is none `surely`.
    """
    for field in reading.fields_for("password"):
        form = place(field)
        mine = [f for f in reading.fields if place(f) == form]
        passwords = [f for f in mine if f.meaning == "password"]
        named = any(f.meaning in ("first_name", "last_name", "full_name", "terms") for f in mine)
        new = not surely and any("new-password" in f.control.autocomplete for f in passwords)
        if any(f.meaning == "email" for f in mine) and (
            new or named or len(passwords) > 1 or _registers(reading, form)
        ):
            return form
    return None


def _registers(reading: Reading, form: FormPlace) -> bool:
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


def account_doors(reading: Reading) -> list[Control]:
    """What leads to a form for a new account."""
    return [
        control
        for control in reading.snapshot.controls
        if control.shown
        and not control.field
        and control.region not in ("header", "nav", "footer")
        and _says_account(control, reading)
    ]
