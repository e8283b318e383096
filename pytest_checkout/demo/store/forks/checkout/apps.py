"""Registers this fork in the place of Oscar's checkout app."""

from oscar.apps.checkout import apps


class CheckoutConfig(apps.CheckoutConfig):
    name = "pytest_checkout.demo.store.forks.checkout"
