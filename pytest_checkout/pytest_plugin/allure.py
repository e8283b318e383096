"""Pytest part: hands the bridge of report/allure.py to pytest and to allure-commons when results are written."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import allure_commons
import pytest

from pytest_checkout.pytest_plugin.collection import ChecklistFile
from pytest_checkout.pytest_plugin.evidence import CASE, PROPERTY
from pytest_checkout.pytest_plugin.options import settings
from pytest_checkout.readiness.results import Evidence
from pytest_checkout.report.allure import AllureBridge, AllureCleaner, Subject

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
    config.pluginmanager.register(AllureBridge(config, settings(config).report, _subject, _evidence), "checkout-allure")
    cleaner = AllureCleaner(Path(folder).absolute())
    allure_commons.plugin_manager.register(cleaner)
    config.add_cleanup(lambda: allure_commons.plugin_manager.unregister(cleaner))


def _subject(item: pytest.Item) -> Subject | None:
    if CASE not in item.stash or not isinstance(item.parent, ChecklistFile):
        return None
    return item.parent.read[0], item.stash[CASE].item


def _evidence(report: pytest.TestReport) -> Evidence | None:
    data = dict(report.user_properties).get(PROPERTY)
    known = Evidence.__dataclass_fields__
    return Evidence.from_json({key: data[key] for key in data if key in known}) if isinstance(data, dict) else None
