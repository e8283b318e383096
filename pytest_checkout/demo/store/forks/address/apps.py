"""Registers this fork in the place of Oscar's address app."""

from oscar.apps.address import apps


class AddressConfig(apps.AddressConfig):
    name = "pytest_checkout.demo.store.forks.address"
