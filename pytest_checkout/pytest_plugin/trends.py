"""Pytest part: draws the latest runs beside readiness.json and into the report, and tells where the pictures are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from pytest_checkout.pytest_plugin.keeping import KEEPING
from pytest_checkout.pytest_plugin.options import settings
from pytest_checkout.readiness import history
from pytest_checkout.report import allure_run, plots

_FEWEST: Final = 2
"""One run is no trend."""


class Trends:
    """Lives in the process that keeps the runs."""

    def __init__(self, allure: Path | None) -> None:
        self._allure, self._told = allure, ""

    @pytest.hookimpl(trylast=True)  # when the run itself has been kept
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        runs = session.config.stash[KEEPING].past()
        if len(runs) < _FEWEST:
            return
        try:
            drawn = plots.write(settings(session.config).report, runs, history.histories(runs))
            if self._allure is not None:
                allure_run.write_pictures(self._allure, drawn)
        except OSError as error:
            self._told = f"no pictures of the last {len(runs)} runs: {error.strerror or error}"
        else:
            self._told = f"the last {len(runs)} runs: {' and '.join(map(str, drawn))}"

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._told:
            terminalreporter.write_line(self._told)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        folder = config.getoption("allure_report_dir", default=None)
        config.pluginmanager.register(Trends(Path(folder).absolute() if folder else None), "checkout-trends")
