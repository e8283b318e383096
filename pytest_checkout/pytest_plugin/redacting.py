"""Pytest part: every test report is redacted as it is made, so that the terminal, JUnit and workers see no secrets."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from pytest_checkout.redaction import redact, redact_data


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    report.sections = [(name, redact(text)) for name, text in report.sections]
    report.user_properties = [(name, redact_data(value)) for name, value in report.user_properties]
    report.longrepr = _redacted(report.longrepr)
    return report


def _redacted(longrepr: Any) -> Any:
    """The text of a failure in whatever form pytest has it: plain, a skip's (path, line, reason), or a traceback."""
    if isinstance(longrepr, str):
        return redact(longrepr)
    if isinstance(longrepr, tuple):
        path, line, reason = longrepr
        return path, line, redact(reason)
    for part in _parts(longrepr):
        for field in ("lines", "message"):
            value = getattr(part, field, None)
            if isinstance(value, str):
                setattr(part, field, redact(value))
            elif isinstance(value, list):
                value[:] = [redact(line) for line in value]
    return longrepr


def _parts(longrepr: Any) -> Generator[Any, None, None]:
    """The pieces of a traceback that hold text: entries with their locals and arguments, and where it crashed."""
    links = getattr(longrepr, "chain", None) or [
        (getattr(longrepr, "reprtraceback", None), getattr(longrepr, "reprcrash", None), None)
    ]
    for traceback, crash, _ in links:
        yield crash
        for entry in getattr(traceback, "reprentries", ()):
            yield from (entry, getattr(entry, "reprlocals", None))
            arguments = getattr(entry, "reprfuncargs", None)
            if arguments is not None:
                arguments.args[:] = [(name, redact(str(value))) for name, value in arguments.args]
