"""Groups of choices on a page: radios, or one button per method, each with its card of words and amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pytest_checkout.storefront import brands, hints
from pytest_checkout.storefront.acts import is_button, submits
from pytest_checkout.storefront.snapshot import Control, Form, Option, Snapshot
from pytest_checkout.storefront.words import CODE, lexicon, normal, speaks, tokens, understood

_AWAY = ("header", "nav", "footer")
_HEADED = "stands under"


@dataclass(frozen=True)
class Choice:
    """One choice: the control to use, and the lines of text on its card."""

    control: Control
    lines: tuple[str, ...]
    option: Option | None = None

    @property
    def chosen(self) -> bool:
        if self.option is None:
            return self.control.checked
        shown = self.option.selected or normal(self.option.text) == normal(self.control.text)
        return shown and bool(self.option.value.strip())

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True)
class Group:
    """Choices that exclude each other. `kind`: delivery, payment, guest, which address; empty for something else."""

    kind: str
    choices: tuple[Choice, ...]
    why: str = ""

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.chosen), None)

    @property
    def stands_alone(self) -> bool:
        """Whether its choices are buttons that say what they stand for by being chosen: tabs, or pressed tiles."""
        toggles = all(choice.control.toggles for choice in self.choices)
        return toggles or all(c.control.checked for c in self.choices[:1]) or self.chosen is not None

    @property
    def pressed(self) -> bool:
        """Whether a choice is made by pressing its button rather than by ticking it."""
        return not self.choices[0].control.field


@dataclass(frozen=True)
class Hints:
    """What only the whole page tells about its choices, when it is a page of the checkout.

    `person` is the place of the first field that asks who or where the shopper is. `names` are what the shopper wants,
    in the shop's own words: a group that offers it is known by that.
    """

    in_checkout: bool = False
    person: int | None = None
    names: tuple[tuple[str, str], ...] = ()


def read_groups(snapshot: Snapshot, language: str, known: Hints = Hints()) -> tuple[Group, ...]:
    """All groups of choices in the page's own part. In the checkout, prices tell a group that no word explains."""
    groups: dict[tuple[object, ...], list[Choice]] = {}
    lists: dict[tuple[int, int], list[Choice]] = {}
    for control in snapshot.controls:
        if not control.shown or control.region in _AWAY:
            continue
        if control.choosable and control.options and not _is_of_a_person(control, language):
            entries = [option for option in control.options if option.text.strip() and option.value.strip()]
            lists[control.frame, control.index] = [Choice(control, (option.text,), option) for option in entries]
        elif control.type == "radio" or control.role in ("radio", "menuitemradio"):
            mates = control.name or (control.kin if control.kin >= 0 else control.group)
            key: tuple[object, ...] = ("radio", control.frame, control.form, mates)
            groups.setdefault(key, []).append(Choice(control, _lines(control)))
        elif _is_one_of_a_form(snapshot, control):
            groups.setdefault(("tiles", control.frame, control.kin), []).append(Choice(control, _lines(control)))
        elif is_button(control) and submits(control) and control.card and not control.owner.startswith("/"):
            form = snapshot.form_of(control)
            if form and _only_hidden(snapshot, control):
                names = tuple(sorted(hidden.split("=")[0] for hidden in form.hidden))
                key = ("button", form.action, names, normal(control.text) if form.action.endswith("?") else "")
                groups.setdefault(key, []).append(Choice(control, _lines(control)))
        elif is_button(control) and control.kin >= 0 and control.tag != "a" and not submits(control):
            groups.setdefault(("tiles", control.frame, control.kin), []).append(Choice(control, _lines(control)))
    found = [
        _named(_classified(choices, snapshot, language), known)
        for key, choices in groups.items()
        if key[0] == "radio" or len(choices) > 1 or _method_form(choices[0], snapshot)
        if key[0] != "tiles" or _are_tiles(choices)
    ]
    in_lists = [_named(_classified(choices, snapshot, language), known) for choices in lists.values() if choices]
    found += [group for group in in_lists if group.kind in ("delivery", "payment") or brands.lists(group)]
    return tuple(_by_elimination(found, snapshot, known) if known.in_checkout else found)


def without_price(line: str, choice: Choice, snapshot: Snapshot) -> str:
    """A line of a choice without the price at its end: "Parcel" of "Parcel (€5.00)"."""
    bare = line.rstrip(" )]")
    prices = [snapshot.amounts[index].text for index in choice.control.priced]
    price = next((price for price in prices if bare.endswith(price)), "")
    return (bare.removesuffix(price).rstrip(" :([+-\u2013\u2014") if price else line) or line


def _is_of_a_person(control: Control, language: str) -> bool:
    """Whether a list asks for a part of an address: a state is no way of delivery, whatever its list is called."""
    if control.autocomplete or hints.options(control):
        return True
    said = understood("fields", control.label or control.aria or control.near, language)[0]
    return bool(said.keys() & {"state", "country", "city"})


def _named(group: Group, known: Hints) -> Group:
    """A group that offers what the shopper wants is of that kind, whatever it is called."""
    for kind, name in known.names:
        lines = [normal(line) for choice in group.choices for line in choice.lines]
        if not group.kind and any(re.match(rf"{re.escape(normal(name))}(?!\w)", line) for line in lines):
            return replace(group, kind=kind, why=f"offers '{name}'")
    return group


def _is_one_of_a_form(snapshot: Snapshot, control: Control) -> bool:
    """Whether a button sends one of several values of the same form, each value with a button of its own."""
    if not (is_button(control) and submits(control) and control.kin >= 0 and control.name):
        return False
    values: dict[tuple[int, int, int, str], set[str]] = snapshot.worked_out.setdefault("twins", {})
    if not values:
        for other in snapshot.controls:
            if other.shown:
                values.setdefault(_twin(other), set()).add(other.value)
    return len(values[_twin(control)]) > 1


