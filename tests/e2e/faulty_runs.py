"""Reads faults/<family>.yaml: which faults of the demo store turn which items of a checklist red."""

from __future__ import annotations

from collections.abc import Mapping
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
