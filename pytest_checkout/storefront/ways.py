"""What leads on from a page: by its words and code, else by what a person would press who cannot read the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import acts, doors
from pytest_checkout.storefront.acts import Act
from pytest_checkout.storefront.prominence import LOUDER, STANDS_OUT, may_order, serves_a_field, standing_out
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal

if TYPE_CHECKING:
    from pytest_checkout.storefront.reading import Reading

_AWAY = ("header", "nav", "footer")
SENDS_STEP = "sends the form of this step"
"""Why a control goes on, when neither its words nor its code say so."""
_AHEAD = ("checkout", "continue", "place order")
_BEHIND_A_CART = (*_AHEAD, "add to cart")
"""What the button behind the rows of a cart may say: "I order" means one thing beside a product and another here."""


def add_to_cart(reading: Reading) -> list[Act]:
    """The add button of this page's product: never one that stands on the card of another product."""
    if reading.progress.in_checkout or _lists_a_cart(reading):
        return []

    def own(control: Control) -> bool:
        return control.owner == "own" and control.region not in (*_AWAY, "aside")

    def loud(control: Control) -> tuple[float, str]:
        return (15.0, STANDS_OUT) if control.loud > 2 * LOUDER else (0.0, "")

    found = reading.acts("add to cart", among=own, bonus=loud)
    if found or not _sells(reading):
        return found
    typed = {
        (c.frame, c.form) for c in reading.snapshot.controls if c.field and c.shown and c.type in ("text", "email")
    }

    def sells(control: Control) -> bool:
        about = _is_about_the_product(reading, control)
        return own(control) and about and not _is_one_of_a_list(reading, control)

    def sends_no_text(control: Control) -> bool:
        return sells(control) and acts.submits(control) and (control.frame, control.form) not in typed

    def alone(control: Control) -> bool:
        return sells(control) and not _is_one_of_several(reading, control)

    return (
        standing_out(reading, alone)
        or standing_out(reading, sends_no_text, ahead=("cart", "apply code"))  # "put into my basket", half understood
        or standing_out(reading, alone, disabled=True)  # it may say what it waits for, and no more
        or standing_out(reading, sells, links=True)
        or standing_out(reading, lambda c: sells(c) and _is_half_understood(reading, c), ahead=("cart",), links=True)
    )


def _is_half_understood(reading: Reading, control: Control) -> bool:
    """Whether what it says holds the word for a cart and says more beside: "put it into the basket"."""
    rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
    return rated.get("cart", (0.0, ""))[0] < acts.ENOUGH


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


def _is_one_of_several(reading: Reading, control: Control) -> bool:
    """Whether a button is one of several that are alike and say different things: the values of an option."""
    if control.kin < 0:
        return False
    alike = [c for c in reading.snapshot.controls if c.kin == control.kin and c.tag == control.tag and c.shown]
    return len({normal(other.called) for other in alike}) > 1 and len({other.box[1] for other in alike}) == 1


def _is_one_of_a_list(reading: Reading, control: Control) -> bool:
    """Whether a link of these words stands there several times and leads elsewhere each time, to another product."""
    alike = [c for c in reading.snapshot.controls if c.shown and c.tag == "a" and c.called == control.called]
    return control.tag == "a" and len({other.path for other in alike}) > 1


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

    return standing_out(reading, behind, ahead=_BEHIND_A_CART, links=True)


def as_guest(reading: Reading) -> list[Act]:
    """A button or link that goes on without an account."""
    return reading.acts("guest", among=lambda control: control.region not in _AWAY, allow=("login",))


def to_order(reading: Reading) -> list[Act]:
    """What places the order; in the checkout, where no button says so, the one that stands out at its end.

    What says of itself that it is chosen or not is a way to pay, whatever it is called.
    """

    def orders(control: Control) -> bool:
        leads = control.region in _AWAY or bool(control.href.strip())
        return not leads and not control.toggles and may_order(reading, control)

    found = reading.acts("place order", among=orders, enough=55.0)
    if found or not reading.progress.in_checkout or not reading.progress.addressed:
        return found
    if _asks_nothing_more(reading) and (onward := _last_buttons(reading)):
        return onward
    if _says(reading, "continue") or not reading.snapshot.amounts or reading.is_confirmation:
        return []
    if not _is_paid(reading):
        return []
    asked = [field.control for field in (*reading.address_fields, *reading.card_fields)]
    home = {control.overlay for control in asked if control.frame == 0}

    def on_the_way(control: Control) -> bool:  # a popup's button stands out too
        return control.frame == 0 and (control.region != "dialog" or control.overlay in home)

    able = standing_out(reading, on_the_way, ahead=_AHEAD)
    able = able or standing_out(reading, on_the_way, ahead=_AHEAD, disabled=True)
    return able[:1] if len(able) < 2 else [act for act in able if acts.submits(act.control)][-1:] or able


def _asks_nothing_more(reading: Reading) -> bool:
    """Whether all is given and the page only shows it, with what it costs: its button may order, whatever it says."""
    if Stage.PAYMENT not in reading.progress.given or not reading.snapshot.amounts or reading.is_confirmation:
        return False
    asked = [*reading.address_fields, *reading.contact_fields, *reading.card_fields]
    return not asked and not reading.group("delivery") and not reading.group("payment")


def _last_buttons(reading: Reading) -> list[Act]:
    return reading.acts(
        "continue",
        among=lambda control: (
            control.region not in _AWAY and control.tag != "a" and not serves_a_field(reading, control)
        ),
    )


def _is_paid(reading: Reading) -> bool:
    """Whether the shopper said how to pay, or says it on this page: before that no button orders."""
    known = reading.progress.given
    return Stage.PAYMENT in known or bool(reading.card_fields or reading.group("payment"))


def onward(reading: Reading, stage: Stage) -> list[Act]:
    """What goes on from a step: by its words, or because it sends the form that holds the step's fields."""
    mine = {(control.frame, control.form) for control in reading.part_controls(stage) if control.form >= 0}

    open_a_step = {door for opens in (Stage.DELIVERY, Stage.PAYMENT) for door in doors.to(reading, opens)}

    def sends_the_step(control: Control) -> tuple[float, str]:
        fits = acts.submits(control) and (control.frame, control.form) in mine
        return (45.0, SENDS_STEP) if fits else (0.0, "")

    def ahead(control: Control) -> bool:
        if control.region in _AWAY or control.owner.startswith("/") or may_order(reading, control):
            return False
        if control in open_a_step or serves_a_field(reading, control):
            return False
        rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
        own = rated.get("continue", (0.0, ""))[0] + sends_the_step(control)[0]
        return all(rated.get(name, (0.0, ""))[0] <= own for name in ("back", "remove", "update", "apply code"))

    found = reading.acts(
        "continue", among=ahead, bonus=sends_the_step, allow=("login",) if stage is Stage.CONTACT else ()
    )
    if len(found) > 1:
        return _of_the_step(reading, stage, found)
    return found or standing_out(reading, lambda control: ahead(control) and control.frame == 0, ahead=_AHEAD)


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


def _says(reading: Reading, act: str) -> bool:
    return bool(reading.acts(act, among=lambda control: control.region not in _AWAY))
