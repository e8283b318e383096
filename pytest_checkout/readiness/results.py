"""What a run learned about each checklist item, as plain values that cross processes as JSON."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

TOO_FEW: Final = frozenset({"too-few-trials", "inconclusive"})
"""Reason codes of trials that have not decided yet, or not before their cap."""


class State(enum.StrEnum):
    """The six answers to "is it ready?"."""

    READY = "ready"
    NOT_READY = "not ready"
    UNKNOWN = "unknown"
    NOT_RUN = "not run"
    NOT_APPLICABLE = "not applicable"
    WAIVED = "waived"


@dataclass(frozen=True)
class Sample:
    """What the trials of one proof came to. Rates are fractions, with their 95 % interval; `carried` trials are older
    than the run. About `more` further trials would decide, in about `seconds_more`; both are 0 when it is decided.
    """

    call: str
    """A word of readiness.trials.Call: "excluded", "intermittent", "inconclusive" ..."""
    trials: int
    failed: int
    unseen: int
    rate: float
    low: float
    high: float
    carried: int = 0
    more: int = 0
    seconds_more: float = 0.0


@dataclass(frozen=True)
class Evidence:
    """What one proof of an item (a scenario, or one row of its examples) saw.

    `facts` are rows (stage, label, value) that the shopper read; `attachments` are paths relative to the
    report's directory. `shares` names what it had in common with other shoppers by our own doing ("account:jane").
    """

    nodeid: str
    state: State
    reason: str = ""
    reason_code: str = ""
    stage: str = ""
    looked_for: str = ""
    found: str = ""
    seconds: float = 0.0
    facts: tuple[tuple[str, str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    trials: Sample | None = None
    """What all trials came to, when it was tried more than once."""

    def to_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "state": str(self.state),
            "facts": [list(row) for row in self.facts],
            "attachments": list(self.attachments),
            "shares": list(self.shares),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Evidence:
        return cls(
            **{
                **data,
                "state": State(data["state"]),
                "facts": tuple(tuple(row) for row in data.get("facts", ())),
                "attachments": tuple(data.get("attachments", ())),
                "shares": tuple(data.get("shares", ())),
                "trials": Sample(**data["trials"]) if data.get("trials") else None,
            }
        )


@dataclass(frozen=True)
class Behind:
    """What an item is behind its waiver."""

    state: State
    reason: str
    reason_code: str


@dataclass(frozen=True)
class ItemResult:
    """The state of one checklist item after a run, with the reason in words and as a code."""

    id: str
    title: str
    checklist: str
    disruptor: str
    severity: str
    owner: str
    backup: str
    state: State
    reason: str
    reason_code: str
    file: str
    line: int
    at: str = ""
    """When it was last proved, ISO 8601 with offset; empty when it was not."""
    runbook: str = ""
    sla_detect_seconds: float | None = None
    tried: bool = False
    """False when an *unknown* item was never tried because the store cannot provide what it needs."""
    evidence: tuple[Evidence, ...] = field(default=())
    sla_respond_seconds: float | None = None
    valid_until: str = ""
    """When the signature that proves it ends, ISO 8601 with offset; empty when no signature proves it."""
    behind: Behind | None = None
    """Its own state, when it is *waived*."""
    pattern: str = ""
    """The id of the failure pattern that fits a red item."""
    playbook: str = ""
    """The path of that pattern's playbook."""
    call: str = ""
    """Whom to call about a red item, and why them."""
    impact: str = ""
    """What the fault costs in an hour, in words; empty when the profile has no `sales`."""
    lost_per_hour: tuple[str, str, str] | None = None
    """The same as amounts in the store's currency: the least, the likely, the most."""

    demand: str = ""
    """The fingerprint of what the item demanded when it was looked at (checklist/demand.py)."""

    @property
    def is_red(self) -> bool:
        """Whether somebody has to repair something: the shop is wrong, or nobody could look."""
        return self.state in (State.NOT_READY, State.UNKNOWN)

    @property
    def is_undecided(self) -> bool:
        """*Unknown* only for want of trials: nothing was wrong with the looking, and more of it would decide."""
        return self.state is State.UNKNOWN and self.reason_code in TOO_FEW

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something: red, or not run."""
        return self.is_red or self.state is State.NOT_RUN
