"""The files beside the checklists: policy, waivers, signatures, lock, freezes and roster, laid upon a run's results.

Each file is optional, and what it would say is then neither asked nor counted (docs/readiness.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from pytest_checkout.checklist.features import Library
from pytest_checkout.checklist.model import Attest, Item, Phase
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.readiness import (
    attestations,
    freeze_file,
    freshness,
    lock,
    lock_file,
    policy_file,
    project,
    roster_file,
    triage,
    waivers,
)
from pytest_checkout.readiness.attestations import Attestation, Standing
from pytest_checkout.readiness.findings import End, Finding, Source
from pytest_checkout.readiness.freeze import Freeze
from pytest_checkout.readiness.gate import Circumstances, Findings
from pytest_checkout.readiness.lock import Lock, Place
from pytest_checkout.readiness.policy import BUILT_IN, Policies
from pytest_checkout.readiness.project import Project
from pytest_checkout.readiness.results import ItemResult, State
from pytest_checkout.readiness.roster import Roster
from pytest_checkout.readiness.waivers import Waiver

FREEZE: Final = "freeze.yaml"
ROSTER: Final = "roster.yaml"
NAMES: Final = (waivers.NAME, attestations.NAME, lock_file.NAME, FREEZE, ROSTER, policy_file.NAME)
COVERED: Final = timedelta(days=7)
"""How far ahead somebody has to be on call: a roster by weekdays shows all its gaps in a week."""
NOTHING: Final = Project((), Library(()), ())
Read = TypeVar("Read")


@dataclass(frozen=True)
class Governance:
    """What the files say. A part is None when its file is not there."""

    root: Path
    waivers: tuple[Waiver, ...] | None = None
    signatures: tuple[Attestation, ...] | None = None
    lock: Lock | None = None
    freeze: Freeze | None = None
    roster: Roster | None = None
    policy: Policies | None = None
    project: Project = NOTHING

    @property
    def files(self) -> list[str]:
        """The names of the files that are there."""
        parts = (self.waivers, self.signatures, self.lock, self.freeze, self.roster, self.policy)
        return [name for name, part in zip(NAMES, parts, strict=True) if part is not None]

    def judged(
        self, results: Iterable[ItemResult], now: datetime, phases: Collection[str]
    ) -> tuple[list[ItemResult], Findings]:
        """The results as they stand at `now`, and what else the gate has to weigh.

        Whether items are signed, too old, and waived, and whom to call is judged anew, whatever the results said.
        """
        signed = [self._signed(self._current(result), now) for result in waivers.lifted(results)]
        standing = freshness.aged(signed, now, self.policies.of(phases))
        called = [triage.called(result, self.roster, now) for result in standing]
        owners = sorted({result.owner for result in called})
        found = {source: self._seen_from_root(each) for source, each in self._findings(now, phases, owners)}
        return waivers.apply(called, self.waivers or (), now), found

    def circumstances(self, findings: Findings, now: datetime, phases: Collection[str]) -> Circumstances:
        """What the gate has to know of these files, beside what befell a run."""
        return Circumstances(
            now=now,
            findings=findings,
            policy=self.policies.of(phases),
            source=self.policies.source,
            ends=dict(self._ends(now, phases)),
        )

    @property
    def policies(self) -> Policies:
        """The rules of the gate; those that are built in when there is no file."""
        return self.policy or BUILT_IN

    def standing(self, item: Item, now: datetime) -> Standing | None:
        """What the signatures say of an item; None when it needs none, or there is no file with signatures."""
        if self.signatures is None or not isinstance(item.proof, Attest):
            return None
        return attestations.standing(item, self.signatures, self.root, now)

    def _current(self, result: ItemResult) -> ItemResult:
        """A result is about what the item demanded when it was looked at. What was red stays so."""
        place = self._present.get(result.id)
        if result.is_open or not result.demand or place is None or place.demand.fingerprint == result.demand:
            return result
        reason = "what it demands has changed since it was looked at"
        return replace(result, state=State.NOT_RUN, reason=reason, reason_code="changed", tried=False)

    @cached_property
    def _present(self) -> dict[str, Place]:
        """What every item of the project demands now."""
        return lock.places_of(self.project, self.root)

    def _signed(self, result: ItemResult, now: datetime) -> ItemResult:
        """An item that people sign, as their signatures say. What a test found wrong no signature repairs."""
        item = self.project.by_id.get(result.id)
        standing = self.standing(item, now) if item and not result.is_red else None
        if item is None or standing is None:
            return result
        signature, reason = standing.signature, standing.reason
        if signature is None or standing.state is not State.READY:
            code = "not-signed"
            return replace(
                result, state=State.NOT_RUN, reason=reason, reason_code=code, at="", valid_until="", tried=False
            )
        at, until = (
            moment.isoformat(timespec="seconds") for moment in (signature.at, attestations.until(item, signature))
        )
        return replace(result, state=State.READY, reason=reason, reason_code="", at=at, valid_until=until, tried=True)

    def _findings(
        self, now: datetime, phases: Collection[str], owners: Sequence[str]
    ) -> Iterator[tuple[Source, Iterable[Finding]]]:
        if self.waivers is not None:
            yield Source.WAIVERS, waivers.findings(self.waivers, now)
        if self.lock is not None:
            yield Source.LOCK, lock.findings(self.lock, self._present, self.policies.to_json())
        if self.freeze is not None and Phase.DEPLOY in phases:
            yield Source.FREEZE, self.freeze.findings(now)
        if self.roster is not None:
            yield Source.ROSTER, self.roster.findings(now, now + COVERED, owners)

    def _ends(self, now: datetime, phases: Collection[str]) -> Iterator[tuple[Source, End]]:
        """What will break a rule of these files next, and when."""
        if holding := [each for each in self.waivers or () if each.holds(now)]:
            first = min(holding, key=lambda each: each.expiry)
            yield Source.WAIVERS, End(first.expiry, f"the waiver of {first.item} ends")
        if self.freeze is not None and Phase.DEPLOY in phases and (next_one := self.freeze.next(now)):
            yield Source.FREEZE, End(next_one.start, f"the freeze {next_one.name} begins")
        if self.roster is not None and (end := self.roster.confirmed_until(now)):
            yield Source.ROSTER, End(end[1], f"the confirmation of {end[0].name} ends")

    def _seen_from_root(self, findings: Iterable[Finding]) -> list[Finding]:
        return [
            replace(each, path=each.path.relative_to(self.root)) if each.path.is_relative_to(self.root) else each
            for each in findings
        ]


def load(root: Path, checklists: Sequence[Path], scenarios: Sequence[Path], now: datetime) -> Governance:
    """The files in `root`. `checklists` and `scenarios` are folders or files; they are read only when that is needed.

    Raises ProblemsError with every mistake in all of them, those of the checklists too: an item that cannot be read
    could be the one that a waiver, a signature or the lock is about.
    """
    problems: list[Problem] = []

    def tried(name: str, read: Callable[[Path], Read]) -> Read | None:
        path = root / name
        try:
            return read(path) if path.exists() else None
        except ProblemsError as error:
            problems.extend(error.problems)
            return None

    locked = tried(lock_file.NAME, lock_file.load)
    whole = NOTHING
    if any((root / name).exists() for name in (waivers.NAME, attestations.NAME, lock_file.NAME, policy_file.NAME)):
        known = [root / place.file for place in locked.items.values()] if locked else []
        whole = project.read([*checklists, *dict.fromkeys(path for path in known if path.exists())], scenarios)
        problems += whole.problems
    found = Governance(
        root,
        tried(waivers.NAME, lambda path: waivers.load(path, whole.by_id, now)),
        tried(attestations.NAME, attestations.load),
        locked,
        tried(FREEZE, lambda path: freeze_file.load(path, now)),
        tried(ROSTER, roster_file.load),
        tried(policy_file.NAME, lambda path: policy_file.load(path, whole.disruptors)),
        whole,
    )
    if problems:
        raise ProblemsError(problems)
    return found
