"""What the owner declares about the store as a whole: policies, budget, what an hour is worth, what it lacks."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from pytest_checkout.store.profile.values import Amount, Part, Share


class Policies(Part):
    prices_include_tax: bool = Field(default=True, alias="prices include tax")
    free_delivery_threshold: str = Field(
        default="after discounts", alias="free delivery threshold", pattern="^(before|after) discounts$"
    )
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
