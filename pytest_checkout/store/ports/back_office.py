"""The back office: what the merchant's own system knows and can set, by subject.

An adapter keeps the protocols of the subjects that its platform has; what reads one also sets it, so that it can be
put back. Every method may raise ServiceUnavailable, and CannotProvide where a platform gives a subject only in part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol, runtime_checkable

from pytest_checkout.domain import Money, Order


@dataclass(frozen=True)
class Owed:
    """What the store has not yet handed on of an order. `system` is one of SYSTEMS, `trouble` what the last try met.

    `set_aside`: the system refuses it for what it says, and it waits for a person.
    """

    order_number: str
    system: str
    trouble: str = ""
    set_aside: bool = False


@runtime_checkable
class Orders(Protocol):
    def orders(self, email: str) -> Sequence[Order]:
        """Orders placed with this e-mail address, newest first."""

    def cancel_order(self, number: str) -> None:
        """Cancel an order, for good."""


@runtime_checkable
class Stock(Protocol):
    def stock(self, sku: str) -> int:
        """Units that can still be sold."""

    def set_stock(self, sku: str, units: int) -> None: ...


@dataclass(frozen=True)
class CodeTerms:
    """When a code holds, and how often it may be used. None: no bound."""

    starts: datetime | None = None
    ends: datetime | None = None
    withdrawn: bool = False
    """Taken back by the merchant, whatever the dates say."""
    uses: int | None = None
    uses_per_shopper: int | None = None


@runtime_checkable
class Codes(Protocol):
    def code_uses(self, code: str) -> int:
        """How many times a discount code has been used."""

    def set_code_uses(self, code: str, uses: int) -> None: ...

    def code_terms(self, code: str) -> CodeTerms: ...

    def set_code_terms(self, code: str, terms: CodeTerms) -> None: ...


@runtime_checkable
class Products(Protocol):
    def price(self, sku: str) -> Money:
        """The price on the tag."""

    def set_price(self, sku: str, price: Money) -> None: ...

    def is_for_sale(self, sku: str) -> bool:
        """Whether the product is on the shelf, in stock or not."""

    def offer_product(self, sku: str, offered: bool) -> None: ...


@runtime_checkable
class Payments(Protocol):
    def payment_is_offered(self, payment: str) -> bool:
        """Whether a way to pay is offered; `payment` is the back office's own name of it."""

    def offer_payment(self, payment: str, offered: bool) -> None: ...


@dataclass(frozen=True)
class OrderPayment:
    """How the payment of an order stands in the merchant's own books.

    `state`: open, awaiting, held, capture refused, paid, voided, refunded. `can`: what the merchant is offered to do
    about it: capture, void, refund.
    """

    state: str
    captured: Money
    refunded: Money
    invoiced: Money
    can: tuple[str, ...]


@runtime_checkable
class OrderPayments(Protocol):
    def order_payment(self, number: str) -> OrderPayment: ...

    def capture_order(self, number: str, part: Money | None = None) -> None:
        """Take what is held for an order, or a part of it. A refusal of the gateway shows in `order_payment`."""

    def refund_order(self, number: str) -> None: ...

    def void_order(self, number: str) -> None:
        """Let go what is held for an order, and end the order."""


@runtime_checkable
class PaymentTerms(Protocol):
    def capture_terms(self) -> str:
        """When the money of a card is taken: "with the order" or "at dispatch"."""

    def set_capture_terms(self, capture: str) -> None: ...

    def payment_mistake(self) -> str:
        """What is wrong with the store's access to the payment gateway; empty for nothing."""

    def set_payment_mistake(self, mistake: str) -> None: ...


@runtime_checkable
class Deliveries(Protocol):
    def delivery_is_offered(self, delivery: str) -> bool:
        """Whether a way of delivery is offered; `delivery` is the back office's own name of it."""

    def offer_delivery(self, delivery: str, offered: bool) -> None: ...

    def delivery_fee(self, delivery: str) -> Money: ...

    def set_delivery_fee(self, delivery: str, fee: Money) -> None: ...


@runtime_checkable
class Plugins(Protocol):
    def plugin_is_active(self, plugin: str) -> bool: ...

    def switch_plugin(self, plugin: str, active: bool) -> None: ...


@runtime_checkable
class Outbox(Protocol):
    def owed(self, email: str) -> Sequence[Owed]:
        """What of this shopper's orders still waits to be handed on to the systems behind the store, oldest first."""

    def hand_on_again(self, order_number: str) -> None:
        """Try again what was set aside of an order."""


@runtime_checkable
class Themes(Protocol):
    def themes(self) -> Sequence[str]:
        """Every theme that the store can wear."""

    def theme(self) -> str:
        """The theme that it wears."""

    def use_theme(self, theme: str) -> None: ...


@runtime_checkable
class MailTemplates(Protocol):
    def mail_template(self, mail: str) -> str:
        """The text that a mail is made from; `mail` is "confirmation", the one that confirms an order."""

    def set_mail_template(self, mail: str, text: str) -> None: ...


@runtime_checkable
class Taxes(Protocol):
    def tax_rate(self, kind: str) -> Decimal:
        """A tax rate as a share: 0.2 is 20 %; `kind` is the back office's own name of it."""

    def set_tax_rate(self, kind: str, rate: Decimal) -> None: ...


@runtime_checkable
class Clock(Protocol):
    def clock_ahead(self) -> timedelta:
        """By how much the store's clock is ahead of the real time."""

    def set_clock_ahead(self, ahead: timedelta) -> None: ...


class BackOffice(Orders, Stock, Codes, Plugins, Protocol):
    """What every back office has. Ask for a subject by its own fixture, so that only those who need it go without."""


SUBJECTS: Mapping[str, type] = {
    "orders": Orders,
    "stock": Stock,
    "codes": Codes,
    "products": Products,
    "payments": Payments,
    "order payments": OrderPayments,
    "payment terms": PaymentTerms,
    "deliveries": Deliveries,
    "plugins": Plugins,
    "outbox": Outbox,
    "themes": Themes,
    "mail templates": MailTemplates,
    "taxes": Taxes,
    "clock": Clock,
}
"""The subjects by the names that reasons and profiles call them: "backoffice.products"."""
