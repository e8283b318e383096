"""What a shopper is offered, and what came of its attempt to order."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_checkout.domain import Money, Order


@dataclass(frozen=True)
class Offer:
    """A way of delivery on offer; `name` in the shop's words, no price when it names none."""

    name: str
    price: Money | None


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt to order: the order, or what the shop told instead.

    `challenged`: whether a bank asked the shopper to authenticate on the way.
    """

    order: Order | None
    told: list[str]
    challenged: bool = False
