"""What leads on from a page: by its words and code, else by what a person would press who cannot read the language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import acts
from pytest_checkout.storefront.acts import Act
from pytest_checkout.storefront.fields import ADDRESS, CARD
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal, speaks

if TYPE_CHECKING:
    from pytest_checkout.storefront.reading import Reading

_AWAY = ("header", "nav", "footer")
SENDS_STEP = "sends the form of this step"
"""Why a control goes on, when neither its words nor its code say so."""
STANDS_OUT = "stands out most of what can be pressed here"
"""Why a control is pressed whose words say nothing."""
_NEVER = ("back", "remove", "update", "apply code", "open code", "cart", "decline", "guest", *acts.FORBIDDEN)
_AHEAD = ("checkout", "continue", "place order")
_BEHIND_A_CART = (*_AHEAD, "add to cart")
"""What the button behind the rows of a cart may say: "I order" means one thing beside a product and another here."""
_ASKED = ("email", *ADDRESS, *CARD, "quantity")
"""What a step of the way to an order may ask for alone."""
_COUNT = re.compile(r"\d{1,3}")
_CALLS = 80
"""How much a button differs from its page (of 441) that calls upon the shopper to go on."""
_LOUDER = 40
"""How much more than the next button one must differ from its page to be the one that stands out (of 441)."""


def add_to_cart(reading: Reading) -> list[Act]:
    """The add button of this page's product: never one that stands on the card of another product."""
    if reading.progress.in_checkout or _lists_a_cart(reading):
        return []

    def own(control: Control) -> bool:
        return control.owner == "own" and control.region not in (*_AWAY, "aside")

    def loud(control: Control) -> tuple[float, str]:
        return (15.0, STANDS_OUT) if control.loud > 2 * _LOUDER else (0.0, "")

    found = reading.acts("add to cart", among=own, bonus=loud)
    if found or not _sells(reading):
        return found
    typed = {
        (c.frame, c.form) for c in reading.snapshot.controls if c.field and c.shown and c.type in ("text", "email")
    }

    def sells(control: Control) -> bool:
        return own(control) and _is_about_the_product(reading, control)

    def sends_no_text(control: Control) -> bool:
        return sells(control) and acts.submits(control) and (control.frame, control.form) not in typed

    return (
        _standing_out(reading, sells)
        or _standing_out(reading, sends_no_text, ahead=("cart", "apply code"))  # "put into my basket", half understood
        or _standing_out(reading, sells, links=True)
    )


def _is_about_the_product(reading: Reading, control: Control) -> bool:
    """Whether a control stands on the page itself, or on what sticks to it and names the product or its price: a popup
    has a button that stands out too, and sells nothing."""
    if control.overlay < 0 or control.frame > 0:
        return True
    if control.region == "dialog":
        return False
    shown = normal(reading.snapshot.overlays[control.overlay].text)
    priced = [amount.text for amount in reading.snapshot.amounts if amount.region not in _AWAY]
    return any(normal(text) in shown for text in (reading.snapshot.subject, *priced))


def _lists_a_cart(reading: Reading) -> bool:
    """Whether the page's own part has rows of products, with how many of each: then it sells none of its own."""
    aside = (*_AWAY, "aside", "dialog")
    subject = normal(reading.snapshot.subject)
    return any(row.path and row.region not in aside and normal(row.title) != subject for row in reading.snapshot.rows)


def _sells(reading: Reading) -> bool:
    """Whether the page is about one product for sale: a subject, its price, and no rows of a cart or fields to fill."""
    if not reading.snapshot.subject or reading.snapshot.rows or reading.address_fields or reading.card_fields:
        return False
    stated = any('"Product"' in data or '"offers"' in data for data in reading.snapshot.structured)
    priced = [amount for amount in reading.snapshot.amounts if amount.region not in _AWAY and not amount.clickable]
    return stated or (bool(priced) and not reading.group("payment") and not reading.contact_fields)


def to_cart(reading: Reading) -> list[Act]:
    """What opens the cart."""
    return reading.acts("cart", among=lambda control: not acts.submits(control))


def to_checkout(reading: Reading) -> list[Act]:
    """What starts the checkout; on a page with the rows of a cart, else what stands out behind them."""
    found = reading.acts("checkout", among=lambda control: control.region not in ("footer", "nav"))
    if found or not reading.snapshot.rows or reading.progress.in_checkout:
        return found
    counters = [f.control.index for f in reading.fields_for("quantity")]
    after = max(counters, default=-1)

    def behind(control: Control) -> bool:
        return control.index > after and control.owner != "listed" and not control.owner.startswith("/")

    return _standing_out(reading, behind, ahead=_BEHIND_A_CART, links=True)


