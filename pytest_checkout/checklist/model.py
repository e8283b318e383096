"""A readiness checklist as values: what must be true, who owns it, how it is proved; each part with file:line."""

from __future__ import annotations

import enum
import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pytest_checkout.checklist.trialplan import TrialPlan


class Phase(enum.StrEnum):
    """When a checklist is used."""

    DAILY = "daily"
    DEPLOY = "deploy"
    FREEZE = "freeze"
    PEAK = "peak"


class Severity(enum.StrEnum):
    """How bad it is when the item is not ready. Only blockers decide, unless the policy says otherwise."""

    BLOCKER = "blocker"
    CRITICAL = "critical"
    NORMAL = "normal"
    MINOR = "minor"


@dataclass(frozen=True)
class Sla:
    """How soon a fault must be found (`detect`) and answered (`respond`)."""

    detect: timedelta
    respond: timedelta


@dataclass(frozen=True)
class Steps:
    """Proof by Gherkin lines written in the item. `lines` are (line number in the file, text)."""

    lines: tuple[tuple[int, str], ...]
    examples: tuple[tuple[str, ...], ...] = ()
    """First row: the column names. Empty when the item has no examples."""


@dataclass(frozen=True)
class Scenarios:
    """Proof by scenarios of the library: tags ("@PR01") or scenario names. All that match must pass."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Attest:
    """Proof by a person who looks and signs."""

    by: tuple[str, ...] = ()
    evidence_required: bool = False
    valid: timedelta | None = None
    """How long a signature counts at most; None: as long as the item's SLA allows evidence to be old."""


Proof = Steps | Scenarios | Attest


@dataclass(frozen=True)
class Item:
    """One line of a checklist. `line` is the 1-based line of its `id` in `path`."""

    id: str
    title: str
    disruptor: str
    severity: Severity
    owner: str
    sla: Sla | None
    runbook: str
    proof: Proof
    path: Path
    line: int
    backup: str = ""
    trials: TrialPlan | None = None
    """How often it is tried and how sure the verdict must be; None: one run decides."""

    @property
    def is_blocker(self) -> bool:
        return self.severity is Severity.BLOCKER

    @property
    def content_hash(self) -> str:
        """Changes when what the file says of the item changes (not when it moves to another line).

        The text of scenarios that it only names is elsewhere: see demand.py for a fingerprint with it.
        """
        proof = self.proof
        asked = [[text for _, text in proof.lines], proof.examples] if isinstance(proof, Steps) else repr(proof)
        parts = [
            self.id,
            self.title,
            self.disruptor,
            self.severity,
            self.owner,
            repr(self.sla),
            repr(self.trials),
            asked,
        ]
        return hashlib.sha256(json.dumps([type(proof).__name__, *parts]).encode()).hexdigest()


@dataclass(frozen=True)
class Checklist:
    """A whole file. `name` is its stem: "daily" for checklists/daily.yaml."""

    title: str
    phase: Phase
    owner: str
    backup: str
    sla: Sla
    items: tuple[Item, ...]
    path: Path

    @property
    def name(self) -> str:
        return self.path.name.removesuffix(".checklist.yaml").removesuffix(".yaml").removesuffix(".yml")
