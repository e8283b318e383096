"""Which scenarios prove an item, under which names they run, and how often: known before anything runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pytest_checkout.checklist.features import Library, Scene
from pytest_checkout.checklist.gherkin import scenario_name
from pytest_checkout.checklist.model import Checklist, Item, Scenarios, Steps
from pytest_checkout.errors import Problem


@dataclass(frozen=True)
class Case:
    """One test of an item: its own steps (`scene` is None), a scenario of the library, or a person's signature."""

    name: str
    item: Item
    runs: int = 1
    scene: Scene | None = None

    def kept_as(self, test: str) -> str:
        """Under which name evidence of a test is kept: the item's id and which of its rows or scenarios, no title."""
        return f"{self.item.id}{test.removeprefix(scenario_name(self.item))}"


def cases(item: Item, library: Library) -> list[Case]:
    """The tests of one item. An item that names several scenarios gets one test each, named behind the item."""
    name = scenario_name(item)
    if isinstance(item.proof, Steps):
        return [Case(name, item, max(1, len(item.proof.examples) - 1))]
    if not isinstance(item.proof, Scenarios):
        return [Case(name, item)]
    scenes = list({(scene.path, scene.line): scene for scene in _named(item.proof, library)}.values())
    if len(scenes) == 1:
        return [Case(name, item, scenes[0].runs, scenes[0])]
    names: dict[str, Case] = {}
    for scene in scenes:
        own = f"{name}[{scene.name}]"
        if own in names:  # two files have a scenario of that name
            own = f"{name}[{scene.name} in {scene.path.stem}:{scene.line}]"
        names[own] = Case(own, item, scene.runs, scene)
    return list(names.values())


def unmatched(checklist: Checklist, library: Library) -> Iterator[Problem]:
    """A mistake for every name under `scenarios:` that no scenario has."""
    for item in checklist.items:
        if isinstance(item.proof, Scenarios):
            for name in item.proof.names:
                if not library.matching(name):
                    yield Problem.at(item.path, item.line, f"{item.id}: {library.nothing_matches(name)}")


def _named(proof: Scenarios, library: Library) -> Iterator[Scene]:
    for name in proof.names:
        yield from library.matching(name)
