"""The library of Gherkin scenarios: feature files read and checked, and found by tag or by name. No pytest-bdd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser

from pytest_checkout.checklist import rotation
from pytest_checkout.checklist.pairwise import Factors
from pytest_checkout.checklist.steplines import NAMES
from pytest_checkout.errors import Problem
from pytest_checkout.registry import did_you_mean

Node = Mapping[str, Any]
"""A part of Gherkin's syntax tree, as gherkin-official gives it."""


@dataclass(frozen=True)
class Scene:
    """One scenario of a feature file. `tags` hold the "@" and include those of its feature and rule."""

    name: str
    tags: frozenset[str]
    path: Path
    line: int
    runs: int
    """How often it runs: once, or once per row of its examples."""
    node: Node
    background: Sequence[Node]
    """Steps that run before its own."""
    factors: Factors | None = None
    """What its examples combine, if its rows are other ones each day (rotation.py)."""


@dataclass(frozen=True)
class Feature:
    """One feature file: its syntax tree and its scenarios."""

    path: Path
    document: Node
    scenes: tuple[Scene, ...]
    tags: frozenset[str]
    """Every tag that stands anywhere in the file, those of single examples too."""


def read(path: Path) -> tuple[Feature | None, list[Problem]]:
    """The feature in `path`, and everything that is wrong with it. None when it cannot be read at all."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, [Problem.at(path, 1, "the file is not UTF-8; save it as UTF-8 (it may be Latin-1)")]
    except OSError as error:
        return None, [Problem.at(path, 1, f"cannot be read: {error.strerror or error}")]
    return parse(text, path)


def parse(text: str, path: Path) -> tuple[Feature | None, list[Problem]]:
    """The feature that `text` holds; `path` is where it came from."""
    try:
        document = Parser().parse(text)
    except CompositeParserException as error:
        return None, [_syntax(path, each) for each in error.errors]
    except ParserException as error:
        return None, [_syntax(path, error)]
    node = document.get("feature")
    if node is None:
        return None, [Problem.at(path, 1, "the file holds no 'Feature:'")]
    scenes = tuple(_scenes(node, path))
    problems = [problem for scene in scenes for problem in _problems(scene)] + _duplicates(scenes)
    if not scenes:
        problems.append(Problem.at(path, node["location"]["line"], "the feature holds no scenario"))
    tags = {tag for scene in scenes for tag in scene.tags}
    tags |= {tag for scene in scenes for rows in scene.node["examples"] for tag in _tags(rows)}
    return Feature(path, document, scenes, frozenset(tags)), problems


class Library:
    """Every scenario that checklists may name: those of the project and the stock ones."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.features = {feature.path: feature for feature in features}
        self.scenes = [scene for feature in self.features.values() for scene in feature.scenes]

    def matching(self, name: str) -> list[Scene]:
        """The scenarios with that tag ("@PR01") or exactly that name."""
        return [scene for scene in self.scenes if name in scene.tags or name == scene.name]

    def nothing_matches(self, name: str) -> str:
        """The sentence for a name that matches nothing."""
        known = {tag for scene in self.scenes for tag in scene.tags} | {scene.name for scene in self.scenes}
        kind = "tag" if name.startswith("@") else "name"
        return (
            f"no scenario has the {kind} '{name}'.{did_you_mean(name, known)} "
            f"Looked in {len(self.features)} feature files with {len(self.scenes)} scenarios."
        )


def files_in(folders: Iterable[Path]) -> list[Path]:
    """Every feature file below `folders`, each once, even when one folder is reached on two ways."""
    found = (path for folder in folders for path in sorted(folder.rglob("*.feature")))
    return list({path.resolve(): path for path in found}.values())


def _syntax(path: Path, error: ParserException) -> Problem:
    location = getattr(error, "location", None) or {"line": 1}
    words = str(error).split(": ", 1)[-1].splitlines()[0]
    return Problem.at(path, location["line"], f"not Gherkin: {words}")


def _scenes(feature: Node, path: Path) -> Iterator[Scene]:
    yield from _scenes_below(feature, path, frozenset(_tags(feature)), ())


def _scenes_below(node: Node, path: Path, tags: frozenset[str], background: Sequence[Node]) -> Iterator[Scene]:
    for child in node["children"]:
        if "background" in child:
            background = (*background, *child["background"]["steps"])
        elif "rule" in child:
            yield from _scenes_below(child["rule"], path, tags | set(_tags(child["rule"])), background)
        else:
            own = child["scenario"]
            line, all_tags = own["location"]["line"], tags | set(_tags(own))
            turns = rotation.TAG in _tags(own) and not any(rotation.problems(own))
            factors = rotation.factors(own) if turns else None
            rows = factors.count if factors else sum(len(each.get("tableBody", ())) for each in own["examples"])
            yield Scene(own["name"], all_tags, path, line, rows or 1, own, background, factors)


def _tags(node: Node) -> list[str]:
    return [tag["name"] for tag in node["tags"]]


def _problems(scene: Scene) -> Iterator[Problem]:
    """What pytest-bdd would pass over in silence, or break the whole file for."""
    steps = [*scene.background, *scene.node["steps"]]
    columns: set[str] = set()
    for examples in scene.node["examples"]:
        columns |= {cell["value"] for cell in examples.get("tableHeader", {"cells": ()})["cells"]}
        if not examples.get("tableBody"):
            yield Problem.at(
                scene.path,
                examples["location"]["line"],
                "these examples have no row, so that the scenario would run with the literal <names>; add a row",
            )
    if rotation.TAG in _tags(scene.node):
        yield from (Problem.at(scene.path, line, words) for line, words in rotation.problems(scene.node))
    elif line := rotation.left_alone(scene.node):
        words = f"'Examples: {rotation.NEVER}' is for scenarios tagged {rotation.TAG}; add the tag, or give it rows"
        yield Problem.at(scene.path, line, words)
    if not scene.name:
        yield Problem.at(scene.path, scene.line, "the scenario has no name")
    if not scene.node["steps"]:
        yield Problem.at(scene.path, scene.line, f"the scenario '{scene.name}' has no steps and would always pass")
    for position, step in enumerate(steps):
        yield from _step_problems(scene, step, columns, first=position == 0)


def _step_problems(scene: Scene, step: Node, columns: set[str], *, first: bool) -> Iterator[Problem]:
    line = step["location"]["line"]
    if step["keyword"].strip() == "*":
        yield Problem.at(scene.path, line, "a step begins with Given, When, Then, And or But, not with '*'")
    elif first and step["keywordType"] == "Conjunction":
        yield Problem.at(scene.path, line, "the first step begins with Given, When or Then")
    for name in NAMES.findall(step["text"]):
        if name not in columns:
            yield Problem.at(scene.path, line, f"no example gives '<{name}>'.{did_you_mean(name, columns)}")


def _duplicates(scenes: Iterable[Scene]) -> list[Problem]:
    first: dict[str, Scene] = {}
    problems = []
    for scene in scenes:
        earlier = first.setdefault(scene.name, scene)
        if earlier is not scene:
            message = f"the scenario '{scene.name}' is already in this file, in line {earlier.line}; rename one of them"
            problems.append(Problem.at(scene.path, scene.line, message))
    return problems
