"""The options of a product: a size, a colour; in a list, as radios or as swatches, chosen until the shop takes it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront import lists
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control, Option
from pytest_checkout.storefront.words import CODE, lexicon, normal, tokens

_AWAY = ("header", "nav", "footer")


@dataclass(frozen=True)
class Way:
    """One value of an option and how to choose it; `rivals` are the values that it excludes."""

    value: str
    control: Control
    rivals: tuple[str, ...]
    option: Option | None = None
    leads: str = ""


@dataclass(frozen=True)
class Set:
    """The values of one option, as the page offers them."""

    ways: tuple[Way, ...]
    chosen: bool


def chooses(hands: Hands, name: str, value: str) -> tuple[str, ...]:
    """Choose a value wherever the page offers exactly one control for it; the values that were not chosen instead.

    Raises ShopFault when the page does not offer the value, CannotRead when several controls do.
    """
    reading = hands.reading
    wanted = normal(value)
    ways = [way for group in offered(reading) for way in group.ways if wanted in _names(way)]
    ways += [] if ways else _pages(reading, wanted)
    different = {(way.control.index, way.option and way.option.value) for way in ways}
    if len({way.leads for way in ways}) == 1 and ways and ways[0].leads:
        different = {(ways[0].control.index, None)}
    if len(different) != 1:
        found = ", ".join(way.control.called for way in ways) or "nothing of that name"
        kind = CannotRead if ways else ShopFault
        raise kind(
            f"the product's {name} '{value}' cannot be chosen",
            stage=str(Stage.PRODUCT),
            looked_for=f"{name}: {value}",
            found=found,
            **({} if ways else {"reason_code": "capability-absent"}),
        )
    _takes(hands, ways[0], f"{name} {value}")
    return ways[0].rivals


def chooses_what_is_open(hands: Hands, *, swatches: bool, wished: Collection[str] = ()) -> bool:
    """Choose a value of the first option that has none: the one that the product's own name says, else the first.

    False when nothing is open. Swatches carry no sign that one of them is needed: they are only tried once the shop
    has refused. An option with a `wished` value is left alone: a shop that takes it not has nothing else to sell.
    """
    wishes = {normal(value) for value in wished}
    for group in offered(hands.reading):
        if any(wishes & _names(way) for way in group.ways):
            continue
        able = [way for way in group.ways if not way.control.disabled]
        subject = f" {normal(hands.reading.snapshot.subject)} "
        first = next((way for way in able if f" {normal(way.value)} " in subject), able[0] if able else None)
        pressed = first is not None and not first.control.field
        if first is not None and not group.chosen and (swatches or not pressed):
            _takes(hands, first, f"'{first.value}', because the shop wants one")
            return True
    return False


def _takes(hands: Hands, way: Way, what: str) -> None:
    control = way.control
    if way.option is not None:
        lists.chooses(hands, control, way.option, what, Stage.PRODUCT, f"option '{way.option.text}'")
        hands.look()
    elif control.tickable and control.field:
        hands.ticks(control, what, Stage.PRODUCT)
    elif not control.checked:
        before = state(hands.reading)
        hands.press(control, f"choose {what}", Stage.PRODUCT)
        hands.until(lambda now: True if state(now) != before else None, patience=min(2.0, hands.patience))


def state(reading: Reading) -> tuple[object, ...]:
    """What a page says of the choices that were made on it. How loud something is painted says nothing: it changes with
    where the pointer is."""
    seen = reading.snapshot
    return seen.token, seen.url, tuple(replace(c, loud=0, painted=False, box=(0, 0, 0, 0)) for c in seen.controls)


def offered(reading: Reading) -> list[Set]:
    """The options of the page's own product."""
    written = _forms_to_write_in(reading)
    mine = [
        c
        for c in reading.snapshot.controls
        if c.shown and c.region not in _AWAY and _is_own(c) and (c.frame, c.form) not in written
    ]
    counters = {field.control.index for field in reading.fields_for("quantity")}
    found = [_list(control) for control in mine if control.choosable and control.index not in counters]
    sets: dict[tuple[object, ...], list[Control]] = {}
    for control in mine:
        if control.type == "radio" or control.role in ("radio", "menuitemradio"):
            sets.setdefault(("radio", control.form, control.name or control.group or control.heading), []).append(
                control
            )
        elif control.type != "checkbox" and not control.field and control.kin >= 0 and _is_swatch(control, reading):
            sets.setdefault(("swatch", control.kin), []).append(control)
    found += [_set(controls) for controls in sets.values() if len(controls) > 1 or controls[0].field]
    return [group for group in found if group.ways]


def _forms_to_write_in(reading: Reading) -> set[tuple[int, int]]:
    """Forms beside the one that buys, such as for a review or a question: they want a text, and offer no option."""
    buying = {(act.control.frame, act.control.form) for act in reading.own_add_buttons}
    return {
        (control.frame, control.form)
        for control in reading.snapshot.controls
        if control.shown and control.form >= 0 and (control.tag == "textarea" or control.type == "email")
        if buying and (control.frame, control.form) not in buying
    }


def _is_own(control: Control) -> bool:
    return not control.owner.startswith("/") and control.owner != "listed"


def _is_swatch(control: Control, reading: Reading) -> bool:
    """Whether a button may be a value: short, staying on the page, and none that the page buys or leafs with."""
    if control.path and control.path.split("#")[0] not in ("", reading.snapshot.url.split("#")[0]):
        return False
    if control.role == "tab":
        return False
    short = 0 < len(control.called) <= 40 and any(sign.isalnum() for sign in control.called)
    add = {act.control.index for act in reading.own_add_buttons}
    code = tokens(f"{control.classes} {control.name} {control.id}")
    known = lexicon(CODE).meanings("acts", code).keys() & {"add to cart", "wishlist", "newsletter", "cart", "update"}
    return short and control.index not in add and not control.expands and not known


def _list(control: Control) -> Set:
    entries = lists.real_options(control)
    texts = tuple(option.text for option in entries)
    chosen = any(option.selected for option in entries) or normal(control.chosen) in {normal(text) for text in texts}
    return Set(tuple(Way(o.text, control, _without(texts, o.text), o) for o in entries), chosen)


def _set(controls: list[Control]) -> Set:
    texts = tuple(_value(control) for control in controls)
    return Set(
        tuple(Way(_value(c), c, _without(texts, _value(c))) for c in controls if _value(c)),
        any(control.checked for control in controls),
    )


def _value(control: Control) -> str:
    return control.label or control.aria or control.text or control.title or control.value


def _without(texts: tuple[str, ...], own: str) -> tuple[str, ...]:
    return tuple(text for text in texts if normal(text) != normal(own))


def _names(way: Way) -> set[str]:
    """How a page may call a value: by its text, its code, or the last word of a longer text."""
    control = way.control
    texts = (
        {way.option.value, way.option.text}
        if way.option
        else {control.label, control.aria, control.text, control.value, control.title}
    )
    names = {normal(text) for text in texts if text.strip()}
    return names | {name.rpartition(" ")[2] for name in names if len(name.split()) < 4 and way.option is None}


def _pages(reading: Reading, wanted: str) -> list[Way]:
    """Values that have a page of their own: links beside the product whose last word is the value."""
    return [
        Way(control.text, control, (), leads=control.path)
        for control in reading.snapshot.controls
        if control.shown
        and not control.field
        and control.owner == "own"
        and control.region not in _AWAY
        and (normal(control.text) == wanted or normal(control.text).split()[-1:] == [wanted])
    ]