def _twin(control: Control) -> tuple[int, int, int, str]:
    return (control.frame, control.form, control.kin, control.name)


def _are_tiles(choices: list[Choice]) -> bool:
    """Whether buttons that are alike stand for different things: each says another name, or another price."""
    names = {normal(choice.control.text) for choice in choices}
    return all(choice.control.priced for choice in choices) or len(names) == len(choices)


def _by_elimination(groups: list[Group], snapshot: Snapshot, known: Hints) -> list[Group]:
    """In a checkout, choices that each have a price are ways of delivery; others, where none are known, ways to pay.

    Those above the fields for a person are about the person: nobody is asked how to pay before.
    """
    groups = [replace(g, kind="guest", why="stands before the e-mail") if _is_who(g, known) else g for g in groups]
    kinds = {group.kind for group in groups}
    unknown = [group for group in groups if not group.kind and len(group.choices) > 1]
    for group in unknown:
        priced = all(choice.control.priced for choice in group.choices)
        if not priced and not (group.choices[0].control.field or group.stands_alone):
            continue
        kind = "delivery" if priced else "payment"
        if kind not in kinds and (priced or not snapshot.rows):
            groups = [replace(g, kind=kind, why="its place in the checkout") if g is group else g for g in groups]
            kinds.add(kind)
    return groups


def _is_who(group: Group, known: Hints) -> bool:
    """Whether radios that nothing but the page's heading explains stand above the fields for a person."""
    last = group.choices[-1].control
    unknown = not group.kind or group.why.startswith(_HEADED)
    radios = unknown and all(choice.control.type == "radio" for choice in group.choices)
    above = known.person is not None and last.frame == 0 and last.index < known.person
    return radios and above and not any(choice.control.priced for choice in group.choices)


def _lines(control: Control) -> tuple[str, ...]:
    if control.label and control.field:
        rest = tuple(line for line in control.card if normal(line) not in normal(control.label))
        return (control.label, *rest)
    lines = tuple(line for line in control.card if normal(line) != normal(control.text))
    return lines or ((control.called,) if control.called else ())


def _only_hidden(snapshot: Snapshot, control: Control) -> bool:
    """Whether its form has nothing to fill in: a form of that kind is a choice."""
    filled: set[int] = snapshot.worked_out.setdefault("filled forms", set())
    if not filled:
        filled |= {other.form for other in snapshot.controls if other.field and other.shown} | {-1}
    return control.form not in filled


def _method_form(choice: Choice, snapshot: Snapshot) -> bool:
    """A lone button is a choice when its form sends a method."""
    form = snapshot.form_of(choice.control)
    return bool(form and any("method" in hidden.split("=")[0] for hidden in form.hidden))


def _classified(choices: list[Choice], snapshot: Snapshot, language: str) -> Group:
    points = {"delivery": 0.0, "payment": 0.0, "guest": 0.0}
    why: dict[str, str] = {}

    def add(kind: str, score: float, reason: str) -> None:
        points[kind] += score
        why.setdefault(kind, reason)

    first = choices[0].control
    form = snapshot.form_of(first)
    code = f"{tokens(f'{first.name} {first.id}')} {_sends(form, first)}"
    headings = (first.group, first.heading, *(h.text for h in snapshot.headings if h.level == 1))
    about = " ".join((first.label, first.aria, first.near, first.group) if choices[0].option else headings)
    options = [choice.text for choice in choices]
    values = tokens(" ".join(choice.control.value for choice in choices))
    for kind in ("delivery", "payment"):
        if lexicon(CODE).says("signs", kind, code):
            add(kind, 4, f"is called '{first.name or first.id}'")
        if speaks("signs", kind, about, language):
            add(kind, 3, f"{_HEADED} '{first.group or first.heading}'")
    for sign in ("card", "invoice"):
        if lexicon(CODE).says("signs", sign, values) or any(speaks("signs", sign, text, language) for text in options):
            add("payment", 2, f"offers {sign}")
    priced = sum(any(amount.sentence in choice.text for amount in snapshot.amounts) for choice in choices)
    if priced and priced * 2 >= len(choices):
        add("delivery", 2, "names a price per choice")
    said = {meaning for text in options for meaning in understood("signs", text, language)[0]}
    for kind in ("delivery", "payment"):
        if kind in said:
            add(kind, 2, f"speaks of {kind}")
    guest = lexicon(CODE).says("acts", "guest", values)
    if guest or any(speaks("acts", "guest", text, language) for text in options):
        add("guest", 6, "offers to go on as a guest")
    if any(_is_of_an_address(choice, language) for choice in choices):
        return Group("which address", tuple(choices), "asks which address, and for no method")
    kind = max(points, key=lambda name: points[name])
    return Group(kind if points[kind] >= 3 else "", tuple(choices), why.get(kind, ""))


def _sends(form: Form | None, button: Control) -> str:
    """What the form of a button sends, as words; nothing where the form holds several steps, which tells of none."""
    if form is None or button.field:
        return ""
    kinds = [kind for kind in ("delivery", "payment") if lexicon(CODE).says("signs", kind, form.code)]
    return form.code if len(kinds) < 2 or submits(button) else ""


def _is_of_an_address(choice: Choice, language: str) -> bool:
    """Whether a choice says whose address is meant: "same as the delivery address", "another address".

    Of a way to pay that opens, what stands inside it may say so too: of what is ticked, only its own label counts.
    """
    own = choice.lines[0] if choice.control.field and choice.lines else choice.text
    said = understood("fields", own, language)[0].keys()
    return bool(said & {"same_address", "other_address"})
