"""Registers this fork in the place of Oscar's shipping app."""

from oscar.apps.shipping import apps


class ShippingConfig(apps.ShippingConfig):
    name = "pytest_checkout.demo.store.forks.shipping"
