"""Writes down what a run saw of each scenario, for docs/coverage.md: `make coverage`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pytest_checkout.checklist import plan, stock
from pytest_checkout.checklist.features import Scene
from pytest_checkout.checklist.model import Item, Scenarios
from pytest_checkout.checklist.plan import Case
from pytest_checkout.readiness import project
from scripts import coverage
from tests.e2e.faulty_runs import Reds, rank
from tests.e2e.trial import TrialRun

NEVER = "\0"
"""Words that no reason holds."""
WORST_FIRST = ("not ready", "unknown", "not run", "ready")
"""The states of evidence."""


def own_fault(faults: Sequence[str], items: Sequence[str]) -> str:
    """The fault that was made for the scenario that these items prove; empty without any."""
    return min(faults, key=lambda fault: rank(fault, items), default="")


def record(run: TrialRun, *, healthy: bool = False, red: Mapping[str, Reds] | None = None) -> None:
    """Add to the file named by CHECKOUT_RECORD; nothing without it.

    `healthy` keeps the state of every scenario on the store without a fault; `red` names the faults that were on, with
    the items that each turns red and words of the reason. A scenario keeps the fault whose words its reason holds, and
    of several the one that was made for it: what turns its neighbours red as well says less of it.
    """
    named = os.environ.get("CHECKOUT_RECORD")
    if not named:
        return
    path = Path(named)
    seen = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    read = project.read([stock.checklists()], [])
    proving = proved_by(read.items.values())
    for item in run.readiness["items"]:
        cases = plan.cases(read.items[item["id"]], read.library)
        for scene, told in of_each_scenario(cases, item["evidence"]):
            # What rows together tell, such as the pair that fails, stands in the item's reason alone.
            reason = item["reason"] if len(cases) == 1 else told["reason"]
            entry = seen.setdefault(scene.name, {})
            if entry.get("digest") != coverage.digest(scene):
                entry.clear()
            entry |= {"digest": coverage.digest(scene), "item": item["id"]}
            if healthy:
                entry["healthy"] = told["state"]
            if red and told["state"] == "not ready":
                met = [fault for fault, reds in red.items() if reds.get(item["id"], NEVER) in reason]
                if own := own_fault(
                    [*met, *filter(None, [entry.get("red by")])], proving.get(scene.name, [item["id"]])
                ):
                    entry["red by"] = own
    path.write_text(json.dumps(seen, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def proved_by(items: Iterable[Item]) -> dict[str, list[str]]:
    """By scenario: the items that it proves, alone or with others."""
    found: dict[str, list[str]] = {}
    for item in items:
        for name in item.proof.names if isinstance(item.proof, Scenarios) else ():
            found.setdefault(name, []).append(item.id)
    return found


def of_each_scenario(
    cases: Iterable[Case], evidence: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Scene, Mapping[str, Any]]]:
    """What a run saw of each scenario of an item: of one with several rows, the worst of them.

    A scenario that left no evidence is left out.
    """
    for case in cases:
        own = [each for each in evidence if _is_of(case, each["nodeid"].partition("::")[2])]
        if case.scene is not None and own:
            yield case.scene, min(own, key=lambda each: WORST_FIRST.index(each["state"]))


def _is_of(case: Case, test: str) -> bool:
    return test == case.name or test.startswith(f"{case.name}[")
