"""Pytest part: tries a test again and again, each time in fresh browser contexts, until its plan has decided."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from pytest_checkout.checklist.model import Attest
from pytest_checkout.checklist.plan import Case
from pytest_checkout.checklist.trialplan import BURST, TrialPlan
from pytest_checkout.pytest_plugin import compat, evidence
from pytest_checkout.pytest_plugin.collection import COLLECTED, ChecklistFile
from pytest_checkout.pytest_plugin.evidence import CASE
from pytest_checkout.pytest_plugin.keeping import KEEPING
from pytest_checkout.readiness.results import Evidence, State
from pytest_checkout.readiness.trials import OUTCOMES, Outcome, Sequence, Trial, Verdict, is_trial, trial_of

PROGRESS: Final = "trial"
"""The outcome of a report that only says how far the trials of a test have come."""
_EVERY: Final = 10
"""A long row of clean trials is told by tens; whatever is not clean is told at once."""


class Sitting:
    """All trials of one test in one run: runs them, keeps each in the bank, and makes one report of them."""

    def __init__(self, item: pytest.Item, case: Case, file: ChecklistFile, plan: TrialPlan, *, watched: bool) -> None:
        self.item, self.case, self.file, self.plan, self.watched = item, case, file, plan, watched
        self.keeping = item.config.stash[KEEPING]
        self.name, self.fingerprint = case.kept_as(item.name), file.fingerprint(case.item)
        self.sequence: Sequence | None = None
        self.carried = 0
        self._ticket: int | None = None
        self._flight = 0
        self._at = datetime.now(UTC)
        self._tried: list[tuple[list[pytest.TestReport], Trial]] = []

    def reports(self) -> list[pytest.TestReport]:
        """What pytest is to hear of the test: as of a single run of it, with the verdict of all of them."""
        while self.sequence is None or self.sequence.wanted:
            evidence.begin_anew(self.item)
            self._ticket, self._at = None, datetime.now(UTC)
            reports = compat.run_once(self.item)
            seen = next((found for report in reversed(reports) if (found := evidence.told(report))), None)
            if seen is None or not is_trial(seen):
                self._call_off()
                return reports  # what the store lacks, it lacks the next time too
            self._land(reports, seen)
            if self.item.session.shouldstop or self.item.session.shouldfail:
                break
        return self._told()

    def take_off(self) -> None:
        """The shopper sets out now: from here on the trial counts, whatever becomes of this process."""
        if self._ticket is None:
            self._flight = self.keeping.begin(self.name, self.fingerprint)
            self._ticket = self._begun().start()

    def _begun(self) -> Sequence:
        if self.sequence is None:
            sla = self.case.item.sla or self.file.read[0].sla
            carried = self.keeping.carried(self.name, self.fingerprint, sla.detect)
            self.carried = len(carried)
            items = 1 if self.watched else _under_trial(self.item.config)
            self.sequence = Sequence(self.plan, items=items, watched=self.watched, carried=carried)
        return self.sequence

    def _land(self, reports: list[pytest.TestReport], seen: Evidence) -> None:
        self.take_off()  # when it did not get that far: a trial that could not begin could not look
        assert self.sequence is not None
        assert self._ticket is not None
        trial = trial_of(seen, self._at, self.keeping.run)
        self.keeping.finish(self._flight, trial)
        self.sequence.finish(self._ticket, trial)
        self._tried.append((reports, trial))
        self.item.ihook.pytest_checkout_trial(item=self.item, evidence=seen)
        if trial.outcome is not Outcome.CLEAN or not len(self._tried) % _EVERY:
            self._tell_progress()

    def _call_off(self) -> None:
        if self._ticket is not None:
            self.keeping.call_off(self._flight)

    def _tell_progress(self) -> None:
        assert self.sequence is not None
        if self.sequence.wanted:
            words = [(PROGRESS, str(self.sequence.progress))]
            self.item.ihook.pytest_runtest_logreport(
                report=pytest.TestReport(
                    nodeid=self.item.nodeid,
                    location=self.item.location,
                    keywords={},
                    outcome=PROGRESS,  # type: ignore[arg-type]  # as of pytest-rerunfailures: an outcome of its own
                    longrepr=None,
                    when="call",
                    user_properties=words,
                )
            )

    def _told(self) -> list[pytest.TestReport]:
        assert self.sequence is not None
        verdict = self.sequence.verdict
        shown = self._shown(verdict)
        reports = self._tried[shown][0]
        last = evidence.told(reports[-1]) or evidence.told(reports[-2])
        assert last is not None
        whole = replace(
            last,
            state=verdict.state,
            reason=verdict.words(),
            reason_code=verdict.reason_code,
            seconds=round(sum(trial.seconds for _, trial in self._tried), 3),
            trials=verdict.sample(self.carried),
        )
        self.item.ihook.pytest_checkout_trials_decided(item=self.item, evidence=whole, shown=shown)
        return [_with(report, whole, verdict.words()) for report in reports]

    def _shown(self, verdict: Verdict) -> int:
        """The trial that stands for all: the gravest failure when it is red, a clean one when it is ready."""
        trials = [trial for _, trial in self._tried]
        fitting = [number for number, trial in enumerate(trials) if trial.outcome is OUTCOMES[verdict.state]]
        failed = [number for number, trial in enumerate(trials) if trial.outcome is Outcome.FAILED]
        grave = [number for number in failed if trials[number].is_red_on_sight]
        return (grave or fitting or failed or [len(trials) - 1])[0]


def _plan(item: pytest.Item) -> tuple[TrialPlan, bool] | None:
    """The plan of a test, and whether it is only watched; None: one run decides."""
    case = item.stash.get(CASE, None)
    if case is None or isinstance(case.item.proof, Attest):
        return None
    scheduled = item.config.stash[COLLECTED].settings.scheduled
    plan = case.item.trials or (BURST if scheduled else None)
    return (plan, scheduled) if plan else None


def _under_trial(config: pytest.Config) -> int:
    """The tests under trial in the whole checklists, selected or not: so many chances to be wrong has the gate."""
    files = config.stash[COLLECTED].checklists
    return sum(case.runs for file in files for case in file.cases.values() if case.item.trials)


def _with(report: pytest.TestReport, whole: Evidence, words: str) -> pytest.TestReport:
    """The report of the trial that stands for all, with what all of them came to."""
    if evidence.told(report) is not None:
        evidence.tell(report, whole)
    if report.when == "call" and report.passed and whole.state is not State.READY:
        report.outcome, report.longrepr = "failed", words  # seen in other trials: of this run, or carried from earlier
    elif report.failed:
        compat.add_words(report, "trials", words)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    planned = _plan(item)
    if planned is None:
        return None
    assert isinstance(item.parent, ChecklistFile)
    plan, watched = planned
    sitting = item.stash[_SITTING] = Sitting(item, item.stash[CASE], item.parent, plan, watched=watched)
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in [*sitting.reports(), *compat.leave(item, nextitem)]:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    if _SITTING in item.stash:
        item.stash[_SITTING].take_off()
    return (yield)


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """How far the trials of a test have come: a letter, or words with -v."""
    if str(report.outcome) != PROGRESS:
        return None
    words = dict(report.user_properties)[PROGRESS]
    return "", "t", f"TRIALS {words}"


_SITTING: Final = pytest.StashKey[Sitting]()
