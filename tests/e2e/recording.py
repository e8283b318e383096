"""Writes down what a run saw of each scenario, for docs/coverage.md: `make coverage`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from pytest_checkout.checklist import stock
from pytest_checkout.checklist.model import Scenarios
from pytest_checkout.readiness import project
from scripts import coverage
from tests.e2e.trial import TrialRun


def record(run: TrialRun, *, healthy: bool = False, red: Mapping[str, str] | None = None) -> None:
    """Add to the file named by CHECKOUT_RECORD; nothing without it.

    `healthy` keeps the state of every item on the store without a fault; `red` maps an item to the fault that turned
    it red. Items that stand for several scenarios say nothing of each of them and are left out.
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
        if red and item["id"] in red and item["state"] == "not ready":
            entry["red by"] = red[item["id"]]
    path.write_text(json.dumps(seen, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
