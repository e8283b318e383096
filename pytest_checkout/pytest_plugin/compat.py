"""The only place with private API of pytest and pytest-bdd: what changes between their versions is mended here."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

import pytest
import pytest_bdd.compat
import pytest_bdd.feature
from _pytest._code.code import ExceptionRepr
from _pytest.runner import collect_one_node, runtestprotocol
from pytest_bdd.gherkin_parser import GherkinDocument
from pytest_bdd.parser import Feature, FeatureParser, Step
from pytest_bdd.steps import StepFunctionContext, StepNamePrefix, step_function_context_registry
from pytest_bdd.utils import get_required_args

# -- Gherkin that is not in a file --


class _ParsedText(FeatureParser):
    """pytest-bdd's parser, given the syntax tree instead of a file."""

    def __init__(self, document: Mapping[str, Any], path: Path) -> None:
        super().__init__(str(path.parent), path.name)
        self._document = document

    def _parse_feature_file(self) -> GherkinDocument:
        return GherkinDocument.from_dict(self._document)


def feature(document: Mapping[str, Any], path: Path, lines: Sequence[int] = ()) -> Feature:
    """pytest-bdd's feature for a syntax tree that came from `path`.

    `lines[i]` is the line of `path` that line i + 1 of the Gherkin text stands for (none: they are the same), so
    that pytest-bdd's own messages and reports name the line that somebody wrote. The feature goes into
    pytest-bdd's cache, where its public `scenario()` finds it under the path.
    """
    parsed = _ParsedText(_moved(document, lines) if lines else document, path).parse()
    pytest_bdd.feature.features[parsed.filename] = parsed
    return parsed


def _moved(node: Any, lines: Sequence[int]) -> Any:
    """The syntax tree with every location on the line that it stands for."""
    if isinstance(node, list):
        return [_moved(child, lines) for child in node]
    if not isinstance(node, Mapping):
        return node
    moved = {key: _moved(value, lines) for key, value in node.items()}
    if isinstance(moved.get("line"), int):
        moved["line"] = lines[moved["line"] - 1]
    return moved


# -- test functions and their modules --


class SyntheticModule(pytest.Module):
    """A module that is made, not imported: its functions come from a file that is not Python."""

    def functions(self) -> dict[str, Callable[..., object]]:
        """The tests by name, in order."""
        raise NotImplementedError

    def _getobj(self) -> types.ModuleType:
        module = types.ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        for name, function in self.functions().items():
            function.__module__ = module.__name__
            function.__test__ = True  # type: ignore[attr-defined]  # collected whatever python_functions says
            setattr(module, name, function)
        return module


def scenario_function(feature: Feature, scenario: str, at: Path, line: int) -> Callable[..., object]:
    """A test that runs one scenario, once per example. pytest shows `at` and `line` as its place."""

    @pytest_bdd.scenario(feature.filename, scenario, features_base_dir="")
    def proof() -> None: ...

    return placed(proof, at, line)


def example_of(item: pytest.Item) -> Mapping[str, str]:
    """The row of examples that a test of an outline runs with; empty for any other test."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    row: Mapping[str, str] = params.get("_pytest_bdd_example", {})
    return row


def placed(function: Any, at: Path, line: int) -> Callable[..., object]:
    """The same function, for pytest defined at a line of a file that is not Python."""
    function.__code__ = function.__code__.replace(co_filename=str(at), co_firstlineno=line)
    return function  # type: ignore[no-any-return]


def skip(reason: str) -> BaseException:
    """An exception that skips a test and points at the test's own place, not at the line that raised it."""
    return pytest.skip.Exception(reason, _use_item_location=True)


# -- running a test more than once --


def run_once(item: pytest.Item) -> list[pytest.TestReport]:
    """Set up, run and tear down a test, with everything that it does not share with its neighbours made anew.

    For the parent as the next item, pytest keeps what belongs to the file and to the session.
    """
    return runtestprotocol(item, log=False, nextitem=cast(pytest.Item, item.parent))


