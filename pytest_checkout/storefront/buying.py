"""From a product's page into the cart: its own button, its options, and the proof in the cart."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pytest_checkout.domain import Line, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.store.profile import Product, name_in
from pytest_checkout.storefront import obstacles, options, orderform, remedies
from pytest_checkout.storefront.fields import Field
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import only, refuse_stale_override
from pytest_checkout.storefront.snapshot import Control, Row
from pytest_checkout.storefront.words import normal

_MOST_TRIES = 6
"""How often the add button is pressed again after one more option was chosen."""
_COMES = 1.2
"""Seconds for a button to come that is fetched after the page."""
_ANSWER = 3.0
"""Seconds after which a shop that shows nothing after the click is taken to answer with nothing: the cart tells."""


@dataclass(frozen=True)
class Added:
    """What was put into the cart: its title as the page gave it, how many, and the values of options left aside."""

    title: str
    quantity: int
    chosen: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def can_be_bought(hands: Hands, product: Product, locale: str) -> bool:
    """Whether the page has a live add button of its own. The page must be the product's: its name is a heading."""
    reading = hands.reading
    name = name_in(product.name, locale)
    own = reading.own_add_buttons
    if counters := orderform.counters(reading, own[0].control) if own else []:
        return _can_be_counted(hands, counters, name)
    headings = [normal(heading.text) for heading in reading.snapshot.headings if heading.level == 1]
    headings += [normal(reading.snapshot.subject)] if reading.snapshot.subject else []
    if name and not any(normal(name) in heading or heading in normal(name) for heading in headings if heading):
        raise CannotRead(
            f"this is not the page of '{name}'",
            stage=str(Stage.PRODUCT),
            looked_for=name,
            found=", ".join(headings) or "no main heading",
        )
    if product.options and reading.own_add_buttons:
        _chooses_options(hands, product)
    buttons = hands.reading.own_add_buttons
    live = [button for button in buttons if not button.control.disabled]
    seen = ", ".join(f"'{button.control.called}'" for button in buttons) or "no add button of its own"
    hands.journal.note(Stage.PRODUCT, f"{'can' if live else 'cannot'} be bought: {seen}")
    return bool(live)


def _can_be_counted(hands: Hands, counters: list[Control], name: str) -> bool:
    """On a page that sells several products: whether there is a count for this one. It must be named on the page."""
    if normal(name) not in normal(hands.reading.snapshot.text):
        raise CannotRead(
            f"this page does not speak of '{name}'",
            stage=str(Stage.PRODUCT),
            looked_for=name,
            found=", ".join(orderform.product_of(counter) for counter in counters),
        )
    live = bool(orderform.counting(counters, name))
    hands.journal.note(Stage.PRODUCT, f"{'can' if live else 'cannot'} be bought: {'a' if live else 'no'} count for it")
    return live


def adds(hands: Hands, product: Product, quantity: int, locale: str) -> Added:
    """Choose the options and the quantity and press the product's own button, until the shop takes it."""
    own = hands.reading.own_add_buttons
    if counters := orderform.counters(hands.reading, own[0].control) if own else []:
        title = orderform.counts(hands, counters, name_in(product.name, locale), quantity)
        _presses_add(hands, hands.reading, own[0].control)
        return Added(title, quantity)
    title = hands.reading.snapshot.subject
    if not hands.reading.own_add_buttons and (obstacle := obstacles.instead_of_a_product(hands.reading)):
        raise obstacles.obstructed(obstacle, hands.reading)
    if not options.offered(hands.reading):
        _own_button(
            hands, hands.reading
        )  # what is not for sale has no options either: the lack of a button is the reason
    refused = _chooses_options(hands, product)
    wished = tuple(product.options.values())
    while options.chooses_what_is_open(hands, swatches=False, wished=wished):
        continue
    if product.options:  # each variant may have a page and a name of its own
        title = hands.reading.snapshot.subject or title
    quantity, typed = _sets_quantity(hands, quantity)
    for _ in range(1 if typed else quantity):
        _adds_once(hands, wished)
    return Added(title, quantity, wished, refused)


def _chooses_options(hands: Hands, product: Product) -> tuple[str, ...]:
    return tuple(value for name, wanted in product.options.items() for value in options.chooses(hands, name, wanted))


