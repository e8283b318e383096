"""Typing what a page asks for: an address, an e-mail, a card; every value proved, no real card ever."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_checkout import cards
from pytest_checkout.domain import Address, Card, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront import lists
from pytest_checkout.storefront.fields import CARD, Field
from pytest_checkout.storefront.hands import Gone, Hands
from pytest_checkout.storefront.hints import countries
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control, Option
from pytest_checkout.storefront.states import STATES
from pytest_checkout.storefront.words import normal


def gives_address(
    hands: Hands, fields: Iterable[Field], address: Address, email: str, stage: Stage, *, complete: bool = True
) -> bool:
    """Fill the fields of one address, the country first; True when the page must be read again to see what is left.

    Pages rebuild themselves around a country, and some save as one goes and come back as another page: then the
    caller reads again and goes on with what is not given yet. Raises CannotRead for a required field whose meaning is
    not plain. A required field that the address has no value for is the shop's fault, unless the address is not
    `complete` on purpose.
    """
    changed = False
    for field in sorted(fields, key=lambda field: field.meaning != "country"):
        try:
            chosen = _gives(hands, field, address, email, stage, complete)
        except Gone:
            return True
        changed |= chosen
        if chosen and field.meaning in ("country", "state"):
            return True
    return changed


def _gives(hands: Hands, field: Field, address: Address, email: str, stage: Stage, complete: bool) -> bool:
    """Fill one field; True when that changed the page's form."""
    control, what = field.control, field.meaning.replace("_", " ")
    if field.rival and control.required:
        raise CannotRead(
            f"'{control.called}' at {stage} may ask for {what} or {field.rival.replace('_', ' ')}",
            stage=str(stage),
            looked_for=what,
            found=f"'{control.called}'",
        )
    value = address_value(field.meaning, address, email)
    if not value and not control.choosable:
        if complete and control.required and not control.value:
            raise ShopFault(
                f"the shop insists on {what} ('{control.called}'), which an address in {address.country} does not have",
                stage=str(stage),
                looked_for=f"no {what} needed for {address.country}",
                found=f"'{control.called}' is required",
                reason_code="wrong-outcome",
            )
        if control.value:
            hands.types(control, "", what, stage, field.why)
        return False
    if control.choosable:
        if value and not control.options:
            if normal(control.value) in _names(hands, field, value, address.country):
                return False
            control = lists.unfolded(hands, control, stage)
        option = _option(hands, field, control, value, address.country, stage)
        if option is None or _holds(control, option):
            return False
        lists.chooses(hands, control, option, what, stage, field.why)
        return True
    if control.list and field.meaning in ("country", "state"):
        return _types_and_picks(hands, field, value, address.country, stage)
    hands.types(control, value, what, stage, field.why)
    return False


def _holds(control: Control, option: Option) -> bool:
    return control.value == option.value if control.tag == "select" else normal(control.chosen) == normal(option.text)


def _types_and_picks(hands: Hands, field: Field, value: str, country: str, stage: Stage) -> bool:
    """A box that offers entries for what is typed: the entry of exactly that name is taken."""
    control = field.control
    names = _names(hands, field, value, country)
    if normal(control.value) in names:
        return False
    name = countries(hands.reading.language).get(value, value) if field.meaning == "country" else value
    hands.types(control, name, field.meaning, stage, field.why)
    entry = hands.until(
        lambda now: next(
            (c for c in now.snapshot.controls if c.shown and c.role == "option" and normal(c.text) in names), None
        ),
        patience=min(2.0, hands.patience),
    )
    if entry:
        hands.press(entry, f"choose the {field.meaning} '{entry.text}'", stage)
        hands.look()
    return True


def address_value(meaning: str, address: Address, email: str) -> str:
    """What an address says for a field of this meaning; empty when it says nothing."""
    return {
        "full_name": f"{address.first_name} {address.last_name}".strip(),
        "first_name": address.first_name,
        "last_name": address.last_name,
        "line1": address.line1,
        "line2": address.line2,
        "city": address.city,
        "postcode": address.postcode,
        "state": address.state,
        "country": address.country,
        "phone": address.phone,
        "email": email,
    }.get(meaning, "")


def _names(hands: Hands, field: Field, value: str, country: str) -> set[str]:
    """How a list may write a value: its code, or its name in the page's language or English."""
    wanted = {normal(value)}
    if field.meaning == "state":
        wanted.add(normal(STATES.get(country, {}).get(value, value)))
    if field.meaning == "country":
        wanted |= {normal(countries(language)[value]) for language in ("en", hands.reading.language)}
    return wanted


