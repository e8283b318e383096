"""Suites that an adapter must pass, for whoever writes one: a class for each port, to be subclassed beside it.

    class TestOurErp(OrderManagementConformance): ...

docs/services.md and docs/back-offices.md show whole files.
"""

import pytest

pytest.register_assert_rewrite(*(f"{__name__}.{module}" for module in ("elsewhere", "oms", "suite")))

from pytest_checkout.conformance.oms import OrderManagementConformance, OrderManagementSandbox  # noqa: E402

__all__ = ["OrderManagementConformance", "OrderManagementSandbox"]
