"""Why we say GO, NO-GO or UNDECIDED: results of items in, one decision with every rule out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pytest_checkout.readiness.results import ItemResult, State

GO: Final = "GO"
NO_GO: Final = "NO-GO"
UNDECIDED: Final = "UNDECIDED"
_FRESH: Final = "what is known of every blocker is fresh"


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

    def to_json(self) -> dict[str, Any]:
        return {
            "word": self.word,
            "rules": [{"name": rule.name, "passed": rule.passed, "detail": rule.detail} for rule in self.rules],
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
    now: datetime | None = None
    """The time of the decision; None: it does not matter."""


def decide(results: Sequence[ItemResult], circumstances: Circumstances = Circumstances()) -> Decision:
    """The decision by the blockers: the first rule that does not hold gives the word, and every rule is listed."""
    words, rules = [], []
    for name, word, finding in _RULES:
        detail = finding(results, circumstances)
        rules.append(Rule(name, not detail, detail))
        if detail:
            words.append(word)
    return Decision(words[0] if words else GO, tuple(rules))


def aged(decision: Decision, results: Sequence[ItemResult], now: datetime) -> Decision:
    """The decision of an earlier run as it stands at `now`: what has become stale decides nothing any more."""
    detail = _stale(results, now)
    if not detail:
        return decision
    rules = (*(rule for rule in decision.rules if rule.name != _FRESH), Rule(_FRESH, False, detail))
    return Decision(UNDECIDED if decision.word == GO else decision.word, rules)


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
    """The blockers that were last looked at longer ago than their owner allows (the SLA's "detect")."""
    old = [
        f"{each.id} was last looked at {each.at}, and its owner wants to know within {_hours(each.sla_detect_seconds)}"
        for each in results
        if each.is_blocker and each.at and each.sla_detect_seconds is not None
        if now - datetime.fromisoformat(each.at) > timedelta(seconds=each.sla_detect_seconds)
    ]
    return "; ".join(old)


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:g} h"


def _nothing_proved(results: Sequence[ItemResult], _: Circumstances) -> str:
    return "" if any(each.state is State.READY for each in results) else "no item at all is ready"


_RULES: Final[tuple[tuple[str, str, Callable[[Sequence[ItemResult], Circumstances], str]], ...]] = (
    ("no blocker is not ready", NO_GO, _blockers(lambda each: each.state is State.NOT_READY)),
    ("no blocker that was tried is unknown", NO_GO, _blockers(lambda each: each.state is State.UNKNOWN and each.tried)),
    (
        "the store provides what every blocker needs",
        UNDECIDED,
        _blockers(lambda each: each.state is State.UNKNOWN and not each.tried),
    ),
    ("every blocker was run", UNDECIDED, _blockers(lambda each: each.state is State.NOT_RUN)),
    ("every checklist can be read and has items", UNDECIDED, lambda _, run: run.unreadable),
    ("the run came to its end", UNDECIDED, lambda _, run: run.unfinished),
    ("the whole checklist was run", UNDECIDED, lambda _, run: run.left_out),
    ("something was proved", UNDECIDED, _nothing_proved),
    (_FRESH, UNDECIDED, lambda results, run: _stale(results, run.now) if run.now else ""),
)
"""(what should hold, the word when it does not, why it does not): the order in which they decide."""
