"""What a visible control asks for, scored from all its evidence: what it states first, then what it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pytest_checkout.store.profile.overrides import FIELDS
from pytest_checkout.storefront import hints
from pytest_checkout.storefront.snapshot import Control, Form, Snapshot
from pytest_checkout.storefront.words import CODE, lexicon, normal, speaks, understood

# HTML Living Standard, section "Autofill", field names and the meaning they have here.
AUTOFILL = {
    "email": "email",
    "name": "full_name",
    "given-name": "first_name",
    "family-name": "last_name",
    "street-address": "line1",
    "address-line1": "line1",
    "address-line2": "line2",
    "address-line3": "line3",
    "address-level2": "city",
    "address-level1": "state",
    "postal-code": "postcode",
    "country": "country",
    "country-name": "country",
    "tel": "phone",
    "tel-national": "phone",
    "organization": "company",
    "cc-number": "card_number",
    "cc-exp": "card_expiry",
    "cc-exp-month": "card_expiry",
    "cc-exp-year": "card_expiry",
    "cc-csc": "card_code",
    "cc-name": "card_holder",
    "new-password": "password",
    "current-password": "password",
}
_TYPES = {"email": ("email", 60), "tel": ("phone", 36), "password": ("password", 90), "search": ("search", 90)}
_INPUT_MODES = {"email": ("email", 50), "tel": ("phone", 36)}
ENOUGH, _CLEAR, _FAINT = 35.0, 6.0, 25.0
_TICKS = frozenset({"terms", "create_account", "newsletter", "same_address", "other_address"})
"""What a box to tick may ask for; nothing of this can be typed."""
ADDRESS = ("first_name", "last_name", "full_name", "line1", "line2", "city", "postcode", "state", "country", "phone")
CARD = ("card_number", "card_expiry", "card_code", "card_holder")
Rates = Callable[[Control], dict[str, tuple[float, str]]]
"""What a control may ask for, as `scores` says it: meaning -> (score, evidence)."""


@dataclass(frozen=True)
class Field:
    """A control and what it asks for. `rival` is a second meaning that fits as well: then nobody may guess."""

    control: Control
    meaning: str
    score: float
    why: str
    rival: str = ""
    billing: bool = False


def tell_an_address(found: list[Field]) -> bool:
    """Whether fields make up an address, rather than a contact or one postcode to estimate a delivery by."""
    telling = {field.meaning for field in found}
    return bool(telling & {"line1", "postcode", "city"}) and len(telling - {"country", "state", "phone"}) > 1


def to_write_in(found: list[Field]) -> list[Field]:
    """Those that a shopper writes in: a field that the page itself keeps equal to another one is read-only. Where
    all of a meaning are, they stay: some pages make a field read-only until it is entered."""
    open_to_all = {field.meaning for field in found if not field.control.readonly}
    return [field for field in found if not field.control.readonly or field.meaning not in open_to_all]


def read_fields(snapshot: Snapshot, language: str) -> tuple[Field, ...]:
    """The fields of a page that a shopper can see, each with what it asks for."""
    shown = [
        control
        for control in snapshot.controls
        if control.field and control.shown and "radio" not in (control.type, control.role)  # a choice asks for nothing
    ]
    read = [field for control in shown for field in _read(control, snapshot.form_of(control), language)]
    known = _with_city(_beside_first_names(_numbered(read)), "line4")
    placed = _with_place(known, shown, lambda control: scores(control, snapshot.form_of(control), language))
    return tuple(_with_city(placed, "line3"))


def _beside_first_names(fields: list[Field]) -> list[Field]:
    """Beside a first name, what is only called "name" is the last one."""
    known = {(f.control.frame, f.control.form, f.billing, f.meaning) for f in fields}

    def is_last(field: Field) -> bool:
        form = (field.control.frame, field.control.form, field.billing)
        return field.meaning == "full_name" and (*form, "first_name") in known and (*form, "last_name") not in known

    return [replace(field, meaning="last_name", rival="") if is_last(field) else field for field in fields]


def _numbered(fields: list[Field]) -> list[Field]:
    """A second line of an address is no first one, whatever it is called: its number tells, else its place."""
    lines: dict[tuple[int, int, bool], int] = {}
    found = []
    for field in fields:
        if field.meaning == "line1" and not field.control.autocomplete:
            key = (field.control.frame, field.control.form, field.billing)
            stated = re.search(
                r"(?<!\d)[234](?!\d)", field.control.label or field.control.aria or field.control.placeholder
            )
            lines[key] = lines.get(key, 0) + 1
            number = int(stated[0]) if stated else lines[key]
            if number > 1:
                found.append(replace(field, meaning=f"line{min(number, 4)}", rival=""))
                continue
        found.append(field)
    return found


def _with_place(fields: list[Field], shown: list[Control], rates: Rates) -> list[Field]:
    """The fields, and those that only their place in the form of an address explains, or a faint word at its place."""
    understood = {(field.control.frame, field.control.index) for field in fields}
    placed = list(fields)
    for form in {(f.control.frame, f.control.form) for f in fields if f.meaning in ADDRESS}:
        mine = {f.control.index: f.meaning for f in fields if (f.control.frame, f.control.form) == form}
        left = [
            control
            for control in shown
            if (control.frame, control.form) == form
            and (control.frame, control.index) not in understood
            and (control.tag == "textarea" or (control.tag == "input" and control.type in ("", "text")))
            and control.region not in ("header", "nav", "footer")
        ]
        unread = [control for control in left if control.tag == "input"]  # without a word, a text of lines is a note
        needed = [control for control in unread if control.required]  # a form that marks these can do without the rest
        guessed = hints.by_place(mine, unread) or hints.by_place(mine, needed)
        why = "its place in the form of an address"
        if not guessed and not set(hints.PARTS) <= set(mine.values()):
            guessed = hints.by_word_and_place(mine, _faint(left, rates))
            why = "a faint word, at its place in the form of an address"
        placed += [Field(c, guessed[c.index], ENOUGH, why) for c in left if c.index in guessed]
    return sorted(placed, key=lambda field: (field.control.frame, field.control.index))


def _faint(unread: list[Control], rates: Rates) -> dict[int, tuple[float, str]]:
    """What fields may ask for by words that alone say too little: index -> (score, meaning)."""
    found = {}
    for control in unread:
        rated = max(((score, meaning) for meaning, (score, _) in rates(control).items()), default=(0.0, ""))
        if rated[0] >= _FAINT:
            found[control.index] = rated
    return found


def scores(control: Control, form: Form | None, language: str) -> dict[str, tuple[float, str]]:
    """Every meaning that has evidence, with its score and the strongest piece of that evidence."""
    found: dict[str, list[tuple[float, str]]] = {}

    def add(meaning: str, points: float, why: str) -> None:
        found.setdefault(meaning, []).append((points, why))

    for meaning, token in _stated(control).items():
        add(meaning, 100, f"autocomplete={token}")
    for kinds, stated, name in ((_TYPES, control.type, "type"), (_INPUT_MODES, control.inputmode, "inputmode")):
        if stated in kinds:
            meaning, points = kinds[stated]
            if meaning == "phone" and 0 < control.maxlength < 7:
                continue  # digits, but too few for a telephone
            add(meaning, points, f"{name}={stated}")
    for shown in (control.placeholder, *hints.in_brackets(control.label or control.aria or control.near)):
        if hint := hints.example(shown):
            add(hint, 50, f"the example '{shown}'")
    if control.type == "number" and control.value.isdigit():
        add("quantity", 36, "type=number")
    if hint := hints.limits(control):
        add(hint, 41, f"takes {control.maxlength} digits")
    for meaning, share in lexicon(CODE).meanings("fields", control.code).items():
        add(meaning, 30 + 20 * min(1.0, 2 * share), f"name '{control.name or control.id}'")
    if form and lexicon(CODE).says("fields", "coupon", form.code):
        add("coupon", 38, f"its form sends {form.action}")
    if hint := hints.options(control):
        add(hint, 80, "its options")
    says_itself = any((control.label, control.aria, control.placeholder))
    headed = says_itself and normal(control.near) == normal(control.heading)  # the first field of an address
    for source, points in (("label", 60), ("aria", 55), ("placeholder", 45), ("title", 30), ("near", 45)):
        text = "" if source == "near" and headed else str(getattr(control, source))
        meanings, worth = understood("fields", text, language)
        for meaning, share in meanings.items():
            least = 0.6 if source != "near" else 0.45  # a neighbour counts when it says little else
            add(meaning, worth * points * (least + (1 - least) * share), f"{source} '{text}'")
    if speaks("fields", "coupon", f"{control.group} {control.heading}", language):
        add("coupon", 25, f"stands under '{control.group or control.heading}'")
    return {
        meaning: (_sum(parts), max(parts)[1])
        for meaning, parts in found.items()
        if (meaning in _TICKS) == (control.tickable and control.type != "radio")
    }


def _stated(control: Control) -> dict[str, str]:
    """What a control states for machines that it asks for, each with the token that says so."""
    return {AUTOFILL[token]: token for token in control.autocomplete.lower().split() if token in AUTOFILL}


def _sum(parts: list[tuple[float, str]]) -> float:
    """The strongest evidence counts in full, the rest by half: many weak hints do not outweigh a plain statement."""
    points = sorted((score for score, _ in parts), reverse=True)
    return points[0] + sum(points[1:]) / 2


def _read(control: Control, form: Form | None, language: str) -> list[Field]:
    for name in control.overrides:
        if name in FIELDS:
            return [Field(control, FIELDS[name], 1000, "the profile's override")]
    rated = scores(control, form, language)
    ranked = sorted(((score, meaning, why) for meaning, (score, why) in rated.items()), reverse=True)
    if not ranked or ranked[0][0] < ENOUGH:
        return []
    score, meaning, why = ranked[0]
    close = [other for other in ranked[1:2] if score - other[0] < _CLEAR]
    if stated := [each for each in (ranked[0], *close) if each[1] in _stated(control)]:
        (score, meaning, why), close = stated[0], []  # what only looks like something else is no rival of that
    if meaning == "email" and _is_for_news(control, language):
        return [Field(control, "newsletter", score, "an e-mail for the shop's letter")]
    billing = any(lexicon(CODE).says("signs", "billing", text) for text in (control.code, control.autocomplete.lower()))
    billing |= speaks("signs", "billing", f"{control.group} {control.heading}", language)
    return [Field(control, meaning, score, why, close[0][1] if close else "", billing)]


def _is_for_news(control: Control, language: str) -> bool:
    """Whether an e-mail is asked for to send letters to, wherever on the page it stands."""
    said = f"{control.label} {control.aria} {control.placeholder}"
    return lexicon(CODE).says("fields", "newsletter", control.code) or speaks("fields", "newsletter", said, language)


def _with_city(fields: list[Field], line: str) -> list[Field]:
    """Where no field says city, the last of four address lines is it, or of three that stand alone."""
    if any(field.meaning == "city" for field in fields):
        return fields
    last = next((field for field in fields if field.meaning == line), None)
    if last is None:
        return fields
    city = Field(last.control, "city", last.score, f"last address line, {last.why}", billing=last.billing)
    return [city if field is last else field for field in fields]
