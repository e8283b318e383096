"""Pytest part: keeps Playwright's traces for the demo only, because a trace holds what was typed and every answer."""

from __future__ import annotations

import warnings
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from pytest_checkout.store.profile import Environment, StoreProfile

_STORE = pytest.StashKey[StoreProfile]()
_PROPERTY = "playwright_trace"
"""Under this name pytest-playwright puts the path of a trace that it kept into the report."""


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    value = yield
    if fixturedef.argname == "checkout_store" and isinstance(value, StoreProfile):
        request.config.stash[_STORE] = value
    return value


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    store = item.config.stash.get(_STORE, None)
    traces = [str(value) for name, value in report.user_properties if name == _PROPERTY]
    if traces and store is not None and store.environment is not Environment.DEMO:
        for trace in traces:
            (item.config.invocation_params.dir / Path(trace)).unlink(missing_ok=True)
        report.user_properties = [each for each in report.user_properties if each[0] != _PROPERTY]
        warnings.warn(
            pytest.PytestWarning(f"no trace was kept: {store.store} is {store.environment}, and traces hold secrets"),
            stacklevel=1,
        )
    return report
