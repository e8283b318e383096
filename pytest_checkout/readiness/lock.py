"""The lock (checklists.lock): what every item demanded when it was last agreed on, so that nothing vanishes unseen."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime

from pytest_checkout.checklist.demand import Demand, weaknesses
from pytest_checkout.checklist.features import Library
from pytest_checkout.checklist.model import Checklist
from pytest_checkout.readiness import policy
from pytest_checkout.readiness.findings import Finding, Source, Weight
from pytest_checkout.readiness.policy import BUILT_IN
from pytest_checkout.readiness.policy_file import NAME as POLICY
from pytest_checkout.readiness.project import Project


class Kind(enum.StrEnum):
    """What happened to an item since it was locked."""

    DELETED = "deleted"
    EMPTIED = "emptied"
    RENAMED = "renamed"
    MOVED = "moved"
    WEAKENED = "weakened"
    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True)
class Place:
    """An item of a checklist file, and what it demands. `file` is seen from the lock's folder, with "/"."""

    file: str
    demand: Demand
    line: int = field(default=1, compare=False)
    """Where it stands now; a lock does not keep it, because every line above would change it."""


@dataclass(frozen=True)
class Change:
    """One entry of the lock's history: who locked when and why, and what became different."""

    at: AwareDatetime
    by: str
    reason: str
    recorded: Mapping[str, str]
    """What the machine says of who it was (signer.py)."""
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Lock:
    """The whole file."""

    path: Path
    items: Mapping[str, Place]
    history: tuple[Change, ...] = ()
    policy: Mapping[str, Any] = field(default_factory=BUILT_IN.to_json)
    """What `Policies.to_json` said."""


@dataclass(frozen=True)
class Difference:
    """One item that is not as it was locked. `words` say how; `file` and `line` where to look."""

    kind: Kind
    item: str
    words: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.kind}: {self.item}{': ' + self.words if self.words else ''}"


def places(checklists: Iterable[Checklist], library: Library, root: Path) -> dict[str, Place]:
    """Every item of the checklists by its id; `root` is the lock's folder."""
    return places_of(Project(tuple(checklists), library, ()), root)


def places_of(project: Project, root: Path) -> dict[str, Place]:
    """Every item of a project."""
    files = {checklist.path: _relative(checklist.path, root) for checklist in project.checklists}
    return {
        item.id: Place(files[checklist.path], project.demands[item.id], item.line)
        for checklist in project.checklists
        for item in checklist.items
    }


def differences(locked: Mapping[str, Place], present: Mapping[str, Place]) -> list[Difference]:
    """Every item that is not as it was locked, in the order of the files."""
    fresh = {name: place for name, place in present.items() if name not in locked}
    found: list[Difference] = []
    for name, old in locked.items():
        if name in present:
            found += _compared(name, old, present[name])
        elif twin := next((other for other, place in fresh.items() if _same(old, place)), None):
            new = fresh.pop(twin)
            found.append(Difference(Kind.RENAMED, name, f"it is called {twin}", new.file, new.line))
        else:
            found.append(Difference(Kind.DELETED, name, f"'{old.demand.title}'", old.file, old.line))
    found += [Difference(Kind.ADDED, name, f"'{new.demand.title}'", new.file, new.line) for name, new in fresh.items()]
    return sorted(found, key=lambda each: (each.file, each.line, each.item, each.kind))


def changed_rules(locked: Mapping[str, Any], present: Mapping[str, Any]) -> list[Difference]:
    """Every rule of the policy that is not as it was locked; both as `Policies.to_json` gives them."""
    return [
        Difference(Kind.WEAKENED if weaker else Kind.CHANGED, "the policy", words, POLICY, 1)
        for weaker, words in policy.differences(locked, present)
    ]


def findings(lock: Lock, present: Mapping[str, Place], rules: Mapping[str, Any]) -> Iterator[Finding]:
    """Every difference, of items and of the policy's `rules`, leaves the decision open until somebody signs for it."""
    turn = "undo it, or agree to it: pytest-checkout lock --by NAME --reason TEXT"
    for each in [*changed_rules(lock.policy, rules), *differences(lock.items, present)]:
        words = f"{each.kind} since it was locked{': ' + each.words if each.words else ''}"
        path = lock.path.parent / each.file
        yield Finding(Source.LOCK, Weight.UNDECIDED, each.item, words, path, each.line, turn=turn)


def _compared(name: str, old: Place, new: Place) -> Iterator[Difference]:
    before, after = old.demand, new.demand

    def difference(kind: Kind, words: str) -> Difference:
        return Difference(kind, name, words, new.file, new.line)

    if old.file != new.file:
        yield difference(Kind.MOVED, f"it was in {old.file}")
    if before.title != after.title:
        yield difference(Kind.RENAMED, f"it was called '{before.title}' and is called '{after.title}'")
    if before.fingerprint == after.fingerprint:
        return
    if not after.runs or (after.proof != "attest" and not after.steps):
        yield difference(Kind.EMPTIED, "nothing proves it any more")
    elif words := "; ".join(weaknesses(before, after)):
        yield difference(Kind.WEAKENED, words)
    else:
        yield difference(Kind.CHANGED, _changed(before, after))


def _changed(before: Demand, after: Demand) -> str:
    """The facts that differ; when none does, it is the words of the steps."""
    names = [
        fact.name
        for fact in fields(Demand)
        if fact.name not in ("title", "fingerprint") and getattr(before, fact.name) != getattr(after, fact.name)
    ]
    return f"other {', '.join(names)}" if names else "other words in its steps, with the same number of them"


def _same(old: Place, new: Place) -> bool:
    return old.demand.fingerprint == new.demand.fingerprint and old.demand.title == new.demand.title


def _relative(path: Path, root: Path) -> str:
    """Seen from the lock, so that it means the same in every working copy; absolute for what lies elsewhere."""
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
