"""Allure results worth reading: Gherkin steps with states, checklist labels, plain messages, no noise, no secrets.

allure-pytest writes the results and knows neither pytest-bdd's steps nor checklists. This bridge adds both through
the public hooks of pytest, pytest-bdd and allure-commons. It is registered only when results are written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import allure
import allure_commons
import attrs
import pytest
from allure_commons import plugin_manager
from allure_commons.model2 import (
    Parameter,
    Status,
    StatusDetails,
    TestAfterResult,
    TestBeforeResult,
    TestResult,
    TestResultContainer,
)
from allure_commons.types import AttachmentType
from allure_commons.utils import uuid4
from pytest_bdd.parser import Feature, Scenario, Step

from pytest_checkout.checklist.model import Checklist, Item
from pytest_checkout.errors import CannotProvide, DeclaredLack
from pytest_checkout.readiness.results import Evidence, State
from pytest_checkout.redaction import redact
from pytest_checkout.report.explained import explained, facts_table, state_of, trials_table

Subject = tuple[Checklist, Item]
_ROW = "_pytest_bdd_example"
"""pytest-bdd's name for the parameter that holds a row of examples; the report shows its columns instead."""
_ATTACHMENT_TYPES = {".png": AttachmentType.PNG, ".html": AttachmentType.HTML, ".json": AttachmentType.JSON}
_OUR_CLASS = re.compile(r"^(?:pytest_checkout\.[\w.]+|Skipped|AssertionError): ")
_READ_BY_PEOPLE = frozenset({"name", "value", "message", "trace", "description", "descriptionHtml", "url"})
_OPEN_STEP = pytest.StashKey[str]()
_REACHED = pytest.StashKey[int]()
_TOLD = pytest.StashKey[bool]()
_TRIALS = pytest.StashKey[list[tuple[TestResult, Evidence]]]()
_OF_ONE_TRIAL = ("steps", "attachments", "labels", "links", "parameters")
_STATUS = {State.READY: Status.PASSED, State.NOT_READY: Status.FAILED, State.UNKNOWN: Status.BROKEN}


