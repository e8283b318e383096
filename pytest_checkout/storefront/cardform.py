"""The fields of a card that no word explains: told by their place among those that are understood.

Everywhere a card is asked for in one order: perhaps the holder, the number, the expiry in one part or two, the code.
A provider may give each field a frame of its own; those frames together are one form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pytest_checkout.storefront.fields import CARD, ENOUGH, Field, tell_an_address
from pytest_checkout.storefront.snapshot import Control, Snapshot

_FRAMED = (-1, -1)
"""The form that is made of small frames with one or two fields each."""
_FEW = 2
_TYPED = ("", "text", "tel", "password", "number")


def completes(fields: Iterable[Field], snapshot: Snapshot) -> tuple[Field, ...]:
    """The fields of a page with those of a card among them that only their place tells; in the order of the page."""
    shown = [control for control in snapshot.controls if control.field and control.shown]
    known = list(fields)
    home = _forms(shown, known)
    read: dict[tuple[object, ...], list[Field]] = {form: [] for form in home.values()}
    inputs: dict[tuple[object, ...], list[Control]] = {form: [] for form in read}
    for field in known:
        read[home[_key(field.control)]].append(field)
    for control in shown:
        if control.tag == "input" and control.type in _TYPED:
            inputs[home[_key(control)]].append(control)
    for form, mine in read.items():
        tells = any(field.meaning in ("card_number", "card_expiry", "card_code") for field in mine)
        if tells or _looks(mine, inputs[form]):
            read[form] = _of_one_form(mine, inputs[form])
    found = [field for mine in read.values() for field in mine]
    return tuple(sorted(found, key=lambda field: (field.control.frame, field.control.index)))


def _key(control: Control) -> tuple[int, int]:
    return control.frame, control.index


def _forms(shown: list[Control], fields: list[Field]) -> dict[tuple[int, int], tuple[object, ...]]:
    """The form of each field: all frames with few fields are one; where one form asks for an address too, the part of
    it under one heading."""
    count = Counter(control.frame for control in shown)
    beside: dict[tuple[int, int], list[Field]] = {}
    for field in fields:
        beside.setdefault((field.control.frame, field.control.form), []).append(field)
    addressed = {form for form, mine in beside.items() if tell_an_address(mine)}
    found: dict[tuple[int, int], tuple[object, ...]] = {}
    for control in shown:
        form = (control.frame, control.form)
        framed = control.frame > 0 and count[control.frame] <= _FEW
        found[_key(control)] = _FRAMED if framed else (*form, control.heading) if form in addressed else form
    return found


def _looks(fields: list[Field], inputs: list[Control]) -> bool:
    """Whether fields without a word that is known look like those of a card: digits, one or two more, and digits."""
    understood = {_key(f.control) for f in fields if f.meaning != "phone"}
    if not 3 <= len(inputs) <= 5 or any(_key(control) in understood for control in inputs):
        return False
    digits = [control.type == "tel" or control.inputmode == "numeric" for control in inputs]
    return digits[-1] and sum(digits) in (2, len(inputs)) and any(digits[:2])


def _of_one_form(fields: list[Field], inputs: list[Control]) -> list[Field]:
    read = {_key(field.control): field for field in fields}
    # A field with a telephone's keyboard among those of a card is no telephone.
    taken = {key for key, field in read.items() if field.meaning != "phone" or tell_an_address(fields)}

    def place(meaning: str) -> list[int]:
        return [at for at, c in enumerate(inputs) if _key(c) in read and read[_key(c)].meaning == meaning]

    def free(start: int, end: int) -> list[Control]:
        return [control for control in inputs[max(0, start) : end] if _key(control) not in taken]

    def give(control: Control, meaning: str, why: str) -> None:
        read[_key(control)] = Field(control, meaning, ENOUGH, why)
        taken.add(_key(control))

    expiry = place("card_expiry")
    if expiry and not place("card_number") and not tell_an_address(fields):
        before = free(0, expiry[0])
        digits = [c for c in before if c.type == "tel" or c.inputmode == "numeric"] or before
        if len(digits) == 1:
            give(digits[0], "card_number", "its place before a card's expiry")
    if not place("card_number") and not tell_an_address(fields):
        before = [c for c in free(0, len(inputs)) if c.type == "tel" or c.inputmode == "numeric"]
        end = place("card_code")
        if len(before) > (0 if end else 1) and (not end or inputs.index(before[0]) < end[0]):
            give(before[0], "card_number", "the first digits among the fields of a card")
            if not end:
                give(before[-1], "card_code", "the last digits among the fields of a card")
    number = place("card_number")
    if not number:
        return list(read.values())
    read = {key: _no_phone(field) for key, field in read.items()}
    taken |= {key for key, field in read.items() if field.meaning in CARD}
    code = place("card_code")
    if code and len(expiry) < 2:
        between = free(number[0] + 1, code[0])
        if 0 < len(between) <= 2 - len(expiry):
            for control in between:
                give(control, "card_expiry", "its place between a card's number and its code")
    expiry = place("card_expiry")
    if expiry and not code:
        behind = free(expiry[-1] + 1, len(inputs))
        if behind:
            give(behind[0], "card_code", "its place behind a card's expiry")
    if not tell_an_address(fields):
        read = {key: _holders(field) for key, field in read.items()}
        rest = [c for c in free(0, len(inputs)) if c.type in ("", "text")]
        holds = any(field.meaning == "card_holder" for field in read.values())
        if len(rest) == 1 and not holds and set(CARD) - {"card_holder"} <= {f.meaning for f in read.values()}:
            give(rest[0], "card_holder", "what is left over among the fields of a card")
    return list(read.values())


def _no_phone(field: Field) -> Field:
    """Digits among the fields of a card that may be a telephone's are those of the card."""
    if field.rival == "phone" and field.meaning in CARD:
        return replace(field, rival="")
    if field.meaning == "phone" and field.rival in CARD:
        return replace(field, meaning=field.rival, rival="")
    return field


def _holders(field: Field) -> Field:
    """A name among the fields of a card is the holder's."""
    return replace(field, meaning="card_holder", rival="") if field.meaning == "full_name" else field
