"""Suites that an adapter must pass, for whoever writes one: a class for each port, to be subclassed beside it.

    class TestOurErp(OrderManagementConformance): ...

docs/services.md shows a whole file, docs/back-offices.md one for a platform.
"""

import pytest

_SUITES = ("back_office", "carrier", "gateway_control", "inventory", "ledger", "mailbox", "oms", "wire_faults")
pytest.register_assert_rewrite(*(f"{__name__}.{module}" for module in ("elsewhere", "suite", *_SUITES)))

# What asserts is imported after pytest knows of it.
from pytest_checkout.conformance.back_office import BackOfficeConformance, BackOfficeSandbox  # noqa: E402
from pytest_checkout.conformance.carrier import CarrierConformance, CarrierSandbox  # noqa: E402
from pytest_checkout.conformance.gateway_control import (  # noqa: E402
    GatewayControlConformance,
    GatewayControlSandbox,
    Heard,
)
from pytest_checkout.conformance.inventory import InventoryConformance, InventorySandbox, Told  # noqa: E402
from pytest_checkout.conformance.ledger import PaymentLedgerConformance, PaymentLedgerSandbox  # noqa: E402
from pytest_checkout.conformance.mailbox import MailboxConformance, MailboxSandbox  # noqa: E402
from pytest_checkout.conformance.oms import OrderManagementConformance, OrderManagementSandbox  # noqa: E402
from pytest_checkout.conformance.wire_faults import (  # noqa: E402
    WireFaultConformance,
    WireFaultSandbox,
    taking_payments,
)

__all__ = [
    "BackOfficeConformance",
    "BackOfficeSandbox",
    "CarrierConformance",
    "CarrierSandbox",
    "GatewayControlConformance",
    "GatewayControlSandbox",
    "Heard",
    "InventoryConformance",
    "InventorySandbox",
    "MailboxConformance",
    "MailboxSandbox",
    "OrderManagementConformance",
    "OrderManagementSandbox",
    "PaymentLedgerConformance",
    "PaymentLedgerSandbox",
    "Told",
    "WireFaultConformance",
    "WireFaultSandbox",
    "taking_payments",
]