def _option(hands: Hands, field: Field, control: Control, value: str, country: str, stage: Stage) -> Option | None:
    """The option that stands for a value; a list that is filled only after the country gets some patience."""
    if not value:
        return None
    wanted = _names(hands, field, value, country)

    def fitting(control: Control) -> Option | None:
        exact = [o for o in control.options if normal(o.value) in wanted or normal(o.text) in wanted]
        return next(iter(exact), None) or _closely(control, wanted)

    def of_now(now: Reading) -> Option | None:
        return next((found for f in now.fields_for(field.meaning) if (found := fitting(f.control))), None)

    found = fitting(control)
    if found is None and field.meaning == "state":
        found = hands.until(of_now, patience=min(2.0, hands.patience))
    if found is not None:
        return found
    offered = ", ".join(option.text for option in control.options[:12])
    raise ShopFault(
        f"the shop does not offer {field.meaning} '{value}' at {stage}; it offers {offered}",
        stage=str(stage),
        looked_for=f"{field.meaning} {value}",
        found=offered,
        reason_code="capability-absent",
    )


def _closely(control: Control, wanted: set[str]) -> Option | None:
    """An option that says a little more than the name, as in "United Kingdom (GB)"; only if it is the only one."""
    close = [o for o in control.options if any(re.match(rf"{re.escape(name)}\b", normal(o.text)) for name in wanted)]
    return close[0] if len(close) == 1 else None


def gives_card(hands: Hands, fields: Iterable[Field], card: Card, stage: Stage) -> None:
    """Type a test card. Raises ValueError for any number that is no public test card, before a key is pressed."""
    if reason := cards.refused(card.number):
        raise ValueError(reason)
    fields = list(fields)
    asked = {field.meaning for field in fields if field.meaning in CARD}
    if "card_number" not in asked:
        raise CannotRead(f"no field for the card's number at {stage}", stage=str(stage), looked_for="a card number")
    for field in fields:
        control, what = field.control, field.meaning.replace("_", " ")
        if field.meaning == "card_number":
            hands.types(control, card.number, what, stage, field.why)
        elif field.meaning == "card_code":
            hands.types(control, card.security_code, what, stage, field.why)
        elif field.meaning == "card_holder":
            hands.types(control, card.holder, what, stage, field.why)
        elif field.meaning == "card_expiry":
            part = _expiry_part(field, [f for f in fields if f.meaning == "card_expiry"])
            _gives_expiry(hands, control, part, card, stage, field.why)


def _expiry_part(field: Field, asked: list[Field]) -> str:
    """One field alone wants both parts, of two the first wants the month; what they state comes first."""
    stated = expiry_part(field.control)
    if stated != "both" or len(asked) != 2:
        return "both" if len(asked) == 1 and not field.control.choosable else stated
    return "month" if field is asked[0] else "year"


def _gives_expiry(hands: Hands, control: Control, part: str, card: Card, stage: Stage, why: str) -> None:
    month, year = (part.strip() for part in card.expiry.split("/"))
    full_year = year if len(year) == 4 else f"20{year}"
    if control.tag == "select":
        option = expiry_option(control.options, part, card)
        if option is None:
            offered = ", ".join(o.text for o in control.options)
            wanted = month if part == "month" else full_year
            raise ShopFault(
                f"the shop does not offer the card's expiry {part} {wanted}; it offers {offered}",
                stage=str(stage),
                looked_for=f"expiry {part}",
                found=offered,
                reason_code="capability-absent",
            )
        hands.selects(control, option.value, f"expiry {part}", stage, why)
        return
    short = control.maxlength == 2
    value = {"month": month, "year": full_year[-2:] if short else full_year, "both": f"{month}/{full_year[-2:]}"}[part]
    hands.types(control, value, f"expiry {part}" if part != "both" else "expiry", stage, why)


def expiry_option(options: tuple[Option, ...], part: str, card: Card) -> Option | None:
    """What a list offers for the month or the year of a card's expiry.

    Most shops list ten years or so. A test card is good on every later day, so a year beyond the list is its last.
    """
    month, year = (int(number) for number in card.expiry.split("/"))
    wanted = month if part == "month" else year % 100
    numbered = [(option, int(option.text) % 100) for option in options if option.text.strip().isdigit()]
    numbered = numbered or [(option, int(option.value) % 100) for option in options if option.value.strip().isdigit()]
    exact = next((option for option, number in numbered if number == wanted), None)
    if exact or part == "month" or not numbered:
        return exact
    last, most = max(numbered, key=lambda offered: offered[1])
    return last if wanted > most else None


def expiry_part(control: Control) -> str:
    """Whether a field wants the month, the year, or both."""
    values = [int(option.value) for option in control.options if option.value.strip().isdigit()]
    if values:
        return "month" if max(values) <= 12 else "year"
    said = f"{control.autocomplete} {control.code} {normal(control.label)} {normal(control.placeholder)}"
    month, year = bool(re.search(r"\bmonth\b|\bmm\b", said)), bool(re.search(r"\byear\b|\byy(yy)?\b", said))
    return "both" if month == year else "month" if month else "year"
