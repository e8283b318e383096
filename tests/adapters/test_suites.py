"""The shipped suites: an honest adapter in memory passes each, every broken one is caught, every test was seen red."""

from __future__ import annotations

from types import ModuleType

import pytest

from pytest_checkout import conformance
from pytest_checkout.conformance.suite import Conformance
from tests.adapters import carrier, gateway_control, inventory, ledger, mailbox, oms
from tests.adapters.seen_red import assert_seen_red

SUITES: dict[type[Conformance], ModuleType] = {
    conformance.PaymentLedgerConformance: ledger,
    conformance.GatewayControlConformance: gateway_control,
    conformance.MailboxConformance: mailbox,
    conformance.OrderManagementConformance: oms,
    conformance.CarrierConformance: carrier,
    conformance.InventoryConformance: inventory,
}


@pytest.mark.parametrize("suite", SUITES)
def test_an_honest_adapter_passes_and_every_broken_one_is_caught_by_name(
    suite: type[Conformance], pytester: pytest.Pytester
) -> None:
    adapters = SUITES[suite]
    assert_seen_red(pytester, suite, adapters.InMemory, adapters.BROKEN)
