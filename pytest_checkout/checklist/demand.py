"""What an item demands, as plain facts and a fingerprint: two versions of a checklist can be told apart in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from pytest_checkout.checklist import durations, features, gherkin
from pytest_checkout.checklist.features import Library, Node, Scene
from pytest_checkout.checklist.model import Attest, Checklist, Item, Scenarios, Severity, Steps
from pytest_checkout.checklist.plan import cases
from pytest_checkout.checklist.trialplan import TrialPlan


@dataclass(frozen=True)
class Demand:
    """The facts that say how much an item asks for: texts and numbers, so that they can be kept in a file."""

    title: str
    phase: str
    disruptor: str
    severity: str
    owner: str
    proof: str
    """steps, scenarios or attest."""
    steps: int
    """Gherkin steps in all scenarios that prove it, those of backgrounds too."""
    runs: int
    """Tests that it becomes: one for each scenario and each row of examples."""
    detect: int
    """Seconds after which its evidence is stale."""
    respond: int
    signers: tuple[str, ...]
    evidence: str
    """"required" when a signature needs evidence."""
    valid: int
    """Seconds that a signature counts."""
    fingerprint: str
    """SHA-256 over all other facts but the title, and over every word of the steps and scenarios."""
    trials: TrialPlan | None = None
    """How sure its verdict must be; None: one run decides."""


def of(item: Item, checklist: Checklist, library: Library) -> Demand:
    """What `item` of `checklist` demands, with the text of the scenarios that `library` has for it."""
    proof, sla = item.proof, item.sla or checklist.sla
    scenes = list(_scenes(item, library))
    signed = proof if isinstance(proof, Attest) else Attest()
    facts: dict[str, Any] = {
        "phase": str(checklist.phase),
        "disruptor": item.disruptor,
        "severity": str(item.severity),
        "owner": item.owner,
        "proof": type(proof).__name__.lower(),
        "steps": sum(len(scene.background) + len(scene.node["steps"]) for scene in scenes),
        "runs": sum(scene.runs for scene in scenes) if scenes else len(cases(item, library)),
        "detect": int(sla.detect.total_seconds()),
        "respond": int(sla.respond.total_seconds()),
        "signers": tuple(sorted(signed.by)),
        "evidence": "required" if signed.evidence_required else "",
        "valid": int((signed.valid or sla.detect).total_seconds()) if isinstance(proof, Attest) else 0,
        "trials": item.trials,
    }
    words = sorted(json.dumps(_words(scene)) for scene in scenes)
    fingerprint = hashlib.sha256(json.dumps([facts, words], sort_keys=True, default=asdict).encode()).hexdigest()
    return Demand(title=item.title, fingerprint=fingerprint, **facts)


def weaknesses(old: Demand, new: Demand) -> Iterator[str]:
    """In words, every way in which `new` asks for less than `old`."""
    ranks = list(Severity)
    if ranks.index(Severity(new.severity)) > ranks.index(Severity(old.severity)):
        yield f"its severity was {old.severity} and is {new.severity}"
    if old.proof != "attest" == new.proof:
        yield f"it was proved by {old.proof} and is proved by a signature"
    else:
        for noun, before, after in (("steps", old.steps, new.steps), ("tests", old.runs, new.runs)):
            if after < before:
                yield f"it had {before} {noun} and has {after}"
        yield from _less_sure(old.trials, new.trials)
    for noun, before, after in (
        ("a fault may go unseen", old.detect, new.detect),
        ("a fault may go unanswered", old.respond, new.respond),
        ("a signature counts", old.valid or new.valid, new.valid),
    ):
        if after > before:
            now, once = (durations.told(timedelta(seconds=seconds)) for seconds in (after, before))
            yield f"{noun} for {now}, and it was {once}"
    if old.proof == new.proof == "attest":
        if more := set(new.signers) - set(old.signers):
            yield f"{', '.join(sorted(more))} may sign now"
        if old.evidence and not new.evidence:
            yield "a signature needs no evidence any more"


def _less_sure(old: TrialPlan | None, new: TrialPlan | None) -> Iterator[str]:
    """A smaller alpha or cap makes an item *ready* no sooner, and a plan where there was none never does."""
    if old is None:
        return
    if new is None:
        yield f"it was tried until a failure rate of {100 * old.p1:g} % was excluded, and one run decides now"
        return
    for name in ("p0", "p1", "beta"):
        before, after = getattr(old, name), getattr(new, name)
        if after > before:
            yield f"its trials had {name} {100 * before:g} % and have {100 * after:g} %"


def _scenes(item: Item, library: Library) -> Iterator[Scene]:
    """The scenarios that prove the item: its own steps read as one, or those of the library that it names."""
    if isinstance(item.proof, Steps):
        feature, _ = features.parse(gherkin.render("Item", [item]).text, item.path)
        yield from feature.scenes if feature is not None else ()
    elif isinstance(item.proof, Scenarios):
        yield from (case.scene for case in cases(item, library) if case.scene is not None)


def _words(scene: Scene) -> list[Any]:
    """Every word of a scenario that a run reads: no comments, no blanks, no line numbers."""
    steps = [_step(step) for step in [*scene.background, *scene.node["steps"]]]
    rows = [
        _cells(row)
        for examples in scene.node["examples"]
        for row in [examples.get("tableHeader", {"cells": ()}), *examples.get("tableBody", ())]
    ]
    return [steps, rows]


def _step(step: Node) -> list[Any]:
    table = [_cells(row) for row in step.get("dataTable", {}).get("rows", ())]
    return [step["keyword"].strip(), step["text"], step.get("docString", {}).get("content", ""), table]


def _cells(row: Node) -> list[str]:
    return [cell["value"] for cell in row["cells"]]
