"""Wire faults: what can go wrong between a store and its services, made on purpose and always undone."""

from pytest_checkout.wirefaults.client import WireFaults
from pytest_checkout.wirefaults.command import command
from pytest_checkout.wirefaults.faults import Harm, WireFault

__all__ = ["Harm", "WireFault", "WireFaults", "command"]
