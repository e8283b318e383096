"""Pytest part: hands the bridge of report/allure.py to pytest and to allure-commons when results are written."""

from __future__ import annotations

import importlib.util
import os
import platform
from collections.abc import Generator
from importlib import metadata
from pathlib import Path
from typing import Any

import allure_commons
import pytest
from playwright.sync_api import Browser

from pytest_checkout.pytest_plugin import evidence
from pytest_checkout.pytest_plugin.collection import ChecklistFile
from pytest_checkout.pytest_plugin.evidence import CASE
from pytest_checkout.pytest_plugin.governance import BESIDE
from pytest_checkout.pytest_plugin.options import settings
from pytest_checkout.readiness.results import Evidence
from pytest_checkout.report import allure_run
from pytest_checkout.report.allure import AllureBridge, AllureCleaner, Subject
from pytest_checkout.store.profile import StoreProfile

BOTH = (
    "allure-pytest-bdd is installed beside allure-pytest, and both add the option --alluredir. pytest-checkout shows "
    "Gherkin steps through allure-pytest: `pip uninstall allure-pytest-bdd`."
)
if importlib.util.find_spec("allure_pytest_bdd") is not None:
    raise pytest.UsageError(BOTH)


def pytest_configure(config: pytest.Config) -> None:
    folder = config.getoption("allure_report_dir", default=None)
    if not folder:
        return
    path = Path(folder).absolute()
    bridge = AllureBridge(config, settings(config).report, _subject, evidence.told, _playbook)
    config.pluginmanager.register(bridge, "checkout-allure")
    config.pluginmanager.register(Run(path), "checkout-allure-run")
    cleaner = AllureCleaner(path)
    allure_commons.plugin_manager.register(cleaner)
    config.add_cleanup(lambda: allure_commons.plugin_manager.unregister(cleaner))


class Run:
    """Writes what the report shows about the run as a whole, from what the fixtures of this process gave."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._given: dict[str, Any] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        value = yield
        if fixturedef.argname in ("checkout_store", "browser"):
            self._given[fixturedef.argname] = value
        return value

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not hasattr(session.config, "workerinput"):  # all workers are done
            allure_run.write_executor(self._folder, os.environ)
            allure_run.drop_empty_containers(self._folder)
        if self._given:
            allure_run.write_environment(self._folder, _facts(**self._given))


def _facts(checkout_store: StoreProfile | None = None, browser: Browser | None = None) -> dict[str, str]:
    facts = {"Python": platform.python_version(), "pytest-checkout": metadata.version("pytest-checkout")}
    if browser is not None:
        facts = {"Browser": f"{browser.browser_type.name} {browser.version}", **facts}
    if checkout_store is not None:
        store = checkout_store
        facts = {"Store": store.store, "Environment": str(store.environment), "Address": store.url, **facts}
    return facts


def _subject(item: pytest.Item) -> Subject | None:
    if CASE not in item.stash or not isinstance(item.parent, ChecklistFile):
        return None
    return item.parent.read[0], item.stash[CASE].item


def _playbook(item: pytest.Item, seen: Evidence) -> str:
    return item.config.stash[BESIDE].playbook(item.stash[CASE], seen) if CASE in item.stash else ""
