"""What the profile binds roles to: products, codes, ways of delivery and payment, cards, addresses."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from pytest_checkout import cards
from pytest_checkout.domain import Money
from pytest_checkout.registry import nearly
from pytest_checkout.store.profile.promises import Promise
from pytest_checkout.store.profile.values import Amount, Country, NameByLocale, Part, Share


class Product(Part):
    url: str
    name: NameByLocale = {}
    price: Amount | None = None
    sku: str = ""
    tax: Share | None = None
    """The rate, as a share of the price without tax."""
    options: dict[str, str] = {}


class Gives(Part):
    """What a code promises: exactly one of a share, an amount, or free delivery."""

    percent: Decimal | None = None
    amount: Amount | None = None
    free_delivery: bool = False

    @classmethod
    def parse(cls, text: object) -> Gives:
        if isinstance(text, Gives):
            return text
        words = str(text).strip()
        if words.lower() == "free delivery":
            return cls(free_delivery=True)
        if share := re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", words):
            return cls(percent=Decimal(share[1]))
        try:
            return cls(amount=Money.parse(words))
        except ValueError:
            raise ValueError(
                f"'{words}' is not something a code gives; write '10%', 'GBP 5.00' or 'free delivery'"
            ) from None


class Code(Part):
    code: str
    gives: Annotated[Gives, BeforeValidator(Gives.parse)] | None = None
    minimum: Amount | None = Field(default=None, alias="from")
    only_for: tuple[str, ...] = Field(default=(), alias="only for")
    """Roles of the products that it takes its share off; empty for all."""

    @property
    def is_in_money(self) -> bool:
        """Whether it gives or asks for an amount, which is in one currency."""
        return self.minimum is not None or (self.gives is not None and self.gives.amount is not None)


class Delivery(Part):
    name: NameByLocale
    id: str = ""
    """What the back office calls it."""
    fee: Amount | None = None
    free_from: Amount | None = Field(default=None, alias="free from")
    promise: Promise | None = None
    """The day of arrival that the shopper is told, and how it is reckoned."""


def _kind(name: str) -> str:
    """A shop may pay in a way that nobody has named yet; a typing error is none. Raises ValueError."""
    if meant := nearly(name, ("card", "invoice", "debit")):
        raise ValueError(f"'{name}' is no kind of payment. Did you mean '{meant}'?")
    return name


class Payment(Part):
    name: NameByLocale = {}
    id: str = ""
    """What the back office calls it."""
    kind: Annotated[str, AfterValidator(_kind)] = "card"


class CardEntry(Part):
    number: str = Field(repr=False)
    expiry: str = "12/39"
    security_code: str = Field(default="123", alias="security code", repr=False)
    holder: str = "Test Shopper"
    authentication_code: str = Field(default="", alias="authentication code", repr=False)
    """What the sandbox of the payment provider takes as the bank's one-time code or password."""

    @field_validator("number", mode="before")
    @classmethod
    def _only_test_cards(cls, value: object) -> str:
        number = cards.digits(str(value))
        if reason := cards.refused(number):
            raise ValueError(reason)
        return number


class AddressEntry(Part):
    first: str
    last: str
    line1: str
    line2: str = ""
    city: str
    postcode: str = ""
    state: str = ""
    country: Country
    phone: str = ""
