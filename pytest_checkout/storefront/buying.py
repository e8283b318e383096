"""From a product's page into the cart: its own button, its options, and the proof in the cart."""

from __future__ import annotations

from urllib.parse import urlsplit

from pytest_checkout.domain import Line, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.store.profile import Product, name_in
from pytest_checkout.storefront import orderform
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import refuse_stale_override
from pytest_checkout.storefront.snapshot import Control, Row
from pytest_checkout.storefront.words import normal


def can_be_bought(hands: Hands, product: Product, locale: str) -> bool:
    """Whether the page has a live add button of its own. The page must be the product's: its name is a heading."""
    reading = hands.reading
    name = name_in(product.name, locale)
    headings = [normal(heading.text) for heading in reading.snapshot.headings if heading.level == 1]
    own = reading.own_add_buttons
    if counters := orderform.counters(reading, own[0].control) if own else []:
        return _can_be_counted(hands, counters, name)
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


def adds(hands: Hands, product: Product, quantity: int, locale: str) -> str:
    """Choose the options and the quantity and press the product's own button; its title as the page gives it."""
    _chooses_options(hands, product)
    reading = hands.reading
    if not reading.own_add_buttons:
        refuse_stale_override(hands, "add to cart")
    button = _own_button(reading)
    if counters := orderform.counters(reading, button):
        title = orderform.counts(hands, counters, name_in(product.name, locale), quantity)
        _presses_add(hands)
        return title
    asked = [f for f in reading.fields_for("quantity") if f.control.form == button.form and f.control.shown]
    typed = bool(asked) and quantity > 1
    if typed:
        hands.types(asked[0].control, str(quantity), "quantity", Stage.PRODUCT, asked[0].why)
    title = next((heading.text for heading in reading.snapshot.headings if heading.level == 1), "")
    for _ in range(1 if typed else quantity):
        _presses_add(hands)
    return title


def _presses_add(hands: Hands) -> None:
    reading = hands.reading if hands.reading.own_add_buttons else hands.look()
    button = _own_button(reading)
    token, said = reading.snapshot.token, set(reading.told)
    hands.press(button, "add the product to the cart", Stage.PRODUCT)

    def answered(now: Reading) -> bool | None:
        moved = now.snapshot.token != token
        return True if moved or set(now.told) - said or now.snapshot.text != reading.snapshot.text else None

    hands.until(answered)  # "nothing at all" is a way to answer; the cart tells
    if not (hands.reading.is_cart or hands.reading.cart_acts):  # a page that says "please wait" leads on by itself
        hands.until(lambda now: True if now.is_cart or now.cart_acts else None)
    hands.journal.told(Stage.PRODUCT, hands.reading.told)


def _own_button(reading: Reading) -> Control:
    found = reading.own_add_buttons
    if not found:
        others = [a.control.called for a in reading.acts("add to cart", among=lambda c: c.owner.startswith("/"))]
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


def _chooses_options(hands: Hands, product: Product) -> None:
    for name, value in product.options.items():
        _chooses_option(hands, name, value)


def _chooses_option(hands: Hands, name: str, value: str) -> None:
    """Choose a variant by its value, wherever the page offers exactly one control for it."""
    reading = hands.reading
    wanted = normal(value)
    away = ("header", "nav", "footer")
    selects = [
        (control, option)
        for control in reading.snapshot.controls
        if control.tag == "select"
        and control.shown
        and control.region not in away
        and not control.owner.startswith("/")
        for option in control.options
        if normal(option.text) == wanted or normal(option.value) == wanted
    ]
    ticks = [
        control
        for control in reading.snapshot.controls
        if control.tickable
        and control.shown
        and control.region not in away
        and wanted in (normal(control.label), normal(control.value), normal(control.aria))
    ]
    presses = [
        control
        for control in reading.snapshot.controls
        if control.shown
        and not control.field
        and control.owner == "own"
        and control.region not in away
        and (normal(control.text) == wanted or normal(control.text).split()[-1:] == [wanted])
    ]
    if len(selects) == 1:
        control, option = selects[0]
        hands.selects(control, option.value, name, Stage.PRODUCT, f"option '{option.text}'")
        hands.look()
    elif len(ticks) == 1:
        hands.ticks(ticks[0], f"{name} {value}", Stage.PRODUCT)
    elif len(presses) == 1 or (len({control.path for control in presses}) == 1 and presses):
        before = reading.snapshot
        hands.press(presses[0], f"choose {name} {value}", Stage.PRODUCT)
        hands.until(
            lambda now: True if now.snapshot.token != before.token or now.snapshot.text != before.text else None
        )
    else:
        found = (
            ", ".join(control.called for control in (*[c for c, _ in selects], *ticks, *presses))
            or "nothing of that name"
        )
        error = CannotRead if selects or ticks or presses else ShopFault
        raise error(
            f"the product's {name} '{value}' cannot be chosen",
            stage=str(Stage.PRODUCT),
            looked_for=f"{name}: {value}",
            found=found,
            **({"reason_code": "capability-absent"} if error is ShopFault else {}),
        )


def proves(hands: Hands, product: Product, quantity: int, *, before: list[Line], title: str, locale: str) -> list[Line]:
    """The lines of the cart, after proof that `quantity` more of the product are in it. Raises ShopFault if not."""
    reading = hands.reading
    lines = reading.lines
    mine = [row for row in reading.snapshot.rows if _is(row, product, title, locale)]
    held = sum(int(row.quantity) for row in mine)
    had = sum(line.quantity for line in before if any(normal(line.title) == normal(row.title) for row in mine))
    if held - had != quantity:
        seen = ", ".join(f"{line.quantity} x {line.title}" for line in lines) or "an empty cart"
        told = " ".join(reading.told)
        raise ShopFault(
            f"after adding {quantity} x '{title}' the cart holds {held} of it, and held {had} before",
            stage=str(Stage.CART),
            looked_for=f"{had + quantity} x {title}",
            found=f"{seen}{'; told: ' + told if told else ''}",
            reason_code="wrong-outcome",
        )
    return lines


def units_in_cart(reading: Reading, product: Product, locale: str) -> int:
    """How many of a product the cart on this page holds, in all its lines."""
    return sum(int(row.quantity) for row in reading.snapshot.rows if _is(row, product, "", locale))


def _is(row: Row, product: Product, title: str, locale: str) -> bool:
    """Whether a row is the product's: the same page behind its link, or the same name."""
    if row.path and urlsplit(row.path).path.rstrip("/").endswith("/" + product.url.strip("/")):
        return True
    shown = normal(row.title)
    names = [normal(name) for name in (name_in(product.name, locale), title) if name]
    return any(name in shown or shown in name for name in names)
