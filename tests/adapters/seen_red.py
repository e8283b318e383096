"""Runs a suite over an honest adapter and over broken ones: each of them must fail the tests that are named for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pytest

from pytest_checkout.conformance.suite import Conformance, Sandbox

Broken = Mapping[type[Sandbox], str | tuple[str, ...]]
"""A sandbox with a broken adapter -> the tests of its suite that notice it."""
ALONE = [part for plugin in ("checkout", "playwright", "randomly", "xdist") for part in ("-p", f"no:{plugin}")]
"""Options: the suites need none of these, and a run inside a run can have some of them only once."""
_MODULE = """
import pytest
from {module} import {suite}
"""
_CLASS = """
class Test{name}({suite}):
    @pytest.fixture
    def sandbox(self):
        from {where} import {name}
        return {name}()
"""


def assert_seen_red(pytester: pytest.Pytester, suite: type[Conformance], honest: type[Sandbox], broken: Broken) -> None:
    """The honest one passes all, each broken one fails the tests named for it, and each test is named for one."""
    named = {each: (tests,) if isinstance(tests, str) else tests for each, tests in broken.items()}
    text = _MODULE.format(module=suite.__module__, suite=suite.__name__) + "".join(
        _CLASS.format(name=each.__name__, where=each.__module__, suite=suite.__name__) for each in (honest, *broken)
    )
    path = pytester.makepyfile(text)
    ids = [f"{path}::Test{each.__name__}::{test}" for each, tests in named.items() for test in tests]
    found = outcomes(pytester, f"{path}::Test{honest.__name__}", *ids)

    whole = found.pop(honest.__name__)
    assert set(whole) == {"passed"}, dict(whole)
    uncaught = {each.__name__: set(tests) - found[each.__name__]["failed"] for each, tests in named.items()}
    assert {name: tests for name, tests in uncaught.items() if tests} == {}
    every = {name for name in dir(suite) if name.startswith("test_")}
    assert every - {test for tests in named.values() for test in tests} == set(), "never seen red"


def outcomes(pytester: pytest.Pytester, *ids: object) -> dict[str, dict[str, set[str]]]:
    """By the sandbox's name: its outcome -> the tests that ended so. What went wrong before a test is no failure."""
    run = pytester.inline_run("-q", "--tb=no", *ALONE, *ids)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for report in run.getreports("pytest_runtest_logreport"):
        if report.when == "call" or report.outcome != "passed":
            outcome = report.outcome if report.when == "call" or report.skipped else "error"
            _, of, test = report.nodeid.split("::")
            found[of.removeprefix("Test")][outcome].add(test.partition("[")[0])
    return found
