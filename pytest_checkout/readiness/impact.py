"""What an open fault costs: orders and money lost per hour, with an interval, because few trials say little."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from pytest_checkout.domain import Money, minor_digits
from pytest_checkout.readiness.trials import wilson

_TENTH: Final = Decimal("0.1")
_MILLIONTH: Final = Decimal("0.000001")


@dataclass(frozen=True)
class Traffic:
    """What the store sells in an hour, as its owner says in the profile."""

    orders_per_hour: Decimal
    average_order: Money
    share: Decimal | None = None
    """Of all orders, the part that takes the affected path, from 0 to 1. None: the profile does not say."""


@dataclass(frozen=True)
class Impact:
    """Lost per hour: the least, the likely and the most, at 95 % confidence in the failure rate."""

    orders: tuple[Decimal, Decimal, Decimal]
    money: tuple[Money, Money, Money]
    assumed: str = ""
    """What had to be assumed, in words."""

    @property
    def rank(self) -> Decimal:
        """What to repair first has the highest."""
        return self.money[1].amount

    def __str__(self) -> str:
        low, likely, high = self.orders
        least, worth, most = self.money
        words = f"about {likely} orders an hour ({low} to {high}), {worth} ({least.amount} to {most.amount})"
        return f"{words}; {self.assumed}" if self.assumed else words


def lost(failed: float, trials: float, traffic: Traffic) -> Impact:
    """What `failed` of `trials` means for a store with that traffic, if every failed attempt is a lost order.

    Some shoppers try again, so that this is what is at risk and not what the books will show. Without a share the
    whole traffic is assumed for the likely and the most, and nothing for the least.

    Raises ValueError for counts that cannot be.
    """
    if not 0 <= failed <= trials or not trials:
        raise ValueError(f"{failed} failures of {trials} trials cannot be")
    low, high = wilson.interval(failed, trials)
    everybody = Decimal(1)
    share = everybody if traffic.share is None else traffic.share
    rates = (Decimal(0) if traffic.share is None else _exact(low), _exact(failed / trials), _exact(high))
    orders = [rate * share * traffic.orders_per_hour for rate in rates]
    least, likely, most = (each.quantize(_TENTH, ROUND_HALF_EVEN) for each in orders)
    worth = [_worth(each, traffic.average_order) for each in orders]
    assumed = (
        "" if traffic.share is not None else "how many shoppers take this path is not in the profile: all, at most"
    )
    return Impact((least, likely, most), (worth[0], worth[1], worth[2]), assumed)


def _exact(rate: float) -> Decimal:
    """Six digits are more than a rate of trials has, and the same on every machine."""
    return Decimal(rate).quantize(_MILLIONTH, ROUND_HALF_EVEN)


def _worth(orders: Decimal, average: Money) -> Money:
    step = Decimal(1).scaleb(-minor_digits(average.currency))
    return Money((orders * average.amount).quantize(step, ROUND_HALF_EVEN), average.currency)
