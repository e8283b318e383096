"""Why the shopper takes a page for what it is, and a control for what it does: the evidence in words, for a person."""

from __future__ import annotations

from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront import acts
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control

_MOST = 3


def of_page(reading: Reading) -> str:
    """What on the page tells which step it is."""
    found = []
    for part in reading.parts:
        group = reading.group(str(part))
        asked = [field for field in reading.fields if field.control in reading.part_controls(part)]
        if group:
            found.append(f"{part}: offers {', '.join(choice.control.called for choice in group.choices[:4])}")
        if asked:
            found.append(f"{part}: asks for {', '.join(f'{f.meaning} ({f.why})' for f in asked)}")
    if reading.is_cart and not reading.parts:
        found.append(f"a cart: {len(reading.snapshot.rows)} rows")
    found += [f"to buy: '{act.control.called}' {act.why}" for act in reading.own_add_buttons[:1]]
    found += [f"to order: '{act.control.called}' {act.why}" for act in reading.place_order_acts[:1]]
    if reading.is_confirmation:
        found.append(f"thanks ({reading.thanks} points), order number '{reading.order_number or 'none'}'")
    if total := _total(reading):
        found.append(total)
    return "; ".join(found) or "nothing on it belongs to a step of a checkout"


def _total(reading: Reading) -> str:
    """What the page says is to pay. What cannot be read is told too: to write a page down never fails for it."""
    try:
        return f"total {reading.totals.total}" if reading.totals.total is not None else ""
    except CannotRead as error:
        return str(error)


def of_press(control: Control, reading: Reading) -> str:
    """What the control says of itself, by act, the strongest first; and what else would have been nearly as good."""
    rated = acts.scores(control, reading.snapshot.form_of(control), reading.language)
    named = sorted(((score, act, why) for act, (score, why) in rated.items()), reverse=True)
    words = [f"{act} {score:.0f}: {why}" for score, act, why in named[:_MOST]]
    looks = [
        word for word, is_so in (("stands out", control.loud > 100), ("sends its form", acts.submits(control))) if is_so
    ]
    return "; ".join([*words, *looks]) or "by its place on the page alone"
