"""The shipped suites: an honest adapter in memory passes each, every broken one is caught, every test was seen red."""

from __future__ import annotations

from types import ModuleType

import pytest

from pytest_checkout.conformance import OrderManagementConformance
from pytest_checkout.conformance.suite import Conformance
from tests.adapters import oms
from tests.adapters.seen_red import assert_seen_red

SUITES: dict[type[Conformance], ModuleType] = {OrderManagementConformance: oms}
each_suite = pytest.mark.parametrize(("suite", "adapters"), SUITES.items(), ids=lambda each: each.__name__)


@each_suite
def test_an_honest_adapter_passes_and_every_broken_one_is_caught_by_name(
    suite: type[Conformance], adapters: ModuleType, pytester: pytest.Pytester
) -> None:
    assert_seen_red(pytester, suite, adapters.InMemory, adapters.BROKEN)
