"""Why we say GO, NO-GO or UNDECIDED: results of items in, one decision with every rule out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from pytest_checkout.readiness.findings import Finding, Source, Weight
from pytest_checkout.readiness.results import ItemResult, State

GO: Final = "GO"
NO_GO: Final = "NO-GO"
UNDECIDED: Final = "UNDECIDED"
_READABLE: Final = "every checklist can be read and has items"
_ENDED: Final = "the run came to its end"
_WHOLE: Final = "the whole checklist was run"
_BANK: Final = "the evidence bank can be used"
_FRESH: Final = "what is known of every blocker is fresh"

Findings = Mapping[Source, Sequence[Finding]]
"""What the files beside the checklists say, for every source that there is: each is one more rule of the gate."""


@dataclass(frozen=True)
class Rule:
    """One rule of the gate: whether it holds, and if not, in `detail`, because of what."""

    name: str
    passed: bool
    detail: str = ""

    def __str__(self) -> str:
        return self.name if self.passed else f"{self.name}: no. {self.detail}"


@dataclass(frozen=True)
class Decision:
    """One word and every rule that led to it."""

    word: str
    rules: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()
    """What somebody should know and what decides nothing: waivers that hold, an emergency that opens a freeze."""

    def to_json(self) -> dict[str, Any]:
        return {
            "word": self.word,
            "rules": [{"name": rule.name, "passed": rule.passed, "detail": rule.detail} for rule in self.rules],
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class Circumstances:
    """What must be known of a run beside the results of its items. Each text is empty when all is well."""

    unreadable: str = ""
    """Why a checklist could not be read or is empty."""
    unfinished: str = ""
    """Why the run did not come to its end."""
    left_out: str = ""
    """Which items somebody chose not to run."""
    bank: str = ""
    """Why the evidence bank cannot be used."""
    now: datetime | None = None
    """The time of the decision; None: it does not matter."""
    findings: Findings = field(default_factory=dict)


def decide(results: Sequence[ItemResult], circumstances: Circumstances = Circumstances()) -> Decision:
    """The decision: the worst word of all rules that do not hold. Every rule is listed, and blockers alone count."""
    words, rules = [], []
    for name, word, finding in _RULES:
        detail = finding(results, circumstances)
        rules.append(Rule(name, not detail, detail))
        if detail:
            words.append(word)
    notes = []
    for source, findings in circumstances.findings.items():
        broken = [each for each in findings if each.weight is not Weight.NOTE]
        rules.append(Rule(str(source), not broken, "; ".join(map(str, broken))))
        words += [str(each.weight) for each in broken]
        notes += [str(each) for each in findings if each.weight is Weight.NOTE]
    return Decision(next((word for word in (NO_GO, UNDECIDED) if word in words), GO), tuple(rules), tuple(notes))


def aged(before: Decision, results: Sequence[ItemResult], now: datetime, findings: Findings | None = None) -> Decision:
    """The decision of an earlier run about `results` as they stand at `now`; what befell that run stays true."""
    told = {rule.name: rule.detail for rule in before.rules if not rule.passed}
    befell = Circumstances(
        told.get(_READABLE, ""), told.get(_ENDED, ""), told.get(_WHOLE, ""), told.get(_BANK, ""), now, findings or {}
    )
    after = decide(results, befell)
    known = {name for name, _, _ in _RULES} | set(map(str, Source))
    newer = tuple(rule for rule in before.rules if not rule.passed and rule.name not in known)
    if not newer:
        return after
    return Decision(UNDECIDED if after.word == GO else after.word, (*after.rules, *newer), after.notes)


def _blockers(condition: Callable[[ItemResult], bool]) -> Callable[[Sequence[ItemResult], Circumstances], str]:
    """A finding that names every blocker for which `condition` holds, with its reason and owner."""

    def finding(results: Sequence[ItemResult], _: Circumstances) -> str:
        return _named(result for result in results if result.is_blocker and condition(result))

    return finding


def _named(results: Iterable[ItemResult]) -> str:
    return "; ".join(
        f"{each.id} is {each.state}" + (f": {each.reason}" if each.reason else "") + f" (owner: {each.owner})"
        for each in results
    )


def _stale(results: Sequence[ItemResult], now: datetime) -> str:
    """The blockers whose signature has ended, or that were last looked at longer ago than their owner allows.

    A signature is good for as long as it says itself, everything else for the SLA's "detect".
    """
    ended = [
        f"the signature for {each.id} counted until {each.valid_until}"
        for each in results
        if each.is_blocker and each.valid_until and now >= datetime.fromisoformat(each.valid_until)
    ]
    old = [
        f"{each.id} was last looked at {each.at}, and its owner wants to know within {_hours(each.sla_detect_seconds)}"
        for each in results
        if each.is_blocker and each.at and each.sla_detect_seconds is not None and not each.valid_until
        if now - datetime.fromisoformat(each.at) > timedelta(seconds=each.sla_detect_seconds)
    ]
    return "; ".join([*ended, *old])


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:g} h"


def _nothing_proved(results: Sequence[ItemResult], _: Circumstances) -> str:
    return "" if any(each.state is State.READY for each in results) else "no item at all is ready"


_RULES: Final[tuple[tuple[str, str, Callable[[Sequence[ItemResult], Circumstances], str]], ...]] = (
    ("no blocker is not ready", NO_GO, _blockers(lambda each: each.state is State.NOT_READY)),
    (
        "no blocker that was tried is unknown",
        NO_GO,
        _blockers(lambda each: each.state is State.UNKNOWN and each.tried and not each.is_undecided),
    ),
    ("the trials of every blocker have decided", UNDECIDED, _blockers(lambda each: each.is_undecided)),
    (
        "the store provides what every blocker needs",
        UNDECIDED,
        _blockers(lambda each: each.state is State.UNKNOWN and not each.tried),
    ),
    ("every blocker was run", UNDECIDED, _blockers(lambda each: each.state is State.NOT_RUN)),
    (_READABLE, UNDECIDED, lambda _, run: run.unreadable),
    (_ENDED, UNDECIDED, lambda _, run: run.unfinished),
    (_WHOLE, UNDECIDED, lambda _, run: run.left_out),
    (_BANK, UNDECIDED, lambda _, run: run.bank),
    ("something was proved", UNDECIDED, _nothing_proved),
    (_FRESH, UNDECIDED, lambda results, run: _stale(results, run.now) if run.now else ""),
)
"""(what should hold, the word when it does not, why it does not)."""