def leave(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[pytest.TestReport]:
    """Tear down what `nextitem` does not share with the test that ran; gives a report when that went wrong."""
    call = pytest.CallInfo.from_call(lambda: item.session._setupstate.teardown_exact(nextitem), when="teardown")
    if call.excinfo is not None:
        yield item.ihook.pytest_runtest_makereport(item=item, call=call)


def add_words(report: pytest.TestReport, title: str, words: str) -> None:
    """Print `words` below the failure that a report tells."""
    if isinstance(report.longrepr, ExceptionRepr):
        report.longrepr.addsection(title, words)


# -- step definitions --


@dataclass(frozen=True)
class Definition:
    """A step definition as one node sees it. A higher `rank` overrides a lower one."""

    context: StepFunctionContext
    fixture: Any
    rank: tuple[int, int]

    @property
    def place(self) -> tuple[Path, int]:
        code = self.context.step_func.__code__
        return Path(code.co_filename), code.co_firstlineno


class StepIndex:
    """Finds the definition of a step: matches the text first, remembers the answer, once per place of definitions.

    pytest-bdd asks every fixture of the session for every step, which grows with the number of definitions times
    the number of steps. Definitions do not change once their files are collected, so the answers can be kept.
    """

    def __init__(self, definitions: Sequence[Definition]) -> None:
        self.definitions = definitions
        self._found: dict[tuple[str, str], list[Definition]] = {}

    def matching(self, kind: str, text: str) -> list[Definition]:
        """The definitions that match, of the highest rank only: more than one is ambiguous."""
        key = (kind, text)
        if key not in self._found:
            hits = [
                each
                for each in self.definitions
                if each.context.type in (None, kind) and each.context.parser.is_matching(text)
            ]
            best = max((each.rank for each in hits), default=None)
            by_function = {each.context.step_func: each for each in hits if each.rank == best}
            self._found[key] = list(by_function.values())
        return self._found[key]


_INDEXES: WeakKeyDictionary[pytest.Collector, StepIndex] = WeakKeyDictionary()


def step_index(collector: pytest.Collector) -> StepIndex:
    """The step definitions that the tests of a collector see."""
    if collector not in _INDEXES:
        _INDEXES[collector] = StepIndex(list(_definitions(collector)))
    return _INDEXES[collector]


def _definitions(collector: pytest.Collector) -> Iterator[Definition]:
    manager = collector.session._fixturemanager
    for name in pytest_bdd.compat.get_fixture_names(manager):
        if name.startswith(StepNamePrefix.step_def.value):
            for fixture in pytest_bdd.compat.getfixturedefs(manager, name, collector) or ():
                context = step_function_context_registry.get(fixture.func)
                if context is not None:
                    yield Definition(context, fixture, _rank(fixture, context))


def _rank(fixture: Any, context: StepFunctionContext) -> tuple[int, int]:
    """How near to the test a definition is: deeper folders win, and in one place a conftest.py wins over a plugin."""
    in_conftest = Path(context.step_func.__code__.co_filename).name == "conftest.py"
    return len(fixture.baseid), int(in_conftest)


def any_asks_for(fixture: str, module: str, collector: pytest.Collector, definitions: Iterable[Definition]) -> bool:
    """Whether a step asks, directly or through other fixtures, for the fixture of a module (not for an override)."""
    names = {name for each in definitions for name in get_required_args(each.context.step_func)}
    _, found = collector.session._fixturemanager.getfixtureclosure(collector, tuple(names), frozenset())
    return fixture in found and found[fixture][-1].func.__module__ == module


def fixtures_of_steps(item: pytest.Item, steps: Iterable[Step]) -> set[str]:
    """Every fixture that the steps of a test ask for, directly or through other fixtures."""
    assert item.parent is not None
    index = step_index(item.parent)
    found = (each for step in steps for each in index.matching(step.type, step.name)[:1])
    names = tuple({name for each in found for name in get_required_args(each.context.step_func)})
    closure, _ = item.session._fixturemanager.getfixtureclosure(item.parent, names, frozenset())
    return set(closure)


# The package's name `scenario` is its decorator; the module of that name is found here only.
_SCENARIO: Any = sys.modules["pytest_bdd.scenario"]
_original_look_up: Callable[..., Iterable[Any]] = _SCENARIO.find_fixturedefs_for_step


def _look_up(step: Step, fixturemanager: Any, node: pytest.Item) -> Iterable[Any]:
    """pytest-bdd's look-up of a step: by the index for our own tests, unchanged for all others."""
    if isinstance(node.parent, SyntheticModule):
        return [found.fixture for found in step_index(node.parent).matching(step.type, step.name)]
    return _original_look_up(step=step, fixturemanager=fixturemanager, node=node)


def quicken_step_look_up() -> None:
    """From now on, steps of our own tests are found by the index."""
    _SCENARIO.find_fixturedefs_for_step = _look_up


# -- collecting without running --


def come_by(session: pytest.Session, path: Path) -> None:
    """Comes by the synthetic modules at or below `path`, as a collection does, with the steps of every conftest.py.

    For a process that does not collect by itself (the controller of pytest-xdist). Test modules are not imported.
    """
    node: pytest.Collector = session
    root = session.config.rootpath
    top = path if path.is_dir() else path.parent
    children: Iterable[Any] = ()
    for folder in reversed([top, *top.parents]):
        if folder.is_relative_to(root):
            found = session.gethookproxy(folder.parent).pytest_collect_directory(path=folder, parent=node)
            node = found or node
            if found is not None:
                children = collect_one_node(found).result or ()
    if path.is_dir():
        _come_by_all(children)
    elif node is session:
        session.gethookproxy(path.parent).pytest_collect_file(file_path=path, parent=session)


def _come_by_all(nodes: Iterable[Any]) -> None:
    for node in nodes:
        if isinstance(node, pytest.Directory):
            _come_by_all(collect_one_node(node).result or ())


def stand_in(request: pytest.FixtureRequest, name: str, value: object) -> Callable[[], None]:
    """Have a fixture give `value` from the next step on; what is returned puts the former value back.

    pytest-bdd's `target_fixture` puts nothing back: of a fixture of the whole session the value would stay for the
    scenarios that follow.
    """
    definition = request._get_active_fixturedef(name)
    former = definition.cached_result
    assert former is not None, f"the fixture {name} is not set up"
    definition.cached_result = (value, former[1], None)

    def put_back() -> None:
        definition.cached_result = former

    return put_back
