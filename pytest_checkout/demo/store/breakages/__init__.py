"""Deliberate faults of the shop, each a switch that is off by default."""

from pytest_checkout.demo.store.breakages.breakage import breaks, known

__all__ = ["breaks", "known"]