def _sets_quantity(hands: Hands, quantity: int) -> tuple[int, bool]:
    """(how many will be added, whether the page's own field says so). A shop that sells from a minimum gets that."""
    reading = hands.reading
    button = only(reading.own_add_buttons[:1], "add", reading) if reading.own_add_buttons else None
    asked = [f for f in reading.fields_for("quantity") if button and _belongs(f, button)]
    if not asked:
        return quantity, False
    control = asked[0].control
    least = int(control.min) if control.min.isdigit() else 0
    if least > quantity:
        hands.journal.note(Stage.PRODUCT, f"the shop sells no fewer than {least} of it")
        quantity = least
    if control.chosen.strip() == str(quantity) or (not control.chosen.strip() and quantity == 1):
        return quantity, True
    if control.choosable:
        hands.selects(control, str(quantity), "quantity", Stage.PRODUCT, asked[0].why)
    elif control.readonly:
        return quantity, False
    else:
        hands.types(control, str(quantity), "quantity", Stage.PRODUCT, asked[0].why)
    return quantity, True


def _belongs(field: Field, button: Control) -> bool:
    """Whether a quantity is that of the product whose button this is."""
    control = field.control
    if not control.shown or control.owner.startswith("/") or control.owner == "listed":
        return False
    return control.form == button.form or control.form < 0 or button.form < 0


def _adds_once(hands: Hands, wished: tuple[str, ...]) -> None:
    """Press the add button; where the shop refuses, choose what it may want beside the `wished` and press again."""
    for _ in range(_MOST_TRIES):
        before = hands.reading if hands.reading.own_add_buttons else hands.look()
        button = _own_button(hands, before)
        if not button.disabled or not options.chooses_what_is_open(hands, swatches=True, wished=wished):
            after = _presses_add(hands, before, button)
            if not _is_refused(before, after):
                return
            if not (
                options.chooses_what_is_open(hands, swatches=True, wished=wished)
                or remedies.gives_what_is_missing(hands, Stage.PRODUCT, button)
                or (wished and _hears_late(hands, before))
            ):
                return  # the cart tells what came of it


def _hears_late(hands: Hands, before: Reading) -> bool:
    """Whether the page takes up only now what was chosen before the press that the shop refused: a person then presses
    again."""
    chosen = options.state(before)
    return bool(
        hands.until(lambda now: True if options.state(now) != chosen else None, patience=min(_ANSWER, hands.patience))
    )


def _presses_add(hands: Hands, before: Reading, button: Control) -> Reading:
    hands.press(button, "add the product to the cart", Stage.PRODUCT)
    said = set(before.told)

    def answered(now: Reading) -> bool | None:
        moved = now.snapshot.token != before.snapshot.token
        new = set(now.told) - said or now.complaints or now.snapshot.text != before.snapshot.text
        return True if moved or new else None

    hands.until(answered, patience=min(_ANSWER, hands.patience))
    if not (hands.reading.is_cart or hands.reading.cart_acts):  # a page that says "please wait" leads on by itself
        hands.until(lambda now: True if now.is_cart or now.cart_acts else None, patience=min(_ANSWER, hands.patience))
    hands.journal.told(Stage.PRODUCT, hands.reading.told)
    hands.remembers_cart_door(before, hands.reading)
    return hands.reading


def _is_refused(before: Reading, after: Reading) -> bool:
    """Whether the shop wants something else first: it complains and still shows the product with its button.

    Some shops tell of a success as they tell of an error. Where a way to the cart comes with it, or the way there
    counts more than before, the product was taken.
    """
    known = {control.called for control in before.snapshot.controls}
    if any(act.control.called not in known for act in after.cart_acts):
        return False
    new = [text for text in after.complaints if text not in before.complaints]
    return bool(new) and after.stage is Stage.PRODUCT and not after.snapshot.rows


