"""What was really ordered: the zoo's own record, which no reader of pages has touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """One line of a cart or an order; `option` is empty where the product has none."""

    sku: str
    option: str
    quantity: int


@dataclass(frozen=True)
class Order:
    """One order as the shop's server took it. `card` holds the last four digits; empty when not paid by card."""

    number: str
    lines: tuple[Line, ...]
    currency: str
    total: Decimal
    given: dict[str, str]
    delivery: str
    payment: str
    card: str = ""


@dataclass
class Session:
    """One browser's visit: its cart, what it typed, how far it came."""

    key: str
    cart: dict[tuple[str, str], int] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    step: int = 0
    tried: bool = False
