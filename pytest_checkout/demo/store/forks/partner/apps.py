"""Registers this fork in the place of Oscar's partner app."""

from oscar.apps.partner import apps


class PartnerConfig(apps.PartnerConfig):
    name = "pytest_checkout.demo.store.forks.partner"
