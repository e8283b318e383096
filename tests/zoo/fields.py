"""The fields that a shop asks for in each part of its checkout, as its traits have them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale

from tests.zoo.places import Place
from tests.zoo.traits import Traits
from tests.zoo.wording import Wording

COUNTRIES = tuple("AF AL AT BE BR CA CH CL DE DK ES FR GB IL IT JP NL PL SA SE US".split())

_TOKENS = {
    "email": "email",
    "first_name": "given-name",
    "last_name": "family-name",
    "full_name": "name",
    "street": "address-line1",
    "street2": "address-line2",
    "street3": "address-line3",
    "city": "address-level2",
    "fourth_line": "address-level2",
    "state": "address-level1",
    "postcode": "postal-code",
    "country": "country",
    "phone": "tel",
    "card_number": "cc-number",
    "expiry": "cc-exp",
    "month": "cc-exp-month",
    "year": "cc-exp-year",
    "cvc": "cc-csc",
    "holder": "cc-name",
    "password": "new-password",
}
_CODE = {
    "first_name": "firstname",
    "last_name": "lastname",
    "full_name": "name",
    "street": "address1",
    "street2": "address2",
    "street3": "address3",
    "fourth_line": "address4",
    "postcode": "zip",
    "state": "region",
    "card_number": "cardnumber",
    "month": "exp_month",
    "year": "exp_year",
}
"""Where the code of a page says it in other words than this module."""


@dataclass(frozen=True)
class Field:
    """One control to fill in. `options` holds (value, text) pairs of a list."""

    key: str
    label: str
    name: str
    id: str
    autocomplete: str
    kind: str = "text"
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""
    disabled: bool = False


def opaque(text: str, seed: int) -> str:
    """A name that says nothing, the same one for the same shop."""
    return "x" + hashlib.sha256(f"{seed}/{text}".encode()).hexdigest()[:6]


class Form:
    """Names, labels and values of one shop's fields."""

    def __init__(self, traits: Traits, place: Place, wording: Wording) -> None:
        self.traits, self.place, self.wording = traits, place, wording

    def name(self, key: str) -> str:
        """What the page calls a field in its code."""
        code = _CODE.get(key, key)
        match self.traits.names:
            case "nested":
                return f"order[{code}]"
            case "opaque":
                return opaque(key, self.traits.wording)
            case _:
                return code

    def field(self, key: str, given: dict[str, str], **changes: object) -> Field:
        token = _TOKENS.get(key, "")
        if token and self.traits.autocomplete == "section" and not token.startswith(("cc-", "new-")):
            token = f"section-a shipping {token}"
        elif self.traits.autocomplete == "absent" or token.startswith("cc-"):
            token = ""  # of the shops looked at none had the tokens of a card
        name = self.name(key)
        plain = Field(
            key=key,
            label=self.wording(key),
            name=name,
            id=opaque("id" + key, self.traits.wording) if self.traits.names == "opaque" else f"field-{name}",
            autocomplete=token,
            value=given.get(key, ""),
        )
        return Field(**{**plain.__dict__, **changes})  # type: ignore[arg-type]

    def contact(self, given: dict[str, str]) -> Iterator[Field]:
        yield self.field("email", given, kind="email")
        match self.traits.guest:
            case "account_forced":
                yield self.field("password", given, kind="password")
            case "blank_password":
                label = self.wording.password_optional
                yield self.field("password", given, kind="password", label=label, required=False)

    def address(self, given: dict[str, str]) -> Iterator[Field]:
        traits, place = self.traits, self.place
        if traits.country == "autopostback":
            yield self._country(given)
        if traits.person == "one_field":
            yield self.field("full_name", given)
        else:
            yield self.field("first_name", given)
            yield self.field("last_name", given)
        yield self.field("street", given, kind="textarea" if traits.street == "text_box" else "text")
        if traits.street in ("two_lines", "three_lines"):
            yield self.field("street2", given, required=False)
        if traits.street == "three_lines":
            yield self.field("street3", given, required=False)
        yield self.field("postcode", given)
        yield self.field("fourth_line" if traits.city == "fourth_line" else "city", given)
        if traits.country != "autopostback":
            yield self._country(given)
        chosen = given.get("country") or (place.country if traits.country in ("select", "combobox") else "")
        if place.states and not (traits.country == "autopostback" and chosen != place.country):
            yield self._state(given, chosen)
        if traits.phone != "absent":
            yield self.field("phone", given, kind="tel", required=traits.phone == "required")

    def _country(self, given: dict[str, str]) -> Field:
        names = Locale.parse(self.place.locale, sep="-").territories
        options = sorted(((code, names[code]) for code in COUNTRIES), key=lambda option: option[1])
        home = self.place.country
        match self.traits.country:
            case "wrong_default":
                first = options[0][0]
            case "autopostback":
                first = ""
                options.insert(0, ("", self.wording.choose))
            case "combobox":
                first = ""
            case _:
                first = home
        kind = "combobox" if self.traits.country == "combobox" else "select"
        value = given.get("country") or first
        return self.field("country", given, kind=kind, options=tuple(options), value=value)

    def _state(self, given: dict[str, str], country: str) -> Field:
        if self.traits.state == "text":
            return self.field("state", given)
        waits = self.traits.state == "after_country" and not country
        options = (("", self.wording.choose), *self.place.states)
        return self.field("state", given, kind="select", options=options, disabled=waits)

    def card(self, given: dict[str, str]) -> Iterator[Field]:
        if self.traits.holder == "asked":
            yield self.field("holder", given)
        yield self.field("card_number", given, kind="tel")
        months = tuple((f"{month:02}", f"{month:02}") for month in range(1, 13))
        years = tuple((str(year), str(year)) for year in range(2026, 2042))
        match self.traits.expiry:
            case "two_lists":
                yield self.field("month", given, kind="select", options=(("", self.wording.month), *months))
                yield self.field("year", given, kind="select", options=(("", self.wording.year), *years))
            case "two_texts":
                yield self.field("month", given)
                yield self.field("year", given)
            case _:
                yield self.field("expiry", given)
        yield self.field("cvc", given, kind="tel")
