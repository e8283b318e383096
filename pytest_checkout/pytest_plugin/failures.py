"""Shows a failure where somebody wrote it: the line of the checklist, without the machinery in between."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest
from pytest_bdd.parser import Scenario, Step

from pytest_checkout.pytest_plugin.evidence import CASE


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_step_error(
    request: pytest.FixtureRequest,
    scenario: Scenario,
    step: Step,
    step_func: Callable[..., object],
    exception: BaseException,
) -> None:
    case = request.node.stash.get(CASE, None)
    if case is None:
        return
    exception.add_note(f"{_shown(scenario.feature.filename)}:{step.line_number}: {step.keyword.strip()} {step.name}")
    if case.scene is not None:
        exception.add_note(f"{_shown(case.item.path)}:{case.item.line}: {case.item.id} needs this scenario")
    exception.__traceback__ = _from(step_func, exception.__traceback__)


def _from(function: Callable[..., object], traceback: TracebackType | None) -> TracebackType | None:
    """The traceback from the step's own function on, or as it is when the function was never reached."""
    entry = traceback
    while entry is not None:
        if entry.tb_frame.f_code is getattr(function, "__code__", None):
            return entry
        entry = entry.tb_next
    return traceback


def _shown(path: Path | str) -> str:
    return os.path.relpath(path)
