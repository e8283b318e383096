"""Typing what a page asks for: an address, an e-mail, a card; every value proved, no real card ever."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_checkout import cards
from pytest_checkout.domain import Address, Card, Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront.fields import ADDRESS, CARD, Field, countries
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal


def gives_address(
    hands: Hands, fields: Iterable[Field], address: Address, email: str, stage: Stage, *, complete: bool = True
) -> None:
    """Fill the fields of one address; the country first, because pages rebuild themselves around it.

    Raises CannotRead for a required field whose meaning is not plain. A required field that the address has no value
    for is the shop's fault, unless the address is not `complete` on purpose.
    """
    fields = list(fields)
    country = next((field for field in fields if field.meaning == "country"), None)
    if country and _gives(hands, country, address, email, stage, complete):
        asked = {(field.meaning, field.billing) for field in fields}
        fields = [f for f in hands.look().fields_for(*ADDRESS, "email") if (f.meaning, f.billing) in asked]
    for field in fields:
        if field.meaning != "country":
            _gives(hands, field, address, email, stage, complete)


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
    if not value and control.tag != "select":
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
    if control.tag == "select":
        option = _option(hands, field, value, stage)
        if option is None or option == control.value:
            return False
        hands.selects(control, option, what, stage, field.why)
        return True
    hands.types(control, value, what, stage, field.why)
    return False


def address_value(meaning: str, address: Address, email: str) -> str:
    """What an address says for a field of this meaning; empty when it says nothing."""
    return {
        "full_name": f"{address.first_name} {address.last_name}",
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


def _option(hands: Hands, field: Field, value: str, stage: Stage) -> str | None:
    """The option that stands for a value: the same code, or the same name in the page's language or English."""
    if not value:
        return None
    wanted = {normal(value)}
    if field.meaning == "country":
        wanted |= {normal(countries(language)[value]) for language in ("en", hands.reading.language)}
    for option in field.control.options:
        if normal(option.value) in wanted or normal(option.text) in wanted:
            return option.value
    offered = ", ".join(option.text for option in field.control.options[:12])
    raise ShopFault(
        f"the shop does not offer {field.meaning} '{value}' at {stage}; it offers {offered}",
        stage=str(stage),
        looked_for=f"{field.meaning} {value}",
        found=offered,
        reason_code="capability-absent",
    )


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
            _gives_expiry(hands, control, card, stage, field.why)


def _gives_expiry(hands: Hands, control: Control, card: Card, stage: Stage, why: str) -> None:
    month, year = (part.strip() for part in card.expiry.split("/"))
    full_year = year if len(year) == 4 else f"20{year}"
    part = expiry_part(control)
    if control.tag == "select":
        wanted = {month, str(int(month))} if part == "month" else {full_year, full_year[-2:]}
        option = next((o for o in control.options if o.value in wanted or o.text in wanted), None)
        if option is None:
            offered = ", ".join(o.text for o in control.options)
            raise ShopFault(
                f"the shop does not offer the card's expiry {part} {'/'.join(sorted(wanted))}; it offers {offered}",
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


def expiry_part(control: Control) -> str:
    """Whether a field wants the month, the year, or both."""
    values = [int(option.value) for option in control.options if option.value.strip().isdigit()]
    if values:
        return "month" if max(values) <= 12 else "year"
    said = f"{control.autocomplete} {control.code} {normal(control.label)} {normal(control.placeholder)}"
    month, year = bool(re.search(r"\bmonth\b|\bmm\b", said)), bool(re.search(r"\byear\b|\byy(yy)?\b", said))
    return "both" if month == year else "month" if month else "year"