class AllureBridge:
    """Pytest plugin that tells allure-pytest what a scenario is.

    `subject_of` gives the checklist and the item that a pytest item proves, or None for a test of the user's own;
    `evidence_of` what a test's report brings along, if anything. `folder` is where its attachments lie. `playbook_of`
    gives the playbook against what a test saw, empty when none fits.
    """

    def __init__(
        self,
        config: pytest.Config,
        folder: Path,
        subject_of: Callable[[pytest.Item], Subject | None],
        evidence_of: Callable[[pytest.TestReport], Evidence | None],
        playbook_of: Callable[[pytest.Item, Evidence], str] = lambda *_: "",
    ) -> None:
        self._config, self._folder = config, folder
        self._subject_of, self._evidence_of, self._playbook_of = subject_of, evidence_of, playbook_of

    # -- labels --

    @pytest.hookimpl(tryfirst=True)  # before allure-pytest selects by labels
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for pytest_item in items:
            if subject := self._subject_of(pytest_item):
                for mark in _labels(*subject):
                    pytest_item.add_marker(mark)

    # -- steps --

    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
        request.node.stash[_REACHED] = 0
        allure.dynamic.description("")  # instead of the docstring that pytest-bdd makes up
        if self._subject_of(request.node) is None:
            allure.dynamic.feature(feature.name or Path(feature.filename).stem)
            allure.dynamic.story(scenario.name)

    def pytest_bdd_before_step(self, request: pytest.FixtureRequest, step: Step) -> None:
        stash = request.node.stash
        stash[_OPEN_STEP] = uuid = uuid4()
        stash[_REACHED] += 1
        plugin_manager.hook.start_step(uuid=uuid, title=_title(step), params={})

    def pytest_bdd_after_step(self, request: pytest.FixtureRequest) -> None:
        _close_step(request.node, None)

    def pytest_bdd_step_error(self, request: pytest.FixtureRequest, exception: BaseException) -> None:
        _close_step(request.node, exception)

    def pytest_bdd_step_func_lookup_error(
        self, request: pytest.FixtureRequest, step: Step, exception: BaseException
    ) -> None:
        self.pytest_bdd_before_step(request, step)
        _close_step(request.node, exception)

    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest, scenario: Scenario) -> None:
        # pytest.skip() and Ctrl-C are no Exceptions: pytest-bdd calls neither after_step nor step_error for them.
        _close_step(request.node, sys.exception())
        for step in list(scenario.steps)[request.node.stash[_REACHED] :]:
            uuid = uuid4()
            plugin_manager.hook.start_step(uuid=uuid, title=_title(step), params={})
            _stop_step(uuid, _skipped("not reached"))

    # -- states and words --

    @pytest.hookimpl(wrapper=True, tryfirst=True)  # the outermost: allure-pytest has had its say
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        result = self._result()
        if result is None:
            return report
        if report.when == "setup":
            _show_example(result, item)
        evidence = self._evidence_of(report)
        if call.excinfo is not None and not item.stash.get(_TOLD, False) and not hasattr(report, "wasxfail"):
            item.stash[_TOLD] = True
            state = evidence.state if evidence is not None else state_of(call.excinfo.value)
            _tell(result, call.excinfo.value, state, report, self._subject_of(item))
            if evidence is not None and (playbook := self._playbook_of(item, evidence)):
                result.statusDetails.message += f"\nPlaybook: {playbook}"
        if report.when == "teardown" and evidence is not None and item.stash.get(_TOLD, False):
            self._attach(evidence)
        return report

    # -- trials --

    @pytest.hookimpl(optionalhook=True)  # a hook of ours, unknown where only this bridge is registered
    def pytest_checkout_trial(self, item: pytest.Item, evidence: Evidence) -> None:
        """Set aside what the report holds of this trial, and begin with nothing for the next one."""
        if (result := self._result()) is not None:
            trials = item.stash.setdefault(_TRIALS, [])
            trials.append((attrs.evolve(result), evidence))
            for part in _OF_ONE_TRIAL:
                setattr(result, part, [])
            item.stash[_TOLD] = False

    @pytest.hookimpl(optionalhook=True)  # a hook of ours, unknown where only this bridge is registered
    def pytest_checkout_trials_decided(self, item: pytest.Item, evidence: Evidence, shown: int) -> None:
        """Show the trial that stands for all, below what all of them came to."""
        result, trials = self._result(), item.stash.get(_TRIALS, [])
        if result is None or not trials:
            return
        standing = trials[shown][0]
        for part in (*_OF_ONE_TRIAL, "statusDetails"):
            setattr(result, part, getattr(standing, part))
        result.start = trials[0][0].start
        result.status = _STATUS[evidence.state]
        details = result.statusDetails or StatusDetails()
        words = f"{evidence.reason[:1].upper()}{evidence.reason[1:]}"
        result.statusDetails = StatusDetails(
            message="\n\n".join(filter(None, [words, details.message])), trace=details.trace
        )
        table = trials_table([each for _, each in trials])
        allure.attach(table, name="All trials of this run", attachment_type=AttachmentType.CSV)

    def _result(self) -> TestResult | None:
        """The result that allure-pytest is at."""
        listener: Any = self._config.pluginmanager.getplugin("allure_listener")
        result: TestResult | None = listener.allure_logger.get_test(None)
        return result

    def _attach(self, evidence: Evidence) -> None:
        if table := facts_table(evidence.facts):
            allure.attach(table, name="What the robot read, stage by stage", attachment_type=AttachmentType.CSV)
        for path in map(self._folder.joinpath, evidence.attachments):
            kind = _ATTACHMENT_TYPES.get(path.suffix, AttachmentType.TEXT)
            allure.attach.file(path, name=path.stem.replace("-", " ").capitalize(), attachment_type=kind)


