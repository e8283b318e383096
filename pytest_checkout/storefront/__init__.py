"""How a shop that nobody has scripted is read and used."""

from pytest_checkout.storefront.codes import CodeAnswer
from pytest_checkout.storefront.journal import Journal
from pytest_checkout.storefront.outcomes import Offer, Outcome
from pytest_checkout.storefront.shopper import Shopper

__all__ = ["CodeAnswer", "Journal", "Offer", "Outcome", "Shopper"]
