"""Runs a suite over broken adapters and says which of its tests each of them fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest

from pytest_checkout.conformance.suite import Conformance, Sandbox

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


_AS_HONEST = """
    @pytest.fixture
    def elsewhere(self):
        pytest.skip("at another address it is as the honest one")
"""


def assert_seen_red(
    pytester: pytest.Pytester, suite: type[Conformance], honest: type[Sandbox], broken: dict[type[Sandbox], str]
) -> None:
    """The honest one passes all, each broken one fails the test that is named for it, each test is failed by one."""
    found = outcomes(pytester, suite, honest, broken)
    assert set(found[honest.__name__]) == {"passed"}, dict(found[honest.__name__])
    uncaught = {each.__name__: test for each, test in broken.items() if test not in found[each.__name__]["failed"]}
    assert uncaught == {}, {name: dict(found[name]) for name in uncaught}
    assert [each for each in broken if not found[each.__name__]["passed"]] == [], "broken altogether proves nothing"
    tests = {name for name in dir(suite) if name.startswith("test_")}
    assert tests - set().union(*(each["failed"] for each in found.values())) == set(), "never seen red"


def outcomes(
    pytester: pytest.Pytester, suite: type[Conformance], honest: type[Sandbox], broken: Iterable[type[Sandbox]]
) -> dict[str, dict[str, set[str]]]:
    """By the sandbox's name: its outcome -> the tests of the suite that ended so."""
    text = _MODULE.format(module=suite.__module__, suite=suite.__name__)
    for each in (honest, *broken):
        text += _CLASS.format(name=each.__name__, where=each.__module__, suite=suite.__name__)
        text += _AS_HONEST if each is not honest and each.at is honest.at else ""
    run = pytester.inline_run("-q", "--tb=no", *ALONE, pytester.makepyfile(text))
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for report in run.getreports("pytest_runtest_logreport"):
        if report.when == "call" or report.outcome != "passed":
            _, of, test = report.nodeid.split("::")
            found[of.removeprefix("Test")][report.outcome].add(test.partition("[")[0])
    return found
