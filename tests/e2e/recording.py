"""Writes down what a run saw of each scenario, for docs/coverage.md: `make coverage`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from pytest_checkout.checklist import stock
from pytest_checkout.checklist.model import Scenarios
from pytest_checkout.readiness import project
from scripts import coverage
from tests.e2e.faulty_runs import Reds, rank
from tests.e2e.trial import TrialRun

NEVER = "\0"
"""Words that no reason holds."""


def own_fault(faults: Sequence[str], items: Sequence[str]) -> str:
    """The fault that was made for the scenario that these items prove; empty without any."""
    return min(faults, key=lambda fault: rank(fault, items), default="")


def record(run: TrialRun, *, healthy: bool = False, red: Mapping[str, Reds] | None = None) -> None:
    """Add to the file named by CHECKOUT_RECORD; nothing without it.

    `healthy` keeps the state of every item on the store without a fault; `red` names the faults that were on, with the
    items that each turns red and words of the reason. A scenario keeps the fault whose words its reason holds, and of
    several the one that was made for it: what turns its neighbours red as well says less of it. Items that stand for
    several scenarios say nothing of each of them and are left out.
    """
    named = os.environ.get("CHECKOUT_RECORD")
    if not named:
        return
    path = Path(named)
    seen = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    read = project.read([stock.checklists()], [])
    texts = {scene.name: coverage.digest(scene) for scene in read.library.scenes}
    for item in run.readiness["items"]:
        proof = read.items[item["id"]].proof
        if not isinstance(proof, Scenarios) or len(proof.names) != 1:
            continue
        scenario = proof.names[0]
        entry = seen.setdefault(scenario, {})
        if entry.get("digest") != texts[scenario]:
            entry.clear()
        entry |= {"digest": texts[scenario], "item": item["id"]}
        if healthy:
            entry["healthy"] = item["state"]
        if red and item["state"] == "not ready":
            proving = [name for name, each in read.items.items() if each.proof == proof]
            met = [fault for fault, reds in red.items() if reds.get(item["id"], NEVER) in item["reason"]]
            if own := own_fault([*met, *filter(None, [entry.get("red by")])], proving):
                entry["red by"] = own
    path.write_text(json.dumps(seen, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
