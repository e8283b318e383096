"""Discount codes: finding their field, wherever the shop hides it, and proving what a code did."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront import acts, fields, presence
from pytest_checkout.storefront.fields import Field
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import refuse_stale_override
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal

_ENTER = "enter a discount code"
"""What the field for a code is for, in reports."""
_COMES = 3.0
"""Seconds for a field that a script builds after the page has come."""
_AWAY = ("header", "nav", "footer")


@dataclass(frozen=True)
class CodeAnswer:
    """What the shop answered to a code: `accepted` only when that was proved; `message` in the shop's own words."""

    accepted: bool
    message: str


@dataclass(frozen=True)
class _Effect:
    """What a code may change on a page."""

    listed: bool
    discount: Money | None
    delivery: Money | None
    total: Money | None


def code_field(hands: Hands, *, waits: bool = True) -> Field:
    """The field for a code; opened first when the shop hides it behind a link, and waited for when a script builds it.

    Raises ShopFault (capability-absent) when there is none that a shopper can reach, CannotRead when two fit.
    """
    shown = _shown(hands.reading)
    if not shown and waits and not _doors(hands.reading):
        hands.until(lambda now: _shown(now) or _doors(now) or None, patience=min(_COMES, hands.patience))
        shown = _shown(hands.reading)
    if not shown:
        shown = _opened(hands)
    forms = {(field.control.frame, field.control.form) for field in shown}
    if len(shown) > 1 and len(forms) > 1:
        found = ", ".join(f"'{field.control.called}'" for field in shown)
        raise CannotRead(
            f"two fields for a code at {hands.reading.stage}: {found}", looked_for="the code field", found=found
        )
    return shown[0]


def is_in_reach(hands: Hands) -> bool:
    """Whether the field for a code is there and free at this moment."""
    try:
        hands.reaches(code_field(hands, waits=False).control, _ENTER, hands.reading.stage)
    except ShopFault:
        return False
    return True


def can_be_entered(hands: Hands) -> None:
    """Prove that a code can be entered: its field and what sends it are there and stay, and sending has an effect.

    The code is one that nobody gave, so that the cart stays as it is; the shop must say something about it, or take
    it. Raises ShopFault in the words of what is wrong.
    """
    presence.stands(hands, lambda: code_field(hands).control, _ENTER)
    presence.stands(hands, lambda: _sender(hands, code_field(hands)), "send a discount code")
    applies(hands, f"NONE{secrets.token_hex(3).upper()}")
    hands.journal.note(hands.reading.stage, "a code can be entered: its field is there, stays, and answers")


def _shown(reading: Reading) -> list[Field]:
    named = [control for control in reading.snapshot.controls if "code" in control.overrides]
    if named:
        return [Field(named[0], "coupon", 1000, "the profile's override")]
    return [field for field in reading.fields_for("coupon") if field.control.type in ("", "text", "search")]


def _doors(reading: Reading) -> list[acts.Act]:
    """What opens the field: a button, or a link that stays on this page."""

    def stays(control: Control) -> bool:
        here = reading.snapshot.url.split("#")[0].endswith(control.path.split("#")[0]) if control.path else True
        return control.region not in _AWAY and (control.href.startswith("#") or here) and not acts.submits(control)

    return reading.acts("open code", among=stays)


def _opened(hands: Hands) -> list[Field]:
    reading = hands.reading
    stage = reading.stage
    for door in _doors(reading)[:1]:
        hands.press(door.control, "open the field for a code", stage)
        opened = hands.until(lambda now: _shown(now) or None)
        if opened:
            return opened
        raise ShopFault(
            f"no field for a code appears at {stage} after pressing '{door.control.called}'",
            stage=str(stage),
            looked_for="a field for a discount code",
            found=f"'{door.control.called}', which opens nothing",
            reason_code="capability-dead",
        )
    refuse_stale_override(hands, "code", "open code")
    others = ", ".join(f"'{field.control.called}' ({field.meaning})" for field in reading.fields) or "no field at all"
    hidden = _hidden(reading)
    raise ShopFault(
        f"there is no field for a discount code at {stage}"
        + (f": {hidden} is in the page, and hidden" if hidden else ""),
        stage=str(stage),
        looked_for="a field for a discount code, or what opens one",
        found=others,
        reason_code="capability-absent",
    )


