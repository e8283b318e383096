"""What may be asked of a store: its back office, and the services that saw what really happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pytest_checkout.domain import Money, Order


@dataclass(frozen=True)
class Charge:
    """Money that a payment provider took, held, or tried to take. `captured` is zero when nothing was taken.

    `held` is what is reserved on the card and not taken yet, zero when nothing is.
    """

    id: str
    order_number: str
    email: str
    captured: Money
    status: str
    held: Money | None = None


@dataclass(frozen=True)
class Mail:
    """One message that reached a shopper's mailbox; `language` is its Content-Language, empty when not stated."""

    to: str
    subject: str
    text: str
    language: str = ""


class BackOffice(Protocol):
    """What the merchant's own system knows and can set. Every method may raise ServiceUnavailable."""

    def orders(self, email: str) -> Sequence[Order]:
        """Orders placed with this e-mail address, newest first."""

    def stock(self, sku: str) -> int:
        """Units that can still be sold."""

    def set_stock(self, sku: str, units: int) -> None: ...

    def code_uses(self, code: str) -> int:
        """How many times a discount code has been used."""

    def set_code_uses(self, code: str, uses: int) -> None: ...

    def plugin_is_active(self, plugin: str) -> bool: ...

    def switch_plugin(self, plugin: str, active: bool) -> None: ...


class PaymentLedger(Protocol):
    """The payment provider's own record."""

    def charges(self, email: str, since: datetime) -> Sequence[Charge]:
        """Every attempt to charge the shopper with this e-mail address since then, newest first."""


class Mailbox(Protocol):
    """The mail that really left the store."""

    def messages(self, to: str) -> Sequence[Mail]:
        """Messages to this address, oldest first."""
