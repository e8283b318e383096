"""The systems behind a store, which saw what really happened: mailbox, order management, carrier, inventory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pytest_checkout.domain import Order

SYSTEMS = {
    "oms": "order management system",
    "carrier": "carrier",
    "inventory": "inventory system",
}
"""The systems behind a store, by their key under `services:` of the profile: what a reader calls them."""


LIES = {
    "a negative count": "negative",
    "a count that is no number": "no number",
    "a count that is too high": "too high",
    "its last count again": "repeated",
    "an old count": "old",
}
"""What a stock feed may tell that is false, in the words of a scenario and in a word for the inventory system."""


@dataclass(frozen=True)
class Mail:
    """One message that reached a shopper's mailbox; `language` is its Content-Language, empty when not stated."""

    to: str
    subject: str
    text: str
    language: str = ""


class Mailbox(Protocol):
    """The mail that really left the store."""

    def messages(self, to: str) -> Sequence[Mail]:
        """Messages to this address, oldest first."""


class OrderManagement(Protocol):
    """The system that carries out what the store has sold. Every method may raise ServiceUnavailable."""

    def orders(self, email: str) -> Sequence[Order]:
        """The orders that it holds of this shopper, in the order in which they arrived; one that it holds twice, twice.

        Only what it knows is filled in: number and e-mail always, total and lines where it keeps them.
        """

    def refuse(self, sku: str, refused: bool) -> None:
        """From now on take no order that contains this product, or take them again.

        Raises CannotProvide where nobody can tell it that.
        """


class Carrier(Protocol):
    """Who takes the parcels. Every method may raise ServiceUnavailable."""

    def labels(self, order_number: str) -> Sequence[str]:
        """The tracking numbers of all labels that were made for an order."""

    def make_labels(self, able: bool) -> None:
        """From now on make no labels, or make them again, rates apart. Raises CannotProvide where nobody can say so."""


class Inventory(Protocol):
    """The system that knows what lies on the shelf, and feeds its counts to the store.

    Every method may raise ServiceUnavailable, and all but `units` CannotProvide where nobody can have the system do it.
    """

    def units(self, sku: str) -> int | None:
        """How many it counts; None for a product that it does not count."""

    def count(self, sku: str, units: int | None) -> None:
        """Have it count so many, and tell the store; None: have it count the product no more."""

    def misreport(self, sku: str, lie: str) -> None:
        """Have its feed tell the store something false of a product that it counts: one of LIES."""

    def is_heard(self) -> bool:
        """Whether the store has asked for everything that the feed has told so far."""
