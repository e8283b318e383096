"""How a shop that nobody has scripted is read and used."""

from pytest_checkout.storefront.codes import CodeAnswer
from pytest_checkout.storefront.journal import Journal
from pytest_checkout.storefront.shopper import Offer, Outcome, Shopper

__all__ = ["CodeAnswer", "Journal", "Offer", "Outcome", "Shopper"]
