"""Reads faults/<family>.yaml: which faults of the demo store turn which items of a checklist red."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "faults"

Reds = Mapping[str, str]
"""Items that turn red, each with words of its reason."""


@dataclass(frozen=True)
class Run:
    """One run of a checklist with faults that are on together."""

    checklist: str
    """As `run_trial` names it: "library/orders"."""
    faults: Mapping[str, Reds]
    findings: Reds
    plugins: tuple[str, ...] = ()
    unknown: frozenset[str] = field(default=frozenset())
    database: str = ""
    """Which database the store keeps its data in, where it matters."""


@dataclass(frozen=True)
class Family:
    """The faults of one checklist. `findings` are items that the healthy store itself fails."""

    name: str
    runs: tuple[Run, ...]
    findings: Reds


def read(path: Path) -> Family:
    told = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    findings = told.get("findings") or {}
    checklist = path.stem if path.stem == "daily" else f"library/{path.stem}"
    runs = (
        Run(
            checklist,
            run["faults"],
            findings,
            tuple(run.get("plugins", ())),
            frozenset(run.get("unknown", ())),
            run.get("database", ""),
        )
        for run in told.get("runs") or ()
    )
    return Family(path.stem, tuple(runs), findings)


FAMILIES = tuple(read(path) for path in sorted(FOLDER.glob("*.yaml")))


@dataclass(frozen=True, order=True)
class Rank:
    """How much of its own a fault is to a scenario: the least is the fault that was made for it."""

    unlisted: bool
    """No file lists it for the scenario."""
    unspoken: bool
    """Its file names no words of the reason: any would do."""
    items: int
    """How many items it turns red together with the scenario's."""


def rank(fault: str, items: Iterable[str], families: Iterable[Family] = ()) -> Rank:
    """The best rank of a fault among the runs that list it for one of the items that prove a scenario."""
    listed = [run.faults[fault] for family in families or FAMILIES for run in family.runs if fault in run.faults]
    found = [Rank(False, not reds[item], len(reds)) for reds in listed for item in items if item in reds]
    return min(found, default=Rank(True, True, 0))
