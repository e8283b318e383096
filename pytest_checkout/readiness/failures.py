"""The catalogue of failure patterns (failures.yaml): what a red item probably is, and the playbook against it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pytest_checkout import yamlfile
from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.readiness import playbook
from pytest_checkout.registry import did_you_mean

NAME: Final = "failures.yaml"
PLAYBOOKS: Final = "playbooks"
KEYS: Final = (
    "id",
    "title",
    "disruptor",
    "owner role",
    "customer sees",
    "likely causes",
    "reason codes",
    "stages",
    "scenarios",
)
_ID: Final = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Pattern:
    """One way in which checkouts fail. `playbook` is the Markdown file that says what to do."""

    id: str
    title: str
    disruptor: str
    owner_role: str
    customer_sees: str
    likely_causes: tuple[str, ...]
    reason_codes: tuple[str, ...]
    stages: tuple[str, ...]
    scenarios: tuple[str, ...]
    """Names of the scenarios that notice it."""
    playbook: Path
    line: int


@dataclass(frozen=True)
class Catalogue:
    """Every pattern that is known, in the order of the file."""

    patterns: tuple[Pattern, ...]

    def with_own(self, own: Catalogue) -> Catalogue:
        """With a project's own patterns, which are asked first and replace those of the same id."""
        mine = {pattern.id for pattern in own.patterns}
        return Catalogue((*own.patterns, *(each for each in self.patterns if each.id not in mine)))

    def pattern_for(
        self, disruptor: str, *, scenarios: Collection[str] = (), reason_code: str = "", stage: str = ""
    ) -> Pattern | None:
        """The pattern that fits a red item best; None when none fits: a wrong playbook costs more than none.

        A scenario that is named in a pattern says most, then what kind of fault it was, then where. The family alone
        says too little. Between equals the first of the file is taken.
        """

        def fit(pattern: Pattern) -> int:
            named = bool(set(scenarios) & set(pattern.scenarios))
            if pattern.disruptor != disruptor and not named:
                return 0
            return 4 * named + 2 * (reason_code in pattern.reason_codes) + (stage in pattern.stages)

        best = max(self.patterns, key=fit, default=None)
        return best if best is not None and fit(best) >= 2 else None


def load(path: Path, scenarios: Collection[str] | None = None) -> Catalogue:
    """The patterns in `path`, none when there is no such file; playbooks lie in the folder "playbooks" beside it.

    `scenarios` are the names of all that exist; None: not checked. Raises ProblemsError with every mistake, those in
    the playbooks too.
    """
    if not path.exists():
        return Catalogue(())
    file = yamlfile.read(path)
    problems: list[Problem] = []
    top = Mapping(file, (), file.data, problems)
    top.only(("failures",))
    found: dict[str, Pattern] = {}
    for entry in top.mappings("failures"):
        pattern = _pattern(entry, path.parent / PLAYBOOKS, scenarios)
        if pattern.id in found:
            entry.wrong(f"the id '{pattern.id}' is already used at line {found[pattern.id].line}.", "id")
        elif pattern.id:
            found[pattern.id] = pattern
            if not pattern.playbook.is_file():
                entry.wrong(f"its playbook is missing: write {PLAYBOOKS}/{pattern.id}.md.", "id")
            else:
                problems += playbook.problems(pattern.playbook, pattern.title)
    if problems:
        raise ProblemsError(problems)
    return Catalogue(tuple(found.values()))


def _pattern(entry: Mapping, playbooks: Path, scenarios: Collection[str] | None) -> Pattern:
    entry.only(KEYS)
    name = entry.parsed("id", _id, "")
    disruptor = entry.text("disruptor")
    if name and disruptor and not name.startswith(f"{disruptor}."):
        entry.wrong(f"the id begins with the disruptor: '{disruptor}.{name.partition('.')[2]}'.", "id")
    detecting = _texts(entry, "scenarios")
    if scenarios is not None:
        _exist(entry, detecting, scenarios)
    return Pattern(
        id=name,
        title=entry.text("title"),
        disruptor=disruptor,
        owner_role=entry.text("owner role"),
        customer_sees=entry.text("customer sees"),
        likely_causes=_texts(entry, "likely causes"),
        reason_codes=_texts(entry, "reason codes"),
        stages=_texts(entry, "stages") if "stages" in entry else (),
        scenarios=detecting,
        playbook=playbooks / f"{name}.md",
        line=entry.line(),
    )


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(f"'{text}' is not an id; write disruptor, dot, what happened: 'gateways.charged-twice'")
    return text


def _texts(entry: Mapping, key: str) -> tuple[str, ...]:
    if key not in entry:
        entry.wrong(f"'{key}' is missing.")
        return ()
    return entry.texts(key)


def _exist(entry: Mapping, names: tuple[str, ...], scenarios: Collection[str]) -> None:
    for name in names:
        if name not in scenarios:
            entry.wrong(f"no scenario is called '{name}'.{did_you_mean(name, scenarios)}", "scenarios")
