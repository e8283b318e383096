"""Keeps with the evidence of a row which values it combined, for scenarios tagged @pairwise."""

from __future__ import annotations

import pytest
from pytest_bdd.parser import Feature, Scenario

from pytest_checkout.checklist import rotation
from pytest_checkout.pytest_plugin import compat
from pytest_checkout.pytest_plugin.evidence import record
from pytest_checkout.readiness.combined import STAGE


@pytest.hookimpl(tryfirst=True)  # before a scenario is skipped for what its store cannot provide
def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:  # noqa: ARG001
    if rotation.TAG[1:] in scenario.tags:
        record(request.node, facts=[(STAGE, name, value) for name, value in compat.example_of(request.node).items()])
