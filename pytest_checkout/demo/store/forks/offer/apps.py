"""Registers this fork in the place of Oscar's offer app."""

from oscar.apps.offer import apps


class OfferConfig(apps.OfferConfig):
    name = "pytest_checkout.demo.store.forks.offer"
