"""What every back office must do, of the subjects that it has; docs/back-offices.md shows how it is tried."""

from pytest_checkout.conformance.back_office.order_payments import OrderPaymentsConformance
from pytest_checkout.conformance.back_office.orders import OrdersConformance
from pytest_checkout.conformance.back_office.outbox import OutboxConformance
from pytest_checkout.conformance.back_office.sandbox import BackOfficeSandbox
from pytest_checkout.conformance.back_office.settings import SettingsConformance

__all__ = ["BackOfficeConformance", "BackOfficeSandbox"]


class BackOfficeConformance(SettingsConformance, OrdersConformance, OrderPaymentsConformance, OutboxConformance):
    """All subjects; one that a back office does not have is skipped, and it must have one at least."""

    Sandbox = BackOfficeSandbox