def _hidden(reading: Reading) -> str:
    """What a field for a code is called that is in the page and that nobody can see; empty when there is none."""
    for control in reading.snapshot.controls:
        if control.field and not control.shown and control.type in ("", "text", "search"):
            rated = fields.scores(control, reading.snapshot.form_of(control), reading.language)
            if rated.get("coupon", (0.0, ""))[0] >= fields.ENOUGH:
                return f"'{control.called}'"
    return ""


def applies(hands: Hands, code: str) -> CodeAnswer:
    """Type a code, send it, and read what it did. Raises ShopFault when sending it has no effect."""
    field = code_field(hands)
    reading = hands.reading
    stage, before = reading.stage, _effect(reading, code)
    said = set(reading.told)
    hands.types(field.control, code, "discount code", stage, field.why)
    hands.press(_sender(hands, field), "apply the code", stage)

    def answered(now: Reading) -> Reading | None:
        new_page = now.snapshot.token != reading.snapshot.token
        spoke = bool(now.told) if new_page else bool(set(now.told) - said)
        return now if spoke or _took(before, _effect(now, code)) else None

    after = hands.until(answered)
    if after is None:
        raise ShopFault(
            f"applying a code has no effect at {stage}: it is neither listed nor refused",
            stage=str(stage),
            looked_for=f"an answer to the code {code}",
            found="the page as it was before",
            reason_code="capability-dead",
        )
    words = [text for text in after.told if text not in said or after.snapshot.token != reading.snapshot.token]
    accepted = _took(before, _effect(after, code))
    hands.journal.told(stage, words)
    hands.journal.note(stage, f"the code {code} was {'taken' if accepted else 'not taken'}")
    return CodeAnswer(accepted, " ".join(words))


def removes(hands: Hands, code: str) -> None:
    """Take a code away again and prove that it is no longer listed. Raises ShopFault when that cannot be done."""
    reading = hands.reading
    stage = reading.stage

    def beside_the_code(control: Control) -> bool:
        return any(normal(code) in normal(line) for line in control.card) or code in control.called

    found = reading.acts("remove", among=beside_the_code)
    if not found:
        raise ShopFault(
            f"the code {code} cannot be taken away at {stage}",
            stage=str(stage),
            looked_for=f"what removes the code {code}",
            found="nothing beside the code",
            reason_code="capability-absent",
        )
    hands.press(found[0].control, "take the code away", stage)
    if hands.until(lambda now: None if listed(now, code) else True) is None:
        raise ShopFault(
            f"the code {code} is still listed after it was taken away",
            stage=str(stage),
            looked_for=f"no {code}",
            found=f"{code} is listed",
            reason_code="capability-dead",
        )


def listed(reading: Reading, code: str) -> bool:
    """Whether the page lists a code, its messages left out."""
    text = normal(reading.snapshot.text)
    for message in reading.snapshot.messages:
        text = text.replace(normal(message.text), " ")
    return normal(code) in text


def _sender(hands: Hands, field: Field) -> Control:
    """What sends the code: the button of its own form, else one that says so."""
    reading, own = hands.reading, field.control

    def beside(control: Control) -> tuple[float, str]:
        mine = acts.submits(control) and own.form >= 0 and (control.frame, control.form) == (own.frame, own.form)
        return (60.0, "sends the code's own form") if mine else (0.0, "")

    found = reading.acts("apply code", among=lambda control: control.region not in _AWAY, bonus=beside)
    if not found:
        refuse_stale_override(hands, "apply code")
        raise ShopFault(
            f"there is no way to send a discount code at {reading.stage}",
            stage=str(reading.stage),
            looked_for="a button that applies a code",
            found=f"the field '{own.called}' alone",
            reason_code="capability-absent",
        )
    if len(found) > 1:
        both = " and ".join(f"'{act.control.called}'" for act in found[:2])
        raise CannotRead(f"two buttons may apply a code: {both}", looked_for="apply code", found=both)
    return found[0].control


def _effect(reading: Reading, code: str) -> _Effect:
    totals = reading.totals
    return _Effect(listed(reading, code), totals.discount, totals.delivery, totals.total)


def _took(before: _Effect, after: _Effect) -> bool:
    """Whether a code was taken: listed now, more discount, cheaper delivery, or less to pay."""
    if after.listed and not before.listed:
        return True
    if after.discount and (not before.discount or after.discount > before.discount):
        return True
    pairs = ((before.delivery, after.delivery), (before.total, after.total))
    return any(old is not None and new is not None and new < old for old, new in pairs)
