"""Why we say GO, NO-GO or UNDECIDED: results of items in, one decision with every rule out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from pytest_checkout.checklist import durations
from pytest_checkout.readiness import freshness, rules
from pytest_checkout.readiness.findings import End, Finding, Source, Weight
from pytest_checkout.readiness.policy import BUILT_IN, Policy
from pytest_checkout.readiness.results import ItemResult
from pytest_checkout.readiness.rules import GO, NO_GO, UNDECIDED, Trouble

__all__ = [
    "GO",
    "NO_GO",
    "UNDECIDED",
    "Circumstances",
    "Decision",
    "Findings",
    "Rule",
    "aged",
    "decide",
    "told",
    "without_choice",
]

_READABLE: Final = "every checklist can be read and has items"
_ENDED: Final = "the run came to its end"
_WHOLE: Final = "the whole checklist was run"
_BANK: Final = "the evidence bank can be used"
_PROVED: Final = "something was proved"
_CLOCK: Final = "no evidence is from the future"
_FRESH: Final = rules.OF_ITEMS[-1][0]

Findings = Mapping[Source, Sequence[Finding]]
"""What the files beside the checklists say, for every source that there is: each is one more rule of the gate."""


@dataclass(frozen=True)
class Rule:
    """One rule of the gate: whether it holds, and if not, in `detail`, because of what.

    `turn` is what would turn it: what makes a broken rule hold, and what ends one that holds; `seconds` is about how
    long that takes; `call` names the people to call about a broken one.
    """

    name: str
    passed: bool
    detail: str = ""
    turn: str = ""
    seconds: float | None = None
    call: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name if self.passed else f"{self.name}: no. {self.detail}"

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "passed": self.passed,
            "detail": self.detail,
            "turn": self.turn,
            "turn_seconds": None if self.seconds is None else round(self.seconds),
            "call": list(self.call),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rule:
        return cls(
            data["name"],
            data["passed"],
            data["detail"],
            data.get("turn", ""),
            data.get("turn_seconds"),
            tuple(data.get("call", ())),
        )


@dataclass(frozen=True)
class Decision:
    """One word and every rule that led to it."""

    word: str
    rules: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()
    """What somebody should know and what decides nothing: waivers that hold, an emergency that opens a freeze."""
    policy: str = ""
    """By which policy it was decided, in words."""

    def to_json(self) -> dict[str, Any]:
        return {
            "word": self.word,
            "rules": [rule.to_json() for rule in self.rules],
            "notes": list(self.notes),
            "policy": self.policy,
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
    policy: Policy = BUILT_IN.standard
    source: str = BUILT_IN.source
    """Where the policy comes from."""
    ends: Mapping[Source, End] = field(default_factory=dict)
    """What will break a rule of `findings` that holds now, and when."""


def decide(results: Sequence[ItemResult], circumstances: Circumstances = Circumstances()) -> Decision:
    """The decision: the worst word of all rules that do not hold. Every rule is listed."""
    now, policy = circumstances.now, circumstances.policy
    standing = freshness.aged(results, now, policy) if now else list(results)
    found: list[tuple[str, list[Trouble]]] = [
        *((name, list(check(standing, policy))) for name, check in rules.OF_ITEMS),
        *_of_run(circumstances),
        (_PROVED, list(rules.nothing_proved(standing))),
        (_CLOCK, list(rules.from_the_future(standing, now))),
    ]
    if policy.coverage:
        found.append((rules.COVERED, list(rules.uncovered(standing, policy))))
    notes: list[str] = []
    for source, findings in circumstances.findings.items():
        found.append((str(source), [_trouble(each) for each in findings if each.weight is not Weight.NOTE]))
        notes += [str(each) for each in findings if each.weight is Weight.NOTE]
    ends = {str(source): end.told(now) for source, end in circumstances.ends.items()}
    ends[_FRESH] = rules.ends(standing, policy, now)
    words = {trouble.word for _, troubles in found for trouble in troubles}
    return Decision(
        next((word for word in (NO_GO, UNDECIDED) if word in words), GO),
        tuple(_rule(name, troubles, ends.get(name, ("", None))) for name, troubles in found),
        tuple(notes),
        f"{circumstances.source}: {policy}",
    )


def aged(before: Decision, results: Sequence[ItemResult], circumstances: Circumstances) -> Decision:
    """The decision of an earlier run about `results` as they stand now; what befell that run stays true.

    `circumstances` say what holds now: time, policy, and the files beside the checklists.
    """
    told = {rule.name: rule.detail for rule in before.rules if not rule.passed}
    befell = replace(
        circumstances,
        unreadable=told.get(_READABLE, ""),
        unfinished=told.get(_ENDED, ""),
        left_out=told.get(_WHOLE, ""),
        bank=circumstances.bank or told.get(_BANK, ""),
    )
    after = decide(results, befell)
    known = {rule.name for rule in after.rules} | set(map(str, Source)) | {rules.COVERED}
    newer = tuple(rule for rule in before.rules if not rule.passed and rule.name not in known)
    if not newer:
        return after
    return replace(after, word=UNDECIDED if after.word == GO else after.word, rules=(*after.rules, *newer))


def without_choice(before: Decision) -> Decision:
    """The decision of a run whose gaps are filled from elsewhere: what it left out is no matter of its own any more.

    Items that nobody looked at at all are *not run* still, by a rule of theirs.
    """
    return replace(before, rules=tuple(rule for rule in before.rules if rule.name != _WHOLE))


def _of_run(run: Circumstances) -> Iterator[tuple[str, list[Trouble]]]:
    """What befell the run as a whole."""
    for name, what, turn in (
        (_READABLE, run.unreadable, "mend what this names and run again"),
        (_ENDED, run.unfinished, "run again, to the end"),
        (_WHOLE, run.left_out, "run again without choosing tests (-k, -m, --deselect, a single item)"),
        (_BANK, run.bank, "do what it says, or run with --checkout-bank off"),
    ):
        yield name, [Trouble(UNDECIDED, what, turn)] if what else []


def _trouble(finding: Finding) -> Trouble:
    return Trouble(str(finding.weight), str(finding), finding.turn, finding.seconds, finding.owner)


def _rule(name: str, troubles: Sequence[Trouble], end: tuple[str, float | None]) -> Rule:
    if not troubles:
        return Rule(name, True, turn=end[0], seconds=end[1])
    times = [each.seconds for each in troubles if each.seconds is not None]
    return Rule(
        name,
        False,
        "; ".join(each.text for each in troubles),
        "; ".join(dict.fromkeys(each.turn for each in troubles if each.turn)),
        sum(times) if times else None,
        tuple(dict.fromkeys(each.call for each in troubles if each.call)),
    )


def told(rule: Rule) -> Iterator[str]:
    """What would turn a rule, how long that takes, and whom to call, a line each."""
    time = "" if rule.seconds is None else durations.rough(timedelta(seconds=max(0.0, rule.seconds)))
    if rule.turn and rule.passed:
        yield f"until {rule.turn}" + (f", in {time}" if time else "")
    elif rule.turn:
        yield f"to turn it: {rule.turn}" + (f" (about {time})" if time else "")
    if rule.call:
        yield f"call: {'; '.join(rule.call)}"
