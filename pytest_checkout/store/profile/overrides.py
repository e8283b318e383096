"""Where the owner says which control is meant, because the general reading does not find it or finds another."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, PrivateAttr, model_validator

from pytest_checkout.registry import unknown
from pytest_checkout.store.profile.values import Part

ACTS = ("add to cart", "cart", "checkout", "guest", "continue", "open code", "apply code", "remove", "place order")
FIELDS = {
    name.replace("_", " "): name
    for name in (
        "email full_name first_name last_name line1 line2 city postcode state country phone company note "
        "card_number card_expiry card_code card_holder quantity terms create_account password same_address"
    ).split()
} | {"code": "coupon"}
"""What a field may be called in the profile, and what it means to the reader of pages."""


class Override(Part):
    """One control: by a CSS selector, by the text that it shows, by its role (button, link ...), or by several."""

    selector: str = ""
    text: str = ""
    role: str = ""
    _where: str = PrivateAttr(default="store.yaml")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.selector or self.text):
            raise ValueError("an override needs a 'selector' or a 'text'; a role alone fits many controls")
        return self

    @property
    def where(self) -> str:
        """file:line, for messages."""
        return self._where

    def stands_at(self, where: str) -> None:
        """Remember the place in the file."""
        self._where = where

    def __str__(self) -> str:
        given = [f"{name} '{value}'" for name, value in self.model_dump().items() if value]
        return ", ".join(given)


def _entry(value: object) -> object:
    return {"selector": value} if isinstance(value, str) else value


def _known(name: str) -> str:
    """Only names that the reader asks for: a typing error would be an override that nobody ever uses."""
    if name not in ACTS and name not in FIELDS:
        raise ValueError(unknown("field or act", name, [*ACTS, *FIELDS]))
    return name


Overrides = dict[Annotated[str, AfterValidator(_known)], Annotated[Override, BeforeValidator(_entry)]]
"""By field or act; a plain text in the file is a CSS selector."""
