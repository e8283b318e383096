"""Finds every mistake in the checklists before anything runs: keys, roles, names of scenarios, and each single step."""

from __future__ import annotations

import difflib
import inspect
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from pytest_bdd.parser import Feature, Step

from pytest_checkout.checklist import features, gherkin, loader, plan
from pytest_checkout.checklist.model import Checklist, Item, Steps
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.pytest_plugin import compat
from pytest_checkout.pytest_plugin.arguments import given_paths
from pytest_checkout.pytest_plugin.collection import COLLECTED, ChecklistFile, Collected, FeatureFile
from pytest_checkout.pytest_plugin.compat import Definition, StepIndex
from pytest_checkout.pytest_plugin.options import store_path
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Role

_SHOWN = 3


def problems(config: pytest.Config) -> list[Problem]:
    """Every mistake in what was collected, sorted, with paths as seen from where pytest was called."""
    collected = config.stash[COLLECTED]
    if not collected.files:
        return []
    profile, found = _profile(config)
    for file in collected.files.values():
        found += _of_checklist(file, collected, profile) if isinstance(file, ChecklistFile) else []
        found += _of_feature_file(file, profile) if isinstance(file, FeatureFile) else []
    found += loader.duplicates(item for file in collected.checklists for item in file.read[0].items if item.id)
    found += collected.problems
    here = config.invocation_params.dir
    return sorted({replace(each, path=os.path.relpath(each.path, here)) for each in found})


def _profile(config: pytest.Config) -> tuple[StoreProfile | None, list[Problem]]:
    """The store profile, when there is one to read: it may declare roles of its own."""
    path = store_path(config)
    if path is None or not path.exists():
        return None, []
    try:
        return profiles.load(path), []
    except ProblemsError as error:
        return None, list(error.problems)


def _of_checklist(file: ChecklistFile, collected: Collected, profile: StoreProfile | None) -> list[Problem]:
    checklist, found = file.read
    index = compat.step_index(file)
    found = [*found, *plan.unmatched(checklist, collected.library_for(checklist))]
    lines_with_mistakes = {each.line for each in found}
    for item in checklist.items:
        if isinstance(item.proof, Steps) and item.proof.lines:
            found += [
                each
                for each in _of_own_steps(checklist, item, index, profile)
                if each.line not in lines_with_mistakes  # what the loader says of a line is nearer to the point
            ]
    for case in file.cases.values():
        if case.scene is not None:
            found += _of_scene(case.scene, index, file.config, profile)
    return found


def _of_own_steps(
    checklist: Checklist, item: Item, index: StepIndex, profile: StoreProfile | None
) -> Iterator[Problem]:
    """The steps of one item by themselves, so that a mistake in another item does not hide theirs."""
    rendered = gherkin.render(checklist.title, [item])
    own, mistakes = features.parse(rendered.text, item.path)
    if own is None or mistakes:
        yield from (replace(each, line=rendered.lines[each.line - 1]) for each in mistakes)
        return
    feature = compat.feature(own.document, item.path, rendered.lines)
    yield from _of_steps(feature, [scene.name for scene in own.scenes], index, profile)


def _of_feature_file(file: FeatureFile, profile: StoreProfile | None) -> list[Problem]:
    feature, found = file.read
    if feature is None or found:
        return found
    return [
        problem
        for scene in feature.scenes
        for problem in _of_scene(scene, compat.step_index(file), file.config, profile)
    ]


def _of_scene(
    scene: features.Scene, index: StepIndex, config: pytest.Config, profile: StoreProfile | None
) -> Iterator[Problem]:
    return _of_steps(config.stash[COLLECTED].feature(scene.path, config), [scene.name], index, profile)


def _of_steps(
    feature: Feature, names: Iterable[str], index: StepIndex, profile: StoreProfile | None
) -> Iterator[Problem]:
    for name in names:
        template = feature.scenarios[name]
        rows = [row for examples in template.examples for row in examples.as_contexts()] or [{}]
        for row in rows:
            for step in template.render(row).steps:
                yield from (_at(each, feature, step) for each in _of_step(step, index, profile))


def _at(wrong: str | Problem, feature: Feature, step: Step) -> Problem:
    return wrong if isinstance(wrong, Problem) else Problem(feature.filename, step.line_number, wrong)


def _of_step(step: Step, index: StepIndex, profile: StoreProfile | None) -> Iterator[str | Problem]:
    """What is wrong with one step: at its own line, or at the place of its definition."""
    found = index.matching(step.type, step.name)
    if not found:
        yield _undefined(step, index)
    elif len(found) > 1:
        places = " and ".join(f"{os.path.relpath(path)}:{line}" for path, line in sorted(each.place for each in found))
        yield f"the step '{step.name}' is ambiguous: {places} both define it. Change the text of one of them."
    else:
        yield from _of_definition(found[0], step, profile)


def _of_definition(definition: Definition, step: Step, profile: StoreProfile | None) -> Iterator[str | Problem]:
    function = definition.context.step_func
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        path, line = definition.place
        yield Problem.at(
            path, line, f"the step '{step.name}' is an 'async def', which is never awaited and so passes; use 'def'."
        )
    try:
        values = definition.context.parser.parse_arguments(step.name) or {}
        for name, convert in definition.context.converters.items():
            if name in values:
                values[name] = convert(values[name])
    except ValueError as error:
        yield f"in the step '{step.name}': {error}"
        return
    for value in values.values():
        if isinstance(value, Role) and (wrong := value.problem(_declared(profile, value.kind))):
            yield f"in the step '{step.name}': {wrong}"


def _declared(profile: StoreProfile | None, kind: str) -> list[str]:
    """The roles that a store adds to the stock ones."""
    section = getattr(profile, kind, None)
    return list(section) if isinstance(section, dict) else []


def _undefined(step: Step, index: StepIndex) -> str:
    """No definition: is a word in it written wrongly, is it of another kind, or what comes near?"""
    for definition in index.definitions:
        try:
            definition.context.parser.parse_arguments(step.name)
        except ValueError as error:
            return f"in the step '{step.name}': {error}"
        except AttributeError:
            continue  # how pytest-bdd's own parsers say that the text is not theirs
    kinds = [kind.title() for kind in ("given", "when", "then") if index.matching(kind, step.name)]
    if kinds:
        return f"'{step.name}' is a {' or '.join(kinds)} step and stands here as {step.type.title()}."
    phrases = {each.context.parser.name for each in index.definitions if each.context.type in (None, step.type)}
    near = difflib.get_close_matches(step.name, phrases, n=1, cutoff=0.5)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"no step is defined for '{step.type.title()} {step.name}'.{hint}"


def tell(found: list[Problem]) -> str:
    """All mistakes as one text for the terminal."""
    count = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
    return "\n".join([f"{count} found before anything was run:", *(str(each) for each in found)])


def collect_in_controller(session: pytest.Session) -> None:
    """Find what the workers are going to collect: the controller of pytest-xdist collects nothing by itself."""
    for path in given_paths(session.config):
        if path.exists():
            compat.come_by(session, path)
