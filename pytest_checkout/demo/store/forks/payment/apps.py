"""Registers this fork in the place of Oscar's payment app."""

from oscar.apps.payment import apps


class PaymentConfig(apps.PaymentConfig):
    name = "pytest_checkout.demo.store.forks.payment"
