"""What a shopper is offered, and what came of its attempt to order."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_checkout.domain import Money, Order, Stage
from pytest_checkout.errors import ShopFault
from pytest_checkout.storefront.reading import Reading


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

    def confirmed(self) -> Order:
        """The order. Raises ShopFault when the shop refused it."""
        if self.order is None:
            told = " ".join(self.told) or "nothing"
            raise ShopFault(
                f"the order was not placed: the shop declined it and told: {told}",
                stage=str(Stage.REVIEW),
                looked_for="a confirmation of the order",
                found=told,
                reason_code="wrong-outcome",
            )
        return self.order


def read_order(reading: Reading, email: str, locale: str) -> Order:
    """The order as the confirmation shows it."""
    return Order(
        number=reading.order_number,
        total=reading.totals.total,
        email=email,
        locale=locale,
        lines=tuple(reading.lines),
        discount=reading.totals.discount,
        delivery=reading.totals.delivery,
        tax=reading.totals.tax,
    )
