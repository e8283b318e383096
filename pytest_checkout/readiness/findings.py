"""What the readiness files (waivers, signatures, lock, freeze, roster) say about a moment, for the gate to weigh."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


class Weight(enum.StrEnum):
    """What a finding does to the decision."""

    NO_GO = "NO-GO"
    UNDECIDED = "UNDECIDED"
    NOTE = "note"
    """Printed, and decides nothing."""


class Source(enum.StrEnum):
    """Who found it. The value is the rule of the gate that a NO-GO or UNDECIDED finding breaks."""

    WAIVERS = "no waiver has expired"
    FREEZE = "no freeze forbids a deploy"
    LOCK = "the checklists are those that were locked"
    ROSTER = "confirmed people answer for every service"


@dataclass(frozen=True)
class Finding:
    """One sentence about one thing (an item, a window, a service), and the line of the file that says so."""

    source: Source
    weight: Weight
    subject: str
    message: str
    path: Path
    line: int = 1
    owner: str = ""
    turn: str = ""
    """What would turn it, when it decides."""
    seconds: float | None = None
    """About how long that takes."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.subject}: {self.message}"


@dataclass(frozen=True)
class End:
    """What will break a rule that holds: the first instant at which it does not, and why."""

    at: datetime
    words: str

    def told(self, now: datetime | None) -> tuple[str, float | None]:
        """In words, and in how many seconds."""
        return f"{self.words} {self.at:%Y-%m-%d %H:%M} UTC", (self.at - now).total_seconds() if now else None