class AllureCleaner:
    """allure-commons plugin: what is written about a run holds no secrets and no fixtures of ours or pytest's.

    Set up and Tear down keep only fixtures that failed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @allure_commons.hookimpl(tryfirst=True)
    def report_result(self, result: TestResult) -> None:
        for step in result.steps:
            if step.statusDetails is not None and step.statusDetails.message:
                step.statusDetails.message = _OUR_CLASS.sub("", step.statusDetails.message)
        _redact(result)

    @allure_commons.hookimpl(tryfirst=True)
    def report_container(self, container: TestResultContainer) -> None:
        container.befores = [fixture for fixture in container.befores if _is_worth_showing(fixture)]
        container.afters = [fixture for fixture in container.afters if _is_worth_showing(fixture)]
        _redact(container)

    @allure_commons.hookimpl(trylast=True)
    def report_attached_data(self, body: str | bytes, file_name: str) -> None:
        """The last line of defence: what anybody attached (and what pytest captured) is redacted where it lies."""
        try:
            text = body if isinstance(body, str) else body.decode("utf-8")
        except UnicodeDecodeError:
            return  # a picture or the like
        if (clean := redact(text)) != text:
            (self._folder / file_name).write_text(clean, encoding="utf-8")


def _labels(checklist: Checklist, item: Item) -> Iterator[pytest.MarkDecorator]:
    yield allure.epic(checklist.title)
    yield allure.feature(item.disruptor)
    yield allure.story(f"{item.id} {item.title}")
    yield allure.severity(str(item.severity))
    yield allure.label("owner", item.owner)
    if item.runbook:
        yield allure.link(item.runbook, name="Runbook")


def _title(step: Step) -> str:
    return redact(f"{step.keyword} {step.name}")


def _close_step(item: pytest.Item, error: BaseException | None) -> None:
    uuid = item.stash.get(_OPEN_STEP, None)
    if uuid is not None:
        del item.stash[_OPEN_STEP]
        _stop_step(uuid, _skipped(str(error)) if isinstance(error, (CannotProvide, DeclaredLack)) else error)


def _stop_step(uuid: str, error: BaseException | None) -> None:
    # Without the traceback: the test shows it once, below what a reader needs.
    kind = None if error is None else type(error)
    plugin_manager.hook.stop_step(uuid=uuid, exc_type=kind, exc_val=error, exc_tb=None)


def _skipped(reason: str) -> BaseException:
    """allure-pytest reads a step's state off its exception."""
    return pytest.skip.Exception(reason)


def _tell(
    result: TestResult, error: BaseException, state: State, report: pytest.TestReport, subject: Subject | None
) -> None:
    """Set the state and put into words what happened, the reader's part first, the programmer's under "trace"."""
    if isinstance(error, pytest.skip.Exception) and isinstance(error.__cause__, (CannotProvide, DeclaredLack)):
        error = error.__cause__
    skipped = report.skipped or isinstance(error, (CannotProvide, DeclaredLack))
    result.status = Status.SKIPPED if skipped else Status.FAILED if state is State.NOT_READY else Status.BROKEN
    message = explained(error, state, subject[1] if subject else None)
    result.statusDetails = StatusDetails(message=message, trace=None if skipped else report.longreprtext)


def _show_example(result: TestResult, item: pytest.Item) -> None:
    """The columns of a scenario's example instead of one parameter that holds them all."""
    parameters: Mapping[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    row = parameters.get(_ROW, {})
    kept = [parameter for parameter in result.parameters if parameter.name not in (_ROW, "browser_name")]
    result.parameters = [*kept, *(Parameter(name=name, value=str(value)) for name, value in row.items())]


def _is_worth_showing(fixture: TestBeforeResult | TestAfterResult) -> bool:
    is_step = str(fixture.name).startswith("pytestbdd_")
    return not is_step and fixture.status in (Status.FAILED, Status.BROKEN)


def _redact(thing: Any) -> None:
    """Redact every text that a reader sees, at any depth of allure's model."""
    for field in attrs.fields(type(thing)):
        value = getattr(thing, field.name)
        if isinstance(value, str) and field.name in _READ_BY_PEOPLE:
            setattr(thing, field.name, redact(value))
        for part in value if isinstance(value, list) else [value]:
            if attrs.has(type(part)):
                _redact(part)
