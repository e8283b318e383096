"""Checklist and feature files become pytest items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final, cast

import pytest
from pytest_bdd.parser import Feature

from pytest_checkout.checklist import demand, features, gherkin, loader, plan, rotation, stock
from pytest_checkout.checklist.features import Library
from pytest_checkout.checklist.model import Attest, Checklist, Item, Scenarios
from pytest_checkout.checklist.plan import Case
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.errors import Problem
from pytest_checkout.pytest_plugin import compat
from pytest_checkout.pytest_plugin.arguments import asked_for_features, given_paths, is_checklist
from pytest_checkout.pytest_plugin.evidence import CASE
from pytest_checkout.pytest_plugin.governance import BESIDE, Beside
from pytest_checkout.pytest_plugin.options import Settings, settings
from pytest_checkout.readiness.results import State
from pytest_checkout.registry import Registry


@dataclass
class Collected:
    """What this process found so far."""

    settings: Settings
    files: dict[Path, compat.SyntheticModule] = field(default_factory=dict)
    """The files that this run was asked for, each once, whether or not anything in them was selected."""
    problems: list[Problem] = field(default_factory=list)
    _features: dict[Path, Feature] = field(default_factory=dict)
    _markers: set[str] = field(default_factory=set)

    def feature(self, path: Path, config: pytest.Config) -> Feature:
        """pytest-bdd's feature for a file without mistakes. Its tags become known markers (--strict-markers)."""
        if path not in self._features:
            feature, _ = features.read(path)
            assert feature is not None
            self.know_markers(config, {tag[1:]: "a tag of the feature files" for tag in feature.tags if ":" not in tag})
            self._features[path] = compat.feature(rotation.turned(feature.document, self.settings.day), path)
        return self._features[path]

    def know_markers(self, config: pytest.Config, words: dict[str, str]) -> None:
        """Register markers, each once."""
        for name in words.keys() - self._markers:
            config.addinivalue_line("markers", f"{name}: {words[name]}")
            self._markers.add(name)

    @property
    def checklists(self) -> list[ChecklistFile]:
        return [file for file in self.files.values() if isinstance(file, ChecklistFile)]

    def library_for(self, checklist: Checklist) -> Library:
        """The scenarios that a checklist may name; none when it names none, which spares reading them."""
        named = any(isinstance(item.proof, Scenarios) for item in checklist.items)
        return self._library if named else Library(())

    @cached_property
    def _library(self) -> Library:
        found = []
        for path in features.files_in([*self.settings.features, stock.features()]):
            feature, problems = features.read(path)
            self.problems += problems
            if feature is not None:
                found.append(feature)
        return Library(found)


COLLECTED: Final = pytest.StashKey[Collected]()


def disruptors(config: pytest.Config) -> Registry[Disruptor]:
    """Every family that a plugin or a conftest.py declares. Raises UsageError for a name that is taken."""
    found: Registry[Disruptor] = Registry("disruptor")
    for hook in config.hook.pytest_checkout_disruptors.get_hookimpls():
        declared = cast("Sequence[Disruptor]", hook.function())
        for disruptor in declared:
            try:
                found.add(disruptor.id, disruptor, hook.plugin_name)
            except ValueError as error:
                raise pytest.UsageError(str(error)) from None
    return found


def know_disruptors(config: pytest.Config) -> list[str]:
    """The ids of all families that are known by now, each registered as a marker."""
    known = disruptors(config)
    words = {each.id: each.description or each.title for each in known.values()}
    config.stash[COLLECTED].know_markers(config, words)
    return list(known)


