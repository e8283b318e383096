"""Pytest part: registers the fixtures that replace pytest-playwright's after the ones that they replace."""

from __future__ import annotations

import pytest

from pytest_checkout.pytest_plugin import browser


def pytest_configure(config: pytest.Config) -> None:
    # Of two plugins' fixtures of one name the later registered wins, and the order in which entry points load is
    # that of folders on the disk. When pytest configures, all entry points are loaded on every machine.
    config.pluginmanager.register(browser, "checkout-browser")
