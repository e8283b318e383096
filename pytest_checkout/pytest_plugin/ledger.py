"""Joins the whole checklists with what ran, has the gate decide, and lets the exit status get redder, never greener."""

from __future__ import annotations

import sys
from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from pytest_checkout.checklist.model import Item
from pytest_checkout.pytest_plugin import precheck
from pytest_checkout.pytest_plugin.arguments import expects_checklists
from pytest_checkout.pytest_plugin.collection import COLLECTED, ChecklistFile, know_disruptors
from pytest_checkout.pytest_plugin.governance import BESIDE
from pytest_checkout.pytest_plugin.hearing import Hearing, Test
from pytest_checkout.pytest_plugin.keeping import KEEPING
from pytest_checkout.pytest_plugin.options import settings
from pytest_checkout.readiness import combined, summary
from pytest_checkout.readiness.gate import GO, Circumstances, Decision, decide, told
from pytest_checkout.readiness.join import Heard, join
from pytest_checkout.readiness.results import ItemResult
from pytest_checkout.readiness.summary import Summary
from pytest_checkout.report import terminal


class Ledger:
    """Lives in the process that decides: the only one, or the controller of pytest-xdist."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.settings = settings(config)
        self.started = datetime.now(UTC)
        self.begun = False
        self.heard = Hearing(lambda: self._files)
        self.unreadable = ""
        self.not_collected: list[str] = []
        self.interrupted = ""
        self.decision: Decision | None = None
        self.results: list[ItemResult] = []
        self.cannot_write = ""

    # -- before anything runs --

    def begin(self) -> None:
        """The first act: no older answer may survive this run, however it ends. Raises UsageError."""
        if self.begun:
            return
        self.begun = True
        try:
            self._write(Summary(summary.NOT_FINISHED, (), self._run("")))
        except OSError as error:
            where = self.settings.report / summary.NAME
            raise pytest.UsageError(
                f"cannot write {where}: {error.strerror or error}. Name another folder with --checkout-report DIR."
            ) from None

    def refuse_mistakes(self) -> None:
        """Raises UsageError with every mistake in the checklists."""
        if found := precheck.problems(self.config):
            self.unreadable = f"{found[0]}" + (f" (and {len(found) - 1} more)" if len(found) > 1 else "")
            if _is_run(self.config):
                self.begin()
                # Under pytest-xdist the session has not begun yet and so never finishes: this is the last word.
                self._write(Summary(self._decide("the checklists have mistakes"), (), self._run("")))
            raise pytest.UsageError(precheck.tell(found))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        try:
            result = yield
        except pytest.UsageError:  # "not found: checklists/daily.yaml::PRO-01 ...", where the file has a mistake
            self.refuse_mistakes()
            raise
        self.refuse_mistakes()
        if self._files and _is_run(self.config):
            self.begin()
        return result

    # -- while tests run --

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Somebody pressed Ctrl-C, or a fixture ended the run in words (`pytest.exit`)."""
        self.interrupted = str(excinfo.value) or "it was interrupted"

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.not_collected.append(report.nodeid or ".")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.heard.hear(report)

    # -- at the end --

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self.begun:
            return
        unfinished = self._unfinished(session)
        keeping = self.config.stash[KEEPING]
        keeping.open()
        self.heard.keep(keeping)
        self.decision = self._decide(unfinished)
        keeping.keep(self.results, self._fingerprints, word=self.decision.word, started=self.started)
        if keeping.trouble:
            self.decision = self._decide(unfinished)
        if self.settings.gate and self.decision.word != GO and session.exitstatus in (0, 5):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        try:
            self._write(Summary(self.decision, tuple(self.results), self._run(session.exitstatus)))
        except OSError as error:
            self.cannot_write = f"cannot write {summary.NAME}: {error.strerror or error}"
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.decision is None:
            return
        terminalreporter.section("checkout readiness")
        for line in terminal.lines(self.results, _Told(self.decision)):
            terminalreporter.write_line(line)
        for line in terminal.beside(self.results, self.decision.notes, self.decision.policy):
            terminalreporter.write_line(line)
        terminalreporter.write_line(self.cannot_write or f"written to {self.settings.report / summary.NAME}")

    def _unfinished(self, session: pytest.Session) -> str:
        """Why the run is not whole, although nobody chose so; empty when it is."""
        if self.unreadable:
            return "the checklists have mistakes"
        if self.not_collected:
            return f"could not collect {', '.join(self.not_collected)}"
        stopped = self.interrupted or session.shouldfail or session.shouldstop
        if stopped:
            return str(stopped)
        return {
            pytest.ExitCode.INTERRUPTED: "it was interrupted",
            pytest.ExitCode.INTERNAL_ERROR: "pytest broke down",
            pytest.ExitCode.USAGE_ERROR: "pytest could not start it",
        }.get(pytest.ExitCode(session.exitstatus) if session.exitstatus in range(6) else pytest.ExitCode.OK, "")

    def _decide(self, unfinished: str) -> Decision:
        """Join every item of every checklist with what was heard of it, then ask the gate."""
        by_key = self.heard.by_item
        self.results, missing, expected = [], 0, 0
        self.pairs: list[str] = []
        # A checklist with mistakes was read with defaults in their place: what it seems to say is no result.
        for file in () if self.unreadable else self._files:
            for item in file.read[0].items:
                wanted = sum(case.runs for case in file.cases.values() if case.item is item)
                heard = by_key.get((str(item.path), item.id), [])
                missing, expected = missing + max(0, wanted - len(heard)), expected + wanted
                self.results.append(self._result(file, item, heard, wanted, unfinished))
        left_out = f"{missing} of {expected} tests were not selected" if missing and not unfinished else ""
        now = datetime.now(UTC)
        beside = self.config.stash[BESIDE].files
        self.results, findings = beside.judged(self.results, now, self._phases)
        circumstances = replace(
            beside.circumstances(findings, now, self._phases),
            unreadable=self.unreadable,
            unfinished=unfinished,
            left_out=left_out,
            bank=self.config.stash[KEEPING].trouble,
        )
        decision = decide(self.results, circumstances)
        return replace(decision, notes=(*decision.notes, *self.pairs))

    def _result(self, file: ChecklistFile, item: Item, heard: list[Test], wanted: int, unfinished: str) -> ItemResult:
        oldest = min((test.at for test in heard), default=None)
        result = join(
            file.read[0],
            item,
            Heard(
                evidence=tuple(test.whole for test in heard),
                expected=wanted,
                at=datetime.fromtimestamp(oldest, UTC).isoformat(timespec="seconds") if oldest else "",
                missing=f"the run ended before: {unfinished}" if unfinished else "it was not selected for this run",
            ),
            file.nodeid,
        )
        for case in file.cases.values():
            if case.item is item and case.scene and case.scene.factors and result.evidence:
                result, note = combined.explained(result, case.scene.factors, self.settings.day)
                self.pairs.append(note)
        cases = [file.case_of(each.nodeid) for each in result.evidence if each.state is result.state]
        scenarios = [case.scene.name if case.scene else item.title for case in cases if case]
        result = replace(result, demand=file.fingerprint(item))
        return self.config.stash[BESIDE].helped(result, scenarios)

    # -- parts --

    @property
    def _files(self) -> list[ChecklistFile]:
        return self.config.stash[COLLECTED].checklists

    @property
    def _fingerprints(self) -> dict[str, str]:
        """What each item demanded, for the bank."""
        return {item.id: file.fingerprint(item) for file in self._files for item in file.read[0].items}

    @property
    def _phases(self) -> list[str]:
        return list(dict.fromkeys(str(file.read[0].phase) for file in self._files))

    def _run(self, exit_status: int | str) -> dict[str, Any]:
        now = datetime.now(UTC)
        finished = self.decision is not None
        return {
            "started": self.started.isoformat(timespec="seconds"),
            "finished": now.isoformat(timespec="seconds") if finished else None,
            "seconds": round((now - self.started).total_seconds(), 3) if finished else None,
            "exit_status": int(exit_status) if finished else None,
            "arguments": [str(each) for each in self.config.invocation_params.args],
            "pytest": pytest.__version__,
            "python": sys.version.split()[0],
            **(self._facts() if finished else {}),
        }

    def _facts(self) -> dict[str, Any]:
        """What is known when the run has finished: what it was about, and what a later gate needs to read."""
        keeping = self.config.stash[KEEPING]
        return {
            "phases": self._phases,
            **self.config.stash[BESIDE].facts(),
            "target": keeping.target.to_json(),
            "not_carried": keeping.not_carried,
            "bank": keeping.heads,
            "scheduled": self.settings.scheduled,
        }

    def _write(self, content: Summary) -> None:
        summary.write(self.settings.report, content)


