"""Registers this fork in the place of Oscar's basket app."""

from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "pytest_checkout.demo.store.forks.basket"