def as_guest(reading: Reading) -> list[Act]:
    """A button or link that goes on without an account."""
    return reading.acts("guest", among=lambda control: control.region not in _AWAY, allow=("login",))


def to_order(reading: Reading) -> list[Act]:
    """What places the order; in the checkout, where no button says so, the one that stands out at its end."""
    found = reading.acts(
        "place order",
        among=lambda control: control.region not in _AWAY and not control.href.strip() and _orders(reading, control),
        enough=55.0,
    )
    if found or not reading.progress.in_checkout or not reading.progress.addressed:
        return found
    if _says(reading, "continue") or not reading.snapshot.amounts or reading.is_confirmation:
        return []
    if not _is_paid(reading):
        return []
    asked = [field.control for field in (*reading.address_fields, *reading.card_fields)]
    home = {control.overlay for control in asked if control.frame == 0}

    def on_the_way(control: Control) -> bool:  # a popup's button stands out too
        return control.frame == 0 and (control.region != "dialog" or control.overlay in home)

    able = _standing_out(reading, on_the_way, ahead=_AHEAD)
    able = able or _standing_out(reading, on_the_way, ahead=_AHEAD, disabled=True)
    return able[:1] if len(able) < 2 else [act for act in able if acts.submits(act.control)][-1:] or able


def _is_paid(reading: Reading) -> bool:
    """Whether the shopper said how to pay, or says it on this page: before that no button orders."""
    known = reading.progress.given
    return Stage.PAYMENT in known or bool(reading.card_fields or reading.group("payment"))


def _orders(reading: Reading, control: Control) -> bool:
    """Whether a control rather places the order than goes on: it is only pressed by who means to order."""
    rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
    ordering, going = (rated.get(act, (0.0, ""))[0] for act in ("place order", "continue"))
    return "place order" in control.overrides or ordering > going


def onward(reading: Reading, stage: Stage) -> list[Act]:
    """What goes on from a step: by its words, or because it sends the form that holds the step's fields."""
    mine = {(control.frame, control.form) for control in reading.part_controls(stage) if control.form >= 0}

    doors = {door for opens in (Stage.DELIVERY, Stage.PAYMENT) for door in doors_to(reading, opens)}

    def sends_the_step(control: Control) -> tuple[float, str]:
        fits = acts.submits(control) and (control.frame, control.form) in mine
        return (45.0, SENDS_STEP) if fits else (0.0, "")

    def ahead(control: Control) -> bool:
        if control.region in _AWAY or control.owner.startswith("/") or _orders(reading, control):
            return False
        if control in doors or _serves_a_field(reading, control):
            return False
        rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
        own = rated.get("continue", (0.0, ""))[0] + sends_the_step(control)[0]
        return all(rated.get(name, (0.0, ""))[0] <= own for name in ("back", "remove", "update", "apply code"))

    found = reading.acts(
        "continue", among=ahead, bonus=sends_the_step, allow=("login",) if stage is Stage.CONTACT else ()
    )
    if len(found) > 1:
        return _of_the_step(reading, stage, found)
    return found or _standing_out(reading, lambda control: ahead(control) and control.frame == 0, ahead=_AHEAD)


def _of_the_step(reading: Reading, stage: Stage, found: list[Act]) -> list[Act]:
    """Of several that say the same, as in an accordion, the one in the step's own form, or the first behind it."""
    own = reading.part_controls(stage)
    forms = {(control.frame, control.form) for control in own if control.form >= 0}
    inside = [act for act in found if (act.control.frame, act.control.form) in forms]
    if len(inside) == 1:
        return inside
    last = max((control.index for control in own if control.frame == 0), default=-1)
    behind = [act for act in found if act.control.index > last and act.control.frame == 0]
    one_form = len({act.control.form for act in found}) == 1
    if own and behind and one_form:
        return [min(behind, key=lambda act: act.control.index)]
    return found


def into(reading: Reading, stage: Stage) -> list[Control]:
    """What opens the choices of a step in a dialogue, where the page shows none of them yet."""
    if reading.group(str(stage)) or not reading.progress.in_checkout:
        return []
    return list(doors_to(reading, stage))


