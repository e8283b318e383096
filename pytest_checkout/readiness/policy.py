"""The policy of the gate: which severities block, what unknown means, how much must be looked at, how old it may be."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from pytest_checkout.checklist import durations
from pytest_checkout.checklist.model import Severity

EVERY: Final = "every disruptor"
"""Under `coverage`: the least share of each disruptor that has none of its own."""


class Meaning(enum.StrEnum):
    """What an item that could not be looked at does to the decision, the mildest first."""

    IGNORE = "ignore"
    UNDECIDED = "undecided"
    NO_GO = "no-go"


@dataclass(frozen=True)
class Policy:
    """The rules of one phase. The default is what holds without a file: blockers alone block, and unknown is NO-GO.

    `unknown` says what a severity's unknown items mean, where that is not the standard: no-go for a severity that
    blocks, ignore for the others. `coverage` is, by disruptor, the share of its items (from 0 to 1) that must have an
    answer; `max_age` the oldest that evidence may be, whatever an item's SLA allows.
    """

    blocking: tuple[Severity, ...] = (Severity.BLOCKER,)
    unknown: Mapping[Severity, Meaning] = field(default_factory=dict)
    coverage: Mapping[str, Decimal] = field(default_factory=dict)
    max_age: timedelta | None = None

    def blocks(self, severity: str) -> bool:
        return severity in self.blocking

    def meaning(self, severity: str) -> Meaning:
        """What *unknown* means for items of that severity."""
        standard = Meaning.NO_GO if self.blocks(severity) else Meaning.IGNORE
        return self.unknown.get(Severity(severity), standard)

    def least(self, disruptor: str) -> Decimal:
        """The share of a disruptor's items that must have an answer."""
        return self.coverage.get(disruptor, self.coverage.get(EVERY, Decimal(0)))

    def with_(self, other: Policy) -> Policy:
        """The stricter of both, rule by rule."""
        ages = [each.max_age for each in (self, other) if each.max_age is not None]
        names = {*self.coverage, *other.coverage}
        return Policy(
            tuple(severity for severity in Severity if self.blocks(severity) or other.blocks(severity)),
            {each: max(self.meaning(each), other.meaning(each), key=list(Meaning).index) for each in Severity},
            {name: max(self.least(name), other.least(name)) for name in sorted(names)},
            min(ages) if ages else None,
        )

    def to_json(self) -> dict[str, Any]:
        """Every rule, those that are standard too: so it is locked."""
        return {
            "blocking": [str(severity) for severity in Severity if self.blocks(severity)],
            "unknown": {str(severity): str(self.meaning(severity)) for severity in Severity},
            "coverage": {name: str(self.coverage[name]) for name in sorted(self.coverage)},
            "max age": int(self.max_age.total_seconds()) if self.max_age else None,
        }

    def __str__(self) -> str:
        unknown = ", ".join(f"{severity} {self.meaning(severity)}" for severity in Severity)
        coverage = ", ".join(f"{name} {share:.0%}" for name, share in sorted(self.coverage.items()))
        return (
            f"{' and '.join(self.blocking)} items block; unknown means: {unknown}; "
            f"coverage: {coverage or 'no minimum'}; evidence counts "
            + (f"for {durations.told(self.max_age)} at most" if self.max_age else "as long as its SLA says")
        )


@dataclass(frozen=True)
class Policies:
    """A whole file: the rules, and those of phases that have some of their own. `source` names it."""

    standard: Policy = field(default_factory=Policy)
    phases: Mapping[str, Policy] = field(default_factory=dict)
    source: str = "built-in"

    def of(self, phases: Collection[str]) -> Policy:
        """The rules of a run whose checklists are of these phases: the strictest."""
        found = [self.phases.get(phase, self.standard) for phase in phases] or [self.standard]
        policy = found[0]
        for other in found[1:]:
            policy = policy.with_(other)
        return policy

    def to_json(self) -> dict[str, Any]:
        """What checklists.lock keeps: the rules by phase, under "" those of all phases that have none."""
        return {"": self.standard.to_json(), **{name: self.phases[name].to_json() for name in sorted(self.phases)}}


BUILT_IN: Final = Policies()
"""What holds without a file."""


def differences(locked: Mapping[str, Any], present: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """Every rule that is not as it was locked: whether it asks for less now, and how, in words.

    Both are what `Policies.to_json` gives.
    """
    for phase in sorted({*locked, *present}):
        before, after = locked.get(phase, locked.get("", {})), present.get(phase, present.get("", {}))
        where = f"in the phase {phase}, " if phase else ""
        for weaker, words in _compared(before, after):
            yield weaker, f"{where}{words}"


def _compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    was, now = before.get("blocking", []), after.get("blocking", [])
    if was != now:
        yield not set(was) <= set(now), f"'blocking' was {_listed(was)} and is {_listed(now)}"
    ranks = list(Meaning)
    for name, old, new in _pairs(before, after, "unknown"):
        weaker = old is not None and (new is None or ranks.index(Meaning(new)) < ranks.index(Meaning(old)))
        yield weaker, f"'unknown' of {name} was {old} and is {new}"
    for name, old, new in _pairs(before, after, "coverage"):
        weaker = Decimal(new or 0) < Decimal(old or 0)
        yield weaker, f"'coverage' of {name} was {_share(old)} and is {_share(new)}"
    old, new = before.get("max age"), after.get("max age")
    if old != new:
        yield old is not None and (new is None or new > old), f"'max age' was {_age(old)} and is {_age(new)}"


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any, Any]]:
    was, now = before.get(key, {}), after.get(key, {})
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            yield name, was.get(name), now.get(name)


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(words)}]"


def _share(text: str | None) -> str:
    return "not asked for" if text is None else f"{Decimal(text):.0%}"


def _age(seconds: int | None) -> str:
    return "not said" if seconds is None else durations.told(timedelta(seconds=seconds))
