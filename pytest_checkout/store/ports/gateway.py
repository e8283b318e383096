"""The payment provider: its own record of charges, and what a test may have a gateway double do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pytest_checkout.domain import Money


@dataclass(frozen=True)
class Charge:
    """Money that a payment provider took, held, or tried to take. `captured` is zero when nothing was taken.

    `held` is what is reserved on the card and not taken yet, zero when nothing is; `refunded` what was given back.
    """

    id: str
    order_number: str
    email: str
    captured: Money
    status: str
    held: Money | None = None
    refunded: Money | None = None

    @property
    def kept(self) -> Money:
        """What was taken and not given back."""
        return self.captured if self.refunded is None else self.captured - self.refunded


class PaymentLedger(Protocol):
    """The payment provider's own record."""

    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        """Every attempt to charge the shopper with this e-mail address since then, newest first."""


@dataclass(frozen=True)
class Notified:
    """One notification that a payment gateway sent: what it was about, and how and when the store answered.

    `status` is 0 for no answer.
    """

    kind: str
    status: int
    seconds: float


@dataclass(frozen=True)
class Notifications:
    """What became of the notifications about one shopper's payments: sent, held back, dropped (their kinds)."""

    sent: tuple[Notified, ...]
    held: tuple[str, ...]
    dropped: tuple[str, ...]


class GatewayControl(Protocol):
    """A payment gateway that a test may direct, for the payments of one shopper (by e-mail). A real one has no such."""

    def plan(self, email: str, *, arrive: str = "soon", times: int = 1, reverse: bool = False) -> None:
        """How notifications travel: "soon", "before" the shopper is back, "held" until `release`, "never"."""

    def release(self, email: str) -> Notifications:
        """Send what is held, wait for what is under way, and tell what became of all."""

    def notifications(self, email: str) -> Notifications: ...

    def forget(self, email: str) -> None:
        """Let everything go its usual way again."""

    def forge(self, email: str, how: str) -> int:
        """Send the store a notification about the shopper's latest payment that no gateway sent; its answer's status.

        `how`: "wrong secret", "no signature", "old", "unknown payment".
        """

    def settle(self, email: str, paid: bool) -> None:
        """Have the bank answer the shopper's latest debit."""

    def refuse_captures(self, email: str, times: int) -> None:
        """Refuse the next captures of this shopper's money."""
