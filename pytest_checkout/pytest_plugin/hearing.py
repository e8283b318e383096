"""Pytest part: what the process that decides hears of every test, its own and those of workers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from pytest_checkout.checklist.plan import Case
from pytest_checkout.pytest_plugin.collection import ChecklistFile
from pytest_checkout.pytest_plugin.evidence import PROPERTY
from pytest_checkout.pytest_plugin.keeping import Keeping
from pytest_checkout.readiness.results import Evidence, State
from pytest_checkout.readiness.trials import is_trial, trial_of

Key = tuple[str, str]
"""An item: the path of its checklist, and its id."""


@dataclass(frozen=True)
class Test:
    """What was heard of one test."""

    key: Key
    evidence: Evidence
    at: float
    """Seconds since the epoch."""
    ended: bool
    """Whether it also cleaned up after itself."""

    @property
    def whole(self) -> Evidence:
        """What it saw; a test that never came to its end has proved nothing."""
        if self.evidence.state is State.READY and not self.ended:
            return Evidence(self.evidence.nodeid, State.UNKNOWN, "the test was cut off before its end", "crashed")
        return self.evidence


class Hearing:
    """The tests of one run by node id. `files` gives the checklists that it was asked for."""

    def __init__(self, files: Callable[[], Sequence[ChecklistFile]]) -> None:
        self._files = files
        self.tests: dict[str, Test] = {}

    def hear(self, report: pytest.TestReport) -> None:
        """Take in what a report brings along, or that its test broke down and brought nothing."""
        at = getattr(report, "stop", time.time())
        sent: list[Any] = [value for name, value in report.user_properties if name == PROPERTY]
        if sent and "item" in sent[-1]:
            data = dict(sent[-1])
            key = (data.pop("checklist"), data.pop("item"))
            self.tests[report.nodeid] = Test(key, Evidence.from_json(data), at, report.when == "teardown")
        elif report.failed and (found := self._find(report.nodeid)):
            file, case = found
            reason = next((line for line in str(report.longrepr).splitlines() if line.strip()), "it broke down")
            evidence = Evidence(report.nodeid, State.UNKNOWN, reason, "crashed")
            self.tests[report.nodeid] = Test((str(file.path), case.item.id), evidence, at, ended=True)

    @property
    def by_item(self) -> dict[Key, list[Test]]:
        """The tests of each item."""
        found: dict[Key, list[Test]] = {}
        for test in self.tests.values():
            found.setdefault(test.key, []).append(test)
        return found

    def keep(self, keeping: Keeping) -> None:
        """Put into the bank what was tried once; who tries more often keeps each trial as it ends."""
        for nodeid, test in self.tests.items():
            found = self._find(nodeid)
            if found and test.ended and test.evidence.trials is None and is_trial(test.evidence):
                file, case = found
                began = datetime.fromtimestamp(test.at - test.evidence.seconds, UTC)
                name = case.kept_as(nodeid.partition("::")[2])
                keeping.keep_trial(name, file.fingerprint(case.item), trial_of(test.evidence, began, keeping.run))

    def _find(self, nodeid: str) -> tuple[ChecklistFile, Case] | None:
        """Where a test belongs, by its name alone (a worker that died sends no more)."""
        found = ((file, file.case_of(nodeid)) for file in self._files())
        return next(((file, case) for file, case in found if case), None)
