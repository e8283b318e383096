"""A customer's account: made, signed in to and left again, through the forms that the shop itself shows."""

from __future__ import annotations

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault
from pytest_checkout.storefront import acts, contact, filling, remedies
from pytest_checkout.storefront.contact import FormPlace, Who
from pytest_checkout.storefront.going import presses_to
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import news
from pytest_checkout.storefront.snapshot import Control


def signs_up(hands: Hands, home: str, who: Who) -> None:
    """Make an account. Raises CannotProvide for a shop without accounts, ShopFault when it refuses to make one."""
    _opens_the_door(hands, home)
    if contact.new_account(hands.reading) is None and (doors := contact.account_doors(hands.reading)):
        presses_to(hands, doors[0], "make an account", lambda now: contact.new_account(now) is not None)
    form = contact.new_account(hands.reading)
    if form is None:
        raise _not_understood(hands.reading, "the form for a new account")
    _fills(hands, form, who)
    _sends(hands, form, "make an account")


def signs_in(hands: Hands, home: str, who: Who) -> None:
    """Sign in with the password of the account. Raises CannotProvide and ShopFault like `signs_up`."""
    _opens_the_door(hands, home)
    new = contact.new_account(hands.reading)
    places = [contact.place(field) for field in hands.reading.fields_for("password")]
    form = next((place for place in places if place != new), None)
    if form is None:
        raise _not_understood(hands.reading, "the form to sign in with")
    _fills(hands, form, who)
    _sends(hands, form, "sign in")


def signs_out(hands: Hands, home: str) -> None:
    """Leave the account. Raises CannotProvide where the shop shows no way to."""
    hands.knows(in_checkout=False)
    hands.goes_to(home)
    found = hands.look().acts("logout", allow=("login", "danger"))
    if not found:
        raise CannotProvide("needs a way to sign out, and the shop's first page shows none")
    hands.press(found[0].control, "sign out", Stage.ELSEWHERE)
    if hands.until(lambda now: None if now.acts("logout", allow=("login", "danger")) else True) is None:
        raise ShopFault(
            f"'{found[0].control.called}' does not sign the shopper out",
            stage=str(hands.reading.stage),
            looked_for="a page for somebody who is not signed in",
            found=f"still a way to sign out at {hands.reading.snapshot.url}",
            reason_code="capability-dead",
        )


def _opens_the_door(hands: Hands, home: str) -> None:
    """Go to the page that asks for a password."""
    hands.knows(in_checkout=False)
    hands.goes_to(home)
    reading = hands.look()
    if reading.fields_for("password"):
        return
    doors = reading.acts("login", allow=("login",))
    if not doors:
        raise CannotProvide("needs customer accounts, and the shop's first page shows no way to sign in")
    presses_to(hands, doors[0].control, "sign in", lambda now: bool(now.fields_for("password")))


def _fills(hands: Hands, form: FormPlace, who: Who) -> None:
    mine = [field for field in hands.reading.fields if contact.place(field) == form]
    for field in mine:
        if field.meaning == "email":
            hands.types(field.control, who.email, "e-mail", Stage.CONTACT, field.why)
        elif field.meaning == "password":
            hands.types(field.control, who.password, "the password of the account", Stage.CONTACT, field.why)
        elif field.meaning == "terms" and not field.control.checked:
            hands.ticks(field.control, "the terms", Stage.CONTACT)
    names = [field for field in mine if field.meaning in ("first_name", "last_name", "full_name")]
    if who.address and names:
        filling.gives_address(hands, names, who.address, who.email, Stage.CONTACT, complete=False)


def _sends(hands: Hands, form: FormPlace, what: str) -> None:
    """Press the form's button; it is done when a page comes that asks for no password."""
    button = _button(hands.look(), form)
    if button is None:
        raise _not_understood(hands.reading, f"the button to {what} with")
    for last in (False, True):
        before = hands.reading
        hands.press(button, what, Stage.CONTACT)
        fresh = before.snapshot.token

        def answered(now: Reading, fresh: float = fresh) -> str | None:
            if now.snapshot.token != fresh and not now.fields_for("password"):
                return "in"
            return "refused" if now.complaints or now.snapshot.token != fresh else None

        outcome = hands.until(answered)
        if outcome == "in":
            hands.journal.note(Stage.CONTACT, f"could {what}")
            return
        if last or not remedies.gives_what_is_missing(hands, Stage.CONTACT, button):
            break
        button = _button(hands.look(), form) or button
    told = " ".join(hands.reading.complaints or news(before, hands.reading))
    raise ShopFault(
        f"the shopper could not {what}: " + (f"the shop told: {told}" if told else "nothing happened"),
        stage=str(Stage.CONTACT),
        looked_for=f"a page for who could {what}",
        found=told or f"still {hands.reading.snapshot.url}",
        reason_code="wrong-outcome" if told else "capability-dead",
    )


def _button(reading: Reading, form: FormPlace) -> Control | None:
    return next(
        (
            control
            for control in reading.snapshot.controls
            if not control.field and control.shown and (control.frame, control.form) == form and acts.submits(control)
        ),
        None,
    )


def _not_understood(reading: Reading, what: str) -> CannotRead:
    return CannotRead(
        f"the shopper does not find {what} at {reading.snapshot.url}",
        stage=str(Stage.CONTACT),
        looked_for=what,
        found=", ".join(f"'{field.control.called}' ({field.meaning})" for field in reading.fields) or "no fields",
    )
