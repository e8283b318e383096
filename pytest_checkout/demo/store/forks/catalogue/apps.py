"""Registers this fork in the place of Oscar's catalogue app."""

from oscar.apps.catalogue import apps


class CatalogueConfig(apps.CatalogueConfig):
    name = "pytest_checkout.demo.store.forks.catalogue"