class ChecklistFile(compat.SyntheticModule):
    """A checklist; its items are tests."""

    @cached_property
    def read(self) -> tuple[Checklist, list[Problem]]:
        """The checklist as far as it can be read, and all that is wrong with it."""
        return loader.read(self.path, know_disruptors(self.config))  # again: this folder may have a conftest.py

    @cached_property
    def cases(self) -> dict[str, Case]:
        """The tests by name."""
        checklist, _ = self.read
        library = self.config.stash[COLLECTED].library_for(checklist)
        return {case.name: case for item in checklist.items for case in plan.cases(item, library)}

    def fingerprint(self, item: Item) -> str:
        """Over all that an item demands: its evidence counts until this changes."""
        if item.id not in self._fingerprints:
            checklist, _ = self.read
            library = self.config.stash[COLLECTED].library_for(checklist)
            self._fingerprints[item.id] = demand.of(item, checklist, library).fingerprint
        return self._fingerprints[item.id]

    @cached_property
    def _fingerprints(self) -> dict[str, str]:
        return {}

    def case_of(self, nodeid: str) -> Case | None:
        """The case of one of its tests, by the test's name alone."""
        if not nodeid.startswith((f"{self.nodeid}::", f"{self.path.name}::")):
            return None
        name = nodeid.partition("::")[2]
        return next(
            (case for case in self.cases.values() if name == case.name or name.startswith(f"{case.name}[")), None
        )

    def functions(self) -> dict[str, Callable[..., object]]:
        checklist, problems = self.read
        if problems:
            return {}
        rendered = gherkin.render(checklist.title, checklist.items)
        own, _ = features.parse(rendered.text, self.path)
        feature = compat.feature(own.document, self.path, rendered.lines) if own is not None else None
        made = {}
        for name, case in self.cases.items():
            if isinstance(case.item.proof, Attest):
                function = compat.placed(_to_be_signed(self.config, case.item), self.path, case.item.line)
            elif case.scene is not None:
                function = _bound(self.config, case.scene, self.path, case.item.line)
            else:
                assert feature is not None
                function = compat.scenario_function(feature, name, self.path, case.item.line)
            pytest.mark.checkout_item(case.item.id)(function)
            getattr(pytest.mark, case.item.disruptor)(function)
            made[name] = function
        return made


class FeatureFile(compat.SyntheticModule):
    """A feature file that was asked for by itself; its scenarios are tests."""

    @cached_property
    def read(self) -> tuple[features.Feature | None, list[Problem]]:
        return features.read(self.path)

    def functions(self) -> dict[str, Callable[..., object]]:
        feature, problems = self.read
        scenes = feature.scenes if feature is not None and not problems else ()
        return {scene.name: _bound(self.config, scene, self.path, scene.line) for scene in scenes}


def _bound(config: pytest.Config, scene: features.Scene, at: Path, line: int) -> Callable[..., object]:
    """A test for a scenario of the library."""
    return compat.scenario_function(config.stash[COLLECTED].feature(scene.path, config), scene.name, at, line)


def _to_be_signed(config: pytest.Config, item: Item) -> Callable[[], None]:
    """A test that passes while somebody's signature counts."""

    def attest() -> None:
        standing = config.stash[BESIDE].files.standing(item, datetime.now(UTC))
        if standing is not None:
            if standing.state is not State.READY:
                raise compat.skip(standing.reason)
            return
        assert isinstance(item.proof, Attest)
        who = " or ".join(item.proof.by)
        raise compat.skip(f"a person has to look and sign{': ' + who if who else ''}; nobody has signed")

    return attest


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    collected = config.stash[COLLECTED] = Collected(settings(config))
    config.stash[BESIDE] = Beside(config, lambda: [file.path for file in collected.checklists])
    compat.quicken_step_look_up()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> compat.SyntheticModule | None:
    collected = parent.config.stash[COLLECTED]
    made: compat.SyntheticModule | None = None
    if is_checklist(file_path, parent.config):
        made = ChecklistFile.from_parent(parent, path=file_path)
    elif file_path.suffix == ".feature" and asked_for_features(file_path, parent.config):
        made = FeatureFile.from_parent(parent, path=file_path)
    # pytest also comes by the neighbours of a file that it was asked for; they are no part of the run.
    if made is not None and any(file_path.is_relative_to(each) for each in given_paths(parent.config)):
        collected.files[file_path] = made
    return made


def pytest_itemcollected(item: pytest.Item) -> None:
    if isinstance(item.parent, ChecklistFile):
        item.stash[CASE] = item.parent.cases[getattr(item, "originalname", item.name)]


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> Callable[..., object] | None:
    """Takes tags such as @item:PRO-01, whose names no marker can have."""
    kind, colon, value = tag.partition(":")
    if not colon:
        return None
    mark = pytest.mark.checkout_item(value) if kind == "item" else pytest.mark.checkout_tag(tag)
    return mark(function)  # type: ignore[no-any-return]
