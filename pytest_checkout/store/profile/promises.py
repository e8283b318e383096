"""What the owner declares about the store as a whole: policies, budget, what an hour is worth, what it lacks."""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import available_timezones

import holidays
from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from pytest_checkout.registry import did_you_mean
from pytest_checkout.store.profile.values import Amount, Part, Share

MODES = ("half up", "half even", "up", "down")
LEVELS = ("order", "line", "unit")


class Rounding(Part):
    """How a share of an amount becomes an amount: `mode` says which way, `level` what is rounded by itself."""

    mode: str
    level: str

    @classmethod
    def parse(cls, text: object) -> Rounding:
        """Read "half up per order". Raises ValueError with all that may be written."""
        if isinstance(text, Rounding):
            return text
        found = re.fullmatch(rf"({'|'.join(MODES)}) per ({'|'.join(LEVELS)})", str(text).strip())
        if not found:
            near = did_you_mean(str(text), (f"{mode} per {level}" for mode in MODES for level in LEVELS))
            raise ValueError(
                f"'{text}' is not a way to round.{near} Write one of {', '.join(MODES)}, then 'per', then one of "
                f"{', '.join(LEVELS)}, as in 'half up per order'"
            )
        return cls(mode=found[1], level=found[2])


RoundingText = Annotated[Rounding, BeforeValidator(Rounding.parse)]
ONCE_HALF_UP = Rounding(mode="half up", level="order")


def _known_zone(name: str) -> str:
    """Raises ValueError for a time zone that the IANA database does not know."""
    if name and name not in available_timezones():
        near = did_you_mean(name, available_timezones())
        raise ValueError(f"no time zone is named '{name}'.{near} Write it as in 'Europe/London'")
    return name


ZoneName = Annotated[str, AfterValidator(_known_zone)]


class Promise(Part):
    """The day that a way of delivery promises: working days from the day on which the parcel leaves."""

    working_days: int = Field(alias="working days", gt=0, le=60)
    cut_off: time = Field(alias="cut-off")
    """Ordered later, a parcel leaves on the next working day."""
    zone: ZoneName
    """Whose clocks the cut-off is told by, "Europe/London"."""
    holidays_of: str = Field(default="", alias="holidays")
    """Where nobody works on holidays: a country (ISO 3166-1) or a region of one (ISO 3166-2), "GB-ENG"."""

    @field_validator("holidays_of")
    @classmethod
    def _is_a_place(cls, place: str) -> str:
        country, _, region = place.partition("-")
        known = holidays.list_supported_countries(include_aliases=False)
        if place and (country not in known or region not in ("", *known[country])):
            near = did_you_mean(place, [*known, *(f"{country}-{name}" for name in known.get(country, ()))])
            raise ValueError(
                f"no holidays are known for '{place}'.{near} Write a country or a region, as in 'DE' or 'GB-ENG'"
            )
        return place


class Policies(Part):
    """How the store reckons and charges. Nothing of it can be guessed from a page; all of it is checked."""

    time_zone: ZoneName = Field(default="", alias="time zone")
    """Where the store's days begin and end, by its name in the IANA database: Europe/London."""
    prices_include_tax: bool = Field(default=True, alias="prices include tax")
    free_delivery_threshold: Literal["before discounts", "after discounts"] = Field(
        default="after discounts", alias="free delivery threshold"
    )
    discount_rounding: RoundingText = Field(default=ONCE_HALF_UP, alias="discount rounding")
    tax_rounding: RoundingText = Field(default=ONCE_HALF_UP, alias="tax rounding")
    delivery_tax: Share | None = Field(default=None, alias="delivery tax")
    codes_stack: bool | None = Field(default=None, alias="codes stack")
    """Whether two codes give two discounts; None: not declared."""
    most_units: int | None = Field(default=None, alias="most units", gt=0)
    """How many units of goods one cart may hold; None: not declared, not judged."""
    codes_of_cancelled_orders: Literal["stay used", "are given back"] | None = Field(
        default=None, alias="codes of cancelled orders"
    )
    """Whether cancelling an order gives the use of its code back; None: not declared."""
    stock_of_refunded_orders: Literal["comes back", "stays sold"] | None = Field(
        default=None, alias="stock of refunded orders"
    )
    """Whether a refund of all of an order puts its goods back on sale; None: not declared."""
    capture: Literal["with the order", "at dispatch"] = "with the order"
    """When the money of a card is taken; before that it is only held."""
    orders_in_production: bool = Field(default=False, alias="place orders in production")


class Budget(Part):
    """What the owner allows the way to the order to cost a guest."""

    pages: int = Field(gt=0)
    fields: int = Field(gt=0)


class Sales(Part):
    """What an hour of the store is worth, so that the list of faults begins with the dearest."""

    orders_per_hour: Decimal = Field(alias="orders per hour", gt=0)
    average_order: Amount = Field(alias="average order")
    shares: dict[str, Share] = {}
    """By disruptor: of all orders, the part that takes its path, from 0 to 1."""


class Lack(Part):
    reason: str
    owner: str
