"""Reads policy.yaml, with every mistake at once, each at its line and with the nearest right word."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from typing import Final

from pytest_checkout import yamlfile
from pytest_checkout.checklist import durations
from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.checklist.model import Phase, Severity
from pytest_checkout.checklist.trialplan import percent
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.readiness.policy import EVERY, Meaning, Policies, Policy
from pytest_checkout.registry import unknown

NAME: Final = "policy.yaml"
KEYS: Final = ("blocking", "unknown", "coverage", "max age")


def load(path: Path, disruptors: Collection[str]) -> Policies:
    """The policies in `path`. `disruptors` are the families of all checklists. Raises ProblemsError."""
    file = yamlfile.read(path)
    problems: list[Problem] = []
    top = Mapping(file, (), file.data, problems)
    top.only((*KEYS, "phases"))
    standard = _policy(top, Policy(), disruptors)
    phases: dict[str, Policy] = {}
    if (part := top.mapping("phases")) is not None:
        for name in part.data:
            if name not in set(Phase):
                part.wrong(unknown("phase", str(name), list(Phase)), name)
            elif (own := part.mapping(name)) is not None:
                own.only(KEYS)
                phases[name] = _policy(own, standard, disruptors)
    if problems:
        raise ProblemsError(problems)
    return Policies(standard, phases, path.name)


def _policy(part: Mapping, above: Policy, disruptors: Collection[str]) -> Policy:
    """The rules of one part; what it does not say is as in the part above."""
    blocking = _severities(part) if "blocking" in part else above.blocking
    meanings = {**above.unknown, **_unknown(part)}
    for severity in blocking:
        if meanings.get(severity) is Meaning.IGNORE:
            words = f"'unknown' of {severity} cannot be ignored: it blocks, and what nobody saw is no GO."
            part.wrong(words, "unknown" if "unknown" in part else "blocking")
    return Policy(
        blocking,
        meanings,
        {**above.coverage, **_coverage(part, disruptors)},
        part.parsed("max age", durations.parse, above.max_age, required=False),
    )


def _severities(part: Mapping) -> tuple[Severity, ...]:
    named = part.texts("blocking")
    for name in named:
        if name not in set(Severity):
            part.wrong(unknown("severity", name, list(Severity)), "blocking")
    if named and Severity.BLOCKER not in named:
        part.wrong("'blocking' leaves out blocker: what does not block is given another severity instead.", "blocking")
    return tuple(severity for severity in Severity if severity in named)


def _unknown(part: Mapping) -> dict[Severity, Meaning]:
    own = part.mapping("unknown")
    if own is None:
        return {}
    own.only(Severity)
    return {severity: own.word(severity, Meaning, Meaning.NO_GO) for severity in Severity if severity in own}


def _coverage(part: Mapping, disruptors: Collection[str]) -> dict[str, Decimal]:
    own = part.mapping("coverage")
    if own is None:
        return {}
    own.only((EVERY, *sorted(disruptors)))
    return {name: Decimal(str(own.parsed(name, percent, 0.0))) for name in (EVERY, *sorted(disruptors)) if name in own}
