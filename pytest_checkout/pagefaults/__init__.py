"""Page faults: what can go wrong between one browser and the store, made on purpose and always undone."""

from pytest_checkout.pagefaults.faults import PageFaults
from pytest_checkout.pagefaults.forms import LedAway
from pytest_checkout.pagefaults.hosts import Hosts, every_other, named, of_store
from pytest_checkout.strikes import Fault

__all__ = ["Fault", "Hosts", "LedAway", "PageFaults", "every_other", "named", "of_store"]
