"""Evidence of other runs and machines: what the bank knows of the items, joined with what the last run saw.

It counts for the same store, deploy and profile, for what the item demands today, and for as long as the item's
evidence may be old. The worse of both stands, so that a bank can only fill gaps and find faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pytest_checkout.checklist import plan
from pytest_checkout.checklist.model import Attest, Checklist, Item
from pytest_checkout.checklist.plan import Case
from pytest_checkout.checklist.trialplan import BURST, TrialPlan
from pytest_checkout.readiness.bank import Bank, Scope, Target
from pytest_checkout.readiness.join import Heard, join
from pytest_checkout.readiness.policy import Policy
from pytest_checkout.readiness.project import Project
from pytest_checkout.readiness.results import Evidence, ItemResult, State
from pytest_checkout.readiness.trials import Verdict, judge

NOBODY_SAID = "nobody said what is deployed"
NOTHING = "the bank holds nothing of it that counts"


def joined(
    results: list[ItemResult], project: Project, path: Path, run: Mapping[str, Any], policy: Policy, now: datetime
) -> tuple[list[ItemResult], str]:
    """The results of a run with what the bank at `path` adds; if that is nothing, why. `run` is what it said of itself.

    Raises BankError for a bank that cannot be used, or not be trusted.
    """
    with Bank.to_read(path) as bank:
        try:
            target = Target.from_json(run.get("target", {}))
        except ValueError as error:
            return results, f"nothing was joined from the bank: {error}"
        if not target.deploy:
            return results, f"nothing was joined from the bank: {run.get('not_carried') or NOBODY_SAID}"
        carried = Carried(bank, project, target, policy, now, watched=bool(run.get("scheduled")))
        return carried.joined(results), ""


@dataclass(frozen=True)
class _Place:
    """One item that a machine proves: where it stands, what proves it, and how old its evidence may be."""

    checklist: Checklist
    item: Item
    cases: Sequence[Case]
    scope: Scope
    longest: timedelta


class Carried:
    """What was kept of the items of one project, for one target. Raises BankError for a bank that is not sound."""

    def __init__(
        self, bank: Bank, project: Project, target: Target, policy: Policy, now: datetime, *, watched: bool
    ) -> None:
        self._watched = watched
        places = [
            _Place(
                checklist,
                item,
                plan.cases(item, project.library),
                target.scope(project.demands[item.id].fingerprint),
                min(item.sla.detect if item.sla else checklist.sla.detect, policy.max_age or timedelta.max),
            )
            for checklist in project.checklists
            for item in checklist.items
            if not isinstance(item.proof, Attest)
        ]
        self._places = {place.item.id: place for place in places}
        self._found = bank.evidence_of({place.scope: place.longest for place in places}, now=now)

    def joined(self, results: Iterable[ItemResult]) -> list[ItemResult]:
        """The results with what the bank adds."""
        results = list(results)
        mine = [self._places[result.id] for result in results if result.id in self._places]
        # So many chances to be wrong has the gate: the whole checklists of the run, whatever it selected.
        under_trial = sum(case.runs for place in mine if place.item.trials for case in place.cases)
        return [self._joined(result, 1 if self._watched else max(1, under_trial)) for result in results]

    def _joined(self, ours: ItemResult, items: int) -> ItemResult:
        place = self._places.get(ours.id)
        trials = self._found.get(place.scope, {}) if place else {}
        if place is None or not trials:
            return ours
        planned = place.item.trials or (BURST if self._watched else None)
        evidence, latest = [], []
        for case in place.cases:
            own = case.kept_as(case.name)  # of two items that demand the same, and so have one scope: this one's
            for name in sorted(name for name in trials if name == own or name.startswith(f"{own}[")):
                verdict = judge(trials[name], planned, items=items, watched=self._watched)
                evidence.append(_evidence(f"{ours.file}::{name}", verdict, planned))
                latest.append(trials[name][-1].at)
        at = min(latest).isoformat(timespec="seconds") if latest else ""
        heard = Heard(tuple(evidence), sum(case.runs for case in place.cases), at, NOTHING)
        kept = replace(join(place.checklist, place.item, heard, ours.file), demand=place.scope.checklist)
        changed = ours.demand not in ("", kept.demand) and not ours.is_open  # the run saw what is not asked any more
        return kept if changed and kept.state is not State.NOT_RUN else _worse(ours, kept)


def _worse(ours: ItemResult, kept: ItemResult) -> ItemResult:
    """What stands of what the run saw and what the bank knows."""
    if kept.state is State.NOT_RUN or ours.state is State.NOT_APPLICABLE:
        return ours
    saw_nothing = ours.state is State.NOT_RUN or (ours.state is State.UNKNOWN and not ours.tried) or ours.is_undecided
    if saw_nothing or _rank(kept) < _rank(ours):
        return replace(kept, line=ours.line, pattern=ours.pattern, playbook=ours.playbook)
    newer = kept.state is ours.state is State.READY and kept.at > ours.at
    return replace(ours, at=kept.at) if newer else ours


def _rank(result: ItemResult) -> int:
    return (State.NOT_READY, State.UNKNOWN).index(result.state) if result.is_red else len(State)


def _evidence(nodeid: str, verdict: Verdict, planned: TrialPlan | None) -> Evidence:
    return Evidence(
        nodeid,
        verdict.state,
        verdict.words(),
        verdict.reason_code,
        seconds=round(verdict.seen.seconds_each, 3),
        trials=verdict.sample(carried=verdict.seen.trials) if planned else None,
    )
