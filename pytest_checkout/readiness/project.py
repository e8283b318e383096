"""The checklists of a project as they lie on the disk: all of them, whatever a run was asked to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pytest_checkout.checklist import demand, features, loader, stock
from pytest_checkout.checklist.demand import Demand
from pytest_checkout.checklist.features import Library
from pytest_checkout.checklist.model import Checklist, Item
from pytest_checkout.checklist.plan import unmatched
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.registry import did_you_mean


@dataclass(frozen=True)
class Project:
    """Every checklist below the given folders and every scenario that they may name, as far as they can be read."""

    checklists: tuple[Checklist, ...]
    library: Library
    problems: tuple[Problem, ...]

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """What could be read, whatever is wrong with the rest."""
        return {item.id: item for checklist in self.checklists for item in checklist.items}

    @cached_property
    def demands(self) -> dict[str, Demand]:
        """What every item demands now, by id: worked out once, because it reads every word of every scenario."""
        return {
            item.id: demand.of(item, checklist, self.library)
            for checklist in self.checklists
            for item in checklist.items
        }

    @property
    def disruptors(self) -> set[str]:
        """The families that any item is of."""
        return {item.disruptor for item in self.by_id.values()}

    @property
    def items(self) -> dict[str, Item]:
        """By id. Raises ProblemsError when anything is wrong with a file: an item could be the missing one."""
        if self.problems:
            raise ProblemsError(self.problems)
        return self.by_id

    def item(self, name: str) -> Item:
        """The item with that id. Raises KeyError with the nearest right one."""
        if name not in self.items:
            files = ", ".join(str(checklist.path) for checklist in self.checklists) or "no file"
            raise KeyError(f"no item has the id '{name}'.{did_you_mean(name, self.items)} Looked in {files}.")
        return self.items[name]


def read(checklists: Iterable[Path], scenarios: Iterable[Path]) -> Project:
    """The project with these checklists (folders or files) and these folders of features.

    A folder that is not there holds none.
    """
    found: list[Checklist] = []
    scenes: list[features.Feature] = []
    problems: list[Problem] = []
    for path in features.files_in([*scenarios, stock.features()]):
        feature, wrong = features.read(path)
        problems += wrong
        scenes += [feature] if feature is not None else []
    library = Library(scenes)
    for path in _files(checklists):
        # Which disruptors there are, plugins say at run time; here every word will do.
        checklist, wrong = loader.read(path, None)
        problems += [*wrong, *unmatched(checklist, library)]
        found.append(checklist)
    problems += loader.duplicates(item for checklist in found for item in checklist.items if item.id)
    return Project(tuple(found), library, tuple(sorted(set(problems))))


def _files(folders: Iterable[Path]) -> list[Path]:
    below = (path for folder in folders for path in ([folder] if folder.is_file() else sorted(folder.rglob("*"))))
    return list({path.resolve(): path for path in below if path.suffix in (".yaml", ".yml")}.values())