@dataclass(frozen=True)
class _Told:
    """A decision as the terminal shows it: each rule a sentence."""

    decision: Decision

    @property
    def word(self) -> str:
        return self.decision.word

    @property
    def rules(self) -> list[str]:
        """All of them when they hold; else those that do not, with what would turn them."""
        if self.word == GO:
            return [str(rule) for rule in self.decision.rules]
        return ["\n".join([str(rule), *told(rule)]) for rule in self.decision.rules if not rule.passed]


def _is_run(config: pytest.Config) -> bool:
    """Whether tests are to be executed, and not only listed, and pytest does not only tell something about itself."""
    return not any(getattr(config.option, name, None) for name in _TELLING)


_TELLING: Final = (
    "collectonly",
    "setupplan",
    "showfixtures",
    "show_fixtures_per_test",
    "help",
    "version",
    "markers",
    "cacheshow",
)
"""Options of pytest with which it runs nothing."""
_LEDGER: Final = pytest.StashKey[Ledger]()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        ledger = config.stash[_LEDGER] = Ledger(config)
        config.pluginmanager.register(ledger, "checkout-ledger")
        if _is_run(config) and expects_checklists(config):
            ledger.begin()
    know_disruptors(config)  # may refuse to go on, and then no older answer may stand


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Under pytest-xdist the controller checks the checklists before it starts its workers.

    Here and not in the ledger, because the fixtures of plugins must be known (so: late), and pytest-xdist starts
    the workers later still: of two that want to be last, the one that was registered later comes later.
    """
    if session.config.pluginmanager.hasplugin("dsession"):
        precheck.collect_in_controller(session)
        session.config.stash[_LEDGER].refuse_mistakes()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """A conftest.py that cannot be imported ends pytest before it begins: the answer of an earlier run must go."""
    try:
        return (yield)
    except BaseException as error:
        folder = early_config.invocation_params.dir / early_config.known_args_namespace.checkout_report
        if (folder / summary.NAME).exists():
            circumstances = Circumstances(unfinished=f"pytest could not start it: {type(error).__name__}")
            summary.write(folder, Summary(decide([], circumstances), (), {}))
        raise
