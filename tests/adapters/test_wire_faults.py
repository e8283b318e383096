"""Each way of breaking our proxy is caught by the suite of all proxies, which ours passes (tests/wirefaults)."""

from __future__ import annotations

import pytest

from pytest_checkout.conformance import WireFaultConformance
from tests.adapters.seen_red import outcomes
from tests.adapters.wire_faults import BROKEN

TEST = """
import pytest
from pytest_checkout.conformance import WireFaultConformance
from tests.adapters.wire_faults import BROKEN, running

def before(name):
    @pytest.fixture
    def sandbox(self):
        with running(name) as sandbox:
            yield sandbox
    return sandbox

for name in BROKEN:
    globals()[f"Test{name}"] = type(name, (WireFaultConformance,), {"sandbox": before(name)})
"""


def test_every_broken_proxy_is_caught_by_name(pytester: pytest.Pytester) -> None:
    path = pytester.makepyfile(TEST)
    found = outcomes(pytester, *(f"{path}::Test{name}::{test}" for name, (_, test) in BROKEN.items()))

    named = {name: test.partition("[")[0] for name, (_, test) in BROKEN.items()}
    assert {name: test for name, test in named.items() if test not in found[name]["failed"]} == {}
    assert {name for name in dir(WireFaultConformance) if name.startswith("test_")} == set(named.values())
