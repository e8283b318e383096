"""Channels: markets of one store, each with a currency and prices of its own, reached below an address of its own."""

from __future__ import annotations

from pydantic import Field

from pytest_checkout.domain import Money
from pytest_checkout.store.profile.entries import Delivery, Product
from pytest_checkout.store.profile.values import Amount, Currency, LocaleName, Part


class ChannelDelivery(Part):
    """What a way of delivery costs in a channel."""

    fee: Amount | None = None
    free_from: Amount | None = Field(default=None, alias="free from")


class Channel(Part):
    """What differs in a channel. Sections name roles of the profile; what is left out there is not sold here."""

    currency: Currency
    locale: LocaleName
    url: str
    """Start of the channel's pages, relative to the store's url."""
    products: dict[str, Amount] = {}
    """By role: the price here."""
    delivery: dict[str, ChannelDelivery] = {}
    payments: tuple[str, ...] = ()
    """The ways to pay that are offered here, by role; empty: all."""

    def amounts(self) -> dict[tuple[str, ...], Money]:
        """Every amount of the channel, by where it stands in the file."""
        found: dict[tuple[str, ...], Money] = {("products", role): price for role, price in self.products.items()}
        for role, terms in self.delivery.items():
            named = {"fee": terms.fee, "free from": terms.free_from}
            found |= {("delivery", role, name): amount for name, amount in named.items() if amount is not None}
        return found

    def products_of(self, products: dict[str, Product]) -> dict[str, Product]:
        """Those of the store's products that are sold here, at their prices here."""
        return {
            role: product.model_copy(update={"price": self.products[role]})
            for role, product in products.items()
            if role in self.products
        }

    def delivery_of(self, ways: dict[str, Delivery]) -> dict[str, Delivery]:
        """Those of the store's ways of delivery that go here, at their fees here."""
        return {
            role: way.model_copy(update=dict(self.delivery[role]))
            for role, way in ways.items()
            if role in self.delivery
        }