def doors_to(reading: Reading, stage: Stage) -> tuple[Control, ...]:
    """The buttons of the checkout that open a step's choices: under its heading, or before what is hidden of it.

    Where no heading tells, nobody is asked how to pay before how to deliver, and only a card is typed.
    """
    named = {
        about: tuple(door for door in reading.doors if speaks("signs", str(about), door.heading, reading.language))
        for about in (Stage.DELIVERY, Stage.PAYMENT)
    }
    if named[stage]:
        return named[stage]
    other = Stage.PAYMENT if stage is Stage.DELIVERY else Stage.DELIVERY
    hidden = _hidden_behind(reading)
    known = [door for door in reading.doors if door.index in hidden or door in named[other]]
    twins = {(door.called, door.classes) for door in known}
    blind = [d for d in reading.doors if (d.called, d.classes) in twins and d not in named[other]]
    if len(blind) == 1 and not named[other]:
        typed = any(field.tag == "input" and not field.tickable for field in hidden.get(blind[0].index, ()))
        pays = typed or Stage.DELIVERY in reading.progress.given
        return tuple(blind) if pays == (stage is Stage.PAYMENT) else ()
    if len(blind) + bool(named[other]) != 2:
        return ()
    return (blind[0] if stage is Stage.DELIVERY else blind[-1],)


def _hidden_behind(reading: Reading) -> dict[int, list[Control]]:
    """Index of a button -> the fields right behind it that are not shown: a dialogue that it may open."""
    found: dict[int, list[Control]] = {}
    last = -1
    for control in reading.snapshot.controls:
        if control.frame == 0 and control.shown:
            last = control.index
        elif control.frame == 0 and control.field:
            found.setdefault(last, []).append(control)
    return found


def quiet_doors(reading: Reading) -> tuple[Control, ...]:
    """Buttons in the checkout that neither send nor leave anything, each with a heading of its own."""
    found = [
        control
        for control in reading.snapshot.controls
        if acts.is_button(control)
        and control.frame == 0
        and control.tag != "a"
        and control.region not in (*_AWAY, "aside")
        and not acts.submits(control)
        and control.overlay < 0
        and control.heading
        and control.loud < _CALLS
        and control.role not in ("tab", "option")
        and not _orders(reading, control)
        and not _serves_a_field(reading, control)
        and not _does_something_else(reading, control)
    ]
    headings = [control.heading for control in found]
    return tuple(control for control in found if headings.count(control.heading) == 1)


def _does_something_else(reading: Reading, control: Control) -> bool:
    rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
    return any(points >= acts.ENOUGH for act, (points, _) in rated.items() if act not in ("back", "open code"))


def _serves_a_field(reading: Reading, control: Control) -> bool:
    """Whether a button only sends the one field beside it, as for a code or a search, and not a step of the checkout.

    A step may ask for nothing but an e-mail.
    """
    return control.serves >= 0 and (control.frame, control.serves) not in _of_a_step(reading)


def _of_a_step(reading: Reading) -> set[tuple[int, int]]:
    """The fields that a step may ask for, or that hold a small number, as a count between a plus and a minus does."""
    found: set[tuple[int, int]] = reading.snapshot.worked_out.setdefault(("of a step", reading.language), set())
    if not found:
        found |= {(f.control.frame, f.control.index) for f in reading.fields if f.meaning in _ASKED}
        counts = [c for c in reading.snapshot.controls if c.field and _COUNT.fullmatch(c.value)]
        found |= {(control.frame, control.index) for control in counts}
    return found


def _says(reading: Reading, act: str) -> bool:
    return bool(reading.acts(act, among=lambda control: control.region not in _AWAY))


def _is_named(control: Control) -> bool:
    """Whether it says anything: the plus of a counter is no button that leads on, however dark it is."""
    return control.called != control.tag and sum(sign.isalpha() for sign in control.called) > 1


def _standing_out(
    reading: Reading,
    among: Callable[[Control], bool],
    *,
    ahead: Collection[str] = (),
    links: bool = False,
    disabled: bool = False,
) -> list[Act]:
    """The one button that differs most from its page, of those that say nothing, or only that they lead `ahead`."""
    able = []
    choices = {c.control.index for group in reading.groups if group.kind for c in group.choices}
    for control in reading.snapshot.controls:
        if (
            control.index in choices
            or not acts.is_button(control)
            or control.region in _AWAY
            or control.disabled != disabled
            or not among(control)
            or _serves_a_field(reading, control)
        ):
            continue
        if control.expands or control.role in ("tab", "option") or not _is_named(control):
            continue
        if control.tag == "a" and not (links and control.loud):
            continue
        rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
        other = max((points for act, (points, _) in rated.items() if act not in ahead), default=0.0)
        if other >= acts.ENOUGH or any(rated.get(name, (0.0, ""))[0] >= 20 for name in _NEVER if name not in ahead):
            continue  # it says what it does, and that is something else
        able.append(control)
    able = [control for control in able if control.overlay < 0] or able  # not what a popup wants
    able.sort(key=lambda control: -control.loud)
    if not able:
        return []
    rivals = [other for other in able[1:] if able[0].loud - other.loud < _LOUDER]
    return [Act(control, acts.ENOUGH, STANDS_OUT) for control in (able[0], *rivals)]
