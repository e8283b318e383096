"""Finds every mistake before anything runs: keys of checklists, names of scenarios, each single step, the profile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pytest_checkout import yamlfile
from pytest_checkout.checklist import features, gherkin, loader, plan
from pytest_checkout.checklist.model import Checklist, Item, Steps
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.platforms import platform
from pytest_checkout.pytest_plugin import compat
from pytest_checkout.pytest_plugin.arguments import given_paths
from pytest_checkout.pytest_plugin.collection import COLLECTED, ChecklistFile, Collected, FeatureFile, know_disruptors
from pytest_checkout.pytest_plugin.governance import BESIDE
from pytest_checkout.pytest_plugin.kinds import service_kinds
from pytest_checkout.pytest_plugin.options import store_path
from pytest_checkout.pytest_plugin.stepcheck import StepCheck
from pytest_checkout.registry import unknown
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import StoreProfile

_STORE_FIXTURE = ("checkout_store", "pytest_checkout.pytest_plugin.fixtures")


def problems(config: pytest.Config) -> list[Problem]:
    """Every mistake in what was collected, sorted, with paths as seen from where pytest was called."""
    collected = config.stash[COLLECTED]
    if not collected.files:
        return []
    profile, found = _profile(config)
    needs_store = False
    for file in collected.files.values():
        check = StepCheck(compat.step_index(file), profile)
        found += _of_checklist(file, collected, check) if isinstance(file, ChecklistFile) else []
        found += _of_feature_file(file, collected, check) if isinstance(file, FeatureFile) else []
        needs_store = needs_store or compat.any_asks_for(*_STORE_FIXTURE, file, check.used)
    found += loader.duplicates(item for file in collected.checklists for item in file.read[0].items if item.id)
    found += collected.problems
    found += config.stash[BESIDE].problems if collected.checklists else []
    if needs_store and not config.option.collectonly:  # a list of items can be had without a shop
        found += _no_store(config)
    here = config.invocation_params.dir
    return sorted({replace(each, path=os.path.relpath(each.path, here)) for each in found})


def _profile(config: pytest.Config) -> tuple[StoreProfile | None, list[Problem]]:
    """The store profile, when there is one to read: it may declare roles of its own."""
    path = store_path(config)
    if path is None or not path.exists():
        return None, []
    try:
        profile = profiles.load(path)
    except ProblemsError as error:
        return None, [*error.problems, *_of_names(path, config)]
    return profile, list(_of_names(path, config))


def _of_names(path: Path, config: pytest.Config) -> Iterator[Problem]:
    """A mistake for what the profile names and no plugin knows: it would silently count for nothing."""
    try:
        file = yamlfile.read(path)
    except ProblemsError:  # told already
        return
    known = know_disruptors(config)
    for name in _shares(file.data):
        if name not in known:
            yield file.problem(("sales", "shares", name), unknown("disruptor", name, known))
    for place, words in platform.misnamed(file.data, service_kinds(config)):
        yield file.problem(place, words)


def _shares(data: Any) -> list[str]:
    sales = data.get("sales")
    shares = sales.get("shares") if isinstance(sales, dict) else None
    return [str(name) for name in shares] if isinstance(shares, dict) else []


def _no_store(config: pytest.Config) -> list[Problem]:
    path = store_path(config)
    if path is None or path.exists():
        return []
    return [
        Problem.at(
            path,
            1,
            "there is no such store profile. Write it, name another file with --checkout-store FILE, "
            "or try --checkout-store demo.",
        )
    ]


def _of_checklist(file: ChecklistFile, collected: Collected, check: StepCheck) -> list[Problem]:
    checklist, found = file.read
    found = [*found, *plan.unmatched(checklist, collected.library_for(checklist))]
    lines_with_mistakes = {each.line for each in found}
    for item in checklist.items:
        if isinstance(item.proof, Steps) and item.proof.lines:
            found += [
                each
                for each in _of_own_steps(checklist, item, check)
                if each.line not in lines_with_mistakes  # what the loader says of a line is nearer to the point
            ]
    for case in file.cases.values():
        if case.scene is not None:
            found += check.scenarios(collected.feature(case.scene.path, file.config), [case.scene.name])
    return found


def _of_own_steps(checklist: Checklist, item: Item, check: StepCheck) -> Iterator[Problem]:
    """The steps of one item by themselves, so that a mistake in another item does not hide theirs."""
    rendered = gherkin.render(checklist.title, [item])
    own, mistakes = features.parse(rendered.text, item.path)
    if own is None or mistakes:
        yield from (replace(each, line=rendered.lines[each.line - 1]) for each in mistakes)
        return
    feature = compat.feature(own.document, item.path, rendered.lines)
    yield from check.scenarios(feature, [scene.name for scene in own.scenes])


def _of_feature_file(file: FeatureFile, collected: Collected, check: StepCheck) -> list[Problem]:
    feature, found = file.read
    if feature is None or found:
        return found
    return list(check.scenarios(collected.feature(file.path, file.config), [scene.name for scene in feature.scenes]))


def tell(found: list[Problem]) -> str:
    """All mistakes as one text for the terminal."""
    count = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
    return "\n".join([f"{count} found before anything was run:", *(str(each) for each in found)])


def collect_in_controller(session: pytest.Session) -> None:
    """Find what the workers are going to collect: the controller of pytest-xdist collects nothing by itself."""
    for path in given_paths(session.config):
        if path.exists():
            compat.come_by(session, path)