def _own_button(hands: Hands, reading: Reading) -> Control:
    found = reading.own_add_buttons
    if not found:  # what is fetched late may be the button
        found = hands.until(lambda now: now.own_add_buttons or None, patience=min(_COMES, hands.patience)) or []
        reading = hands.reading
    if not found:
        refuse_stale_override(hands, "add to cart")
        others = [a.control.called for a in reading.acts("add to cart", among=lambda c: c.owner not in ("", "own"))]
        raise ShopFault(
            "the product's page has no way to add it to the cart",
            stage=str(Stage.PRODUCT),
            looked_for="the product's own add button",
            found=f"only those of other products: {', '.join(others)}" if others else "no such button",
            reason_code="capability-absent",
        )
    if len(found) > 1:
        both = " and ".join(f"'{act.control.called}'" for act in found[:2])
        raise CannotRead(
            f"two buttons may add the product: {both}", stage="product", looked_for="add to cart", found=both
        )
    return found[0].control


def proves(hands: Hands, product: Product, added: Added, *, before: list[Line], locale: str) -> list[Line]:
    """The lines of the cart, after proof that what was added is in it. Raises ShopFault if not."""
    reading = hands.reading
    if not _holds(reading, product, added, before, locale):
        late = hands.until(lambda now: now if _holds(now, product, added, before, locale) else None, patience=_ANSWER)
        reading = late or hands.reading
    mine = [row for row in reading.snapshot.rows if _is(row, product, added.title, locale)]
    _refuse_other_option(mine, added)
    if not _holds(reading, product, added, before, locale):
        held = sum(int(row.quantity) for row in mine if row.quantity.strip().isdigit())
        had = _had(mine, before)
        seen = ", ".join(f"{line.quantity} x {line.title}" for line in reading.lines) or "an empty cart"
        told = " ".join(reading.told)
        raise ShopFault(
            f"after adding {added.quantity} x '{added.title}' the cart holds {held} of it, and held {had} before",
            stage=str(Stage.CART),
            looked_for=f"{had + added.quantity} x {added.title}",
            found=f"{seen}{'; told: ' + told if told else ''}",
            reason_code="wrong-outcome",
        )
    return reading.lines


def _holds(reading: Reading, product: Product, added: Added, before: list[Line], locale: str) -> bool:
    mine = [row for row in reading.snapshot.rows if _is(row, product, added.title, locale)]
    held = sum(int(row.quantity) for row in mine if row.quantity.strip().isdigit())
    return bool(mine) and held - _had(mine, before) == added.quantity


def _had(mine: list[Row], before: list[Line]) -> int:
    return sum(line.quantity for line in before if any(normal(line.title) == normal(row.title) for row in mine))


def _refuse_other_option(mine: list[Row], added: Added) -> None:
    """Raises ShopFault when the cart names another value of an option than the one that was chosen."""
    for row in mine:
        words = {word.strip(" ,:;()[]/|") for line in row.lines for word in normal(line).split()}
        text = f" {normal(' '.join(row.lines))} "
        for value in added.refused:
            other = normal(value)
            named = other in words if " " not in other else f" {other} " in text
            wanted = [v for v in added.chosen if normal(v) in words or f" {normal(v)} " in text]
            if named and not wanted and other not in normal(added.title).split():
                raise ShopFault(
                    f"the cart holds another option than was chosen: '{value}' instead of '{', '.join(added.chosen)}'",
                    stage=str(Stage.CART),
                    looked_for=f"{added.title} {', '.join(added.chosen)}",
                    found=" ".join(row.lines),
                    reason_code="wrong-outcome",
                )


def units_in_cart(reading: Reading, product: Product, locale: str) -> int:
    """How many of a product the cart on this page holds, in all its lines."""
    return sum(int(row.quantity) for row in reading.snapshot.rows if _is(row, product, "", locale))


def is_row_of(row: Row, product: Product, locale: str) -> bool:
    """Whether a row of the cart is a product's."""
    return _is(row, product, "", locale)


def _is(row: Row, product: Product, title: str, locale: str) -> bool:
    """Whether a row is the product's: the same page behind its link, or the same name."""
    wanted = urlsplit(product.url).path.strip("/")
    if row.path and wanted and urlsplit(row.path).path.rstrip("/").endswith("/" + wanted):
        return True
    shown = normal(row.title)
    names = [normal(name) for name in (name_in(product.name, locale), title) if name]
    return any(name in shown or shown in name for name in names) if shown else False
