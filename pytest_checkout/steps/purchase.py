"""The memory of one scenario: what the shopper wants, chose and got, so that steps can say "my order"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from pytest_checkout.bill import Sold
from pytest_checkout.domain import Address, Card, Money, Order, Totals
from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.profile import Code, Delivery, Names, Payment, Product, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import Outcome
from pytest_checkout.storefront.codes import CodeAnswer


@dataclass
class Purchase:
    """Filled by the steps as the scenario goes on. `started` bounds what is asked of the payment provider."""

    started: datetime
    product: Product | None = None
    quantity: int = 0
    code: Code | None = None
    code_answer: CodeAnswer | None = None
    delivery: Delivery | None = None
    address: Address | None = None
    billing: Address | None = None
    """Where the bill goes, if not with the parcel."""
    payment: Payment | None = None
    card: Card | None = None
    before: Totals | None = None
    """Totals before the last act that might move them."""
    outcome: Outcome | None = None
    challenge: str = ""
    """What the shopper does if a bank asks him to authenticate at the next attempt; empty where it does not matter."""
    due: Money | None = None
    """What was to pay when the shopper closed the page: no confirmation will tell him."""
    part: Money | None = None
    """The part of the money that the store took."""

    def sold(self) -> list[Sold]:
        """What was put in the cart, as the profile prices it; nothing where it names no price."""
        if self.product is None or self.product.price is None:
            return []
        rate = None if self.product.tax is None else Fraction(self.product.tax)
        return [Sold(self.product.price, self.quantity, rate)]

    @property
    def order(self) -> Order | None:
        return self.outcome.order if self.outcome else None

    # -- what a shopper picks when the scenario does not say --

    def address_in(self, store: StoreProfile) -> Address:
        if self.address is None:
            self.address = store.address(store.entry(Role("addresses", "home", "my home address")))
        return self.address

    def delivery_in(self, store: StoreProfile) -> Delivery:
        if self.delivery is None:
            self.delivery = store.entry(Role("delivery", "standard", "standard delivery"))
        return self.delivery

    def delivery_names(self, store: StoreProfile) -> Names | None:
        """The name of the way of delivery; None for a store whose profile has none: it may not ask for any."""
        return self.delivery_in(store).name if self.delivery or store.delivery else None

    def payment_in(self, store: StoreProfile) -> Payment:
        if self.payment is None:
            if not store.payments:
                raise CannotProvide(f"needs a way to pay, and {store.path.name} lists none under 'payments:'")
            known = list(store.payments.values())
            by_card = store.payments.get("card") or next((each for each in known if each.kind == "card"), None)
            without = [each for each in known if each.kind != "card"]
            # By card where the profile has one to pay with; else as the shop can be paid without.
            self.payment = by_card if by_card and ("good" in store.cards or not without) else without[0]
        return self.payment

    def card_in(self, store: StoreProfile) -> Card | None:
        if self.payment_in(store).kind != "card":
            return None
        return self.card or store.card(store.entry(Role("cards", "good", "a good card")))

    def pays_with(self, store: StoreProfile, card: Role | Literal) -> None:
        """Choose the first way to pay by card, and this card. Raises CannotProvide when the store takes none."""
        by_card = [payment for payment in store.payments.values() if payment.kind == "card"]
        if not by_card:
            raise CannotProvide(f"needs a way to pay by card, and {store.path.name} lists none under 'payments:'")
        self.payment, self.card = by_card[0], store.card(store.entry(card))
