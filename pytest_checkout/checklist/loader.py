"""Reads a checklist file: YAML to model, with every mistake at once, each at its line."""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from pytest_checkout import yamlfile
from pytest_checkout.checklist import durations, steplines, trialplan
from pytest_checkout.checklist.leaks import leaks
from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.checklist.model import Attest, Checklist, Item, Phase, Proof, Scenarios, Severity, Sla, Steps
from pytest_checkout.checklist.trialplan import TrialPlan
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.registry import unknown

CHECKLIST_KEYS: Final = ("checklist", "phase", "owner", "backup", "sla", "runbook", "trials", "items")
ITEM_KEYS: Final = (
    "id",
    "title",
    "disruptor",
    "severity",
    "owner",
    "backup",
    "sla",
    "runbook",
    "trials",
    "steps",
    "examples",
    "scenarios",
    "attest",
)
PROOFS: Final = ("steps", "scenarios", "attest")

ID: Final = re.compile(r"[A-Z][A-Z0-9]*-\d+")
_NO_SLA = Sla(timedelta(days=1), timedelta(days=1))


class Evidence(enum.StrEnum):
    """Whether a signature needs something to look at."""

    REQUIRED = "required"
    OPTIONAL = "optional"


def load(path: Path, disruptors: Collection[str] | None) -> Checklist:
    """The checklist in `path`; `disruptors` are the known families. Raises ProblemsError with every mistake."""
    checklist, problems = read(path, disruptors)
    if problems:
        raise ProblemsError(problems)
    return checklist


def read(path: Path, disruptors: Collection[str] | None) -> tuple[Checklist, list[Problem]]:
    """The checklist as far as it can be read, and everything that is wrong with it.

    What is wrong is replaced by a harmless default, so that the rest (the steps, above all) can still be checked.
    `disruptors` are the known families; None: any word will do.
    """
    try:
        file = yamlfile.read(path)
    except ProblemsError as error:
        return Checklist("", Phase.DAILY, "", "", _NO_SLA, (), path), list(error.problems)
    problems = [Problem.at(path, line, message) for line, message in leaks(path.read_text(encoding="utf-8"))]
    top = Mapping(file, (), file.data, problems)
    top.only(CHECKLIST_KEYS)
    checklist = Checklist(
        title=top.text("checklist"),
        phase=top.word("phase", Phase, Phase.DAILY),
        owner=top.text("owner"),
        backup=top.text("backup"),
        sla=_sla(top, None),
        items=(),
        path=path,
    )
    runbook, plans = _runbook(top, ""), _plans(top)
    entries = _entries(top)
    items = tuple(_item(entry, checklist, runbook, plans, disruptors) for entry in entries)
    problems += duplicates(item for item in items if item.id)
    return replace(checklist, items=items), problems


def duplicates(items: Iterable[Item]) -> list[Problem]:
    """A mistake for every id that was used before, in the same file or in another one of the run."""
    first: dict[str, Item] = {}
    problems = []
    for item in items:
        earlier = first.setdefault(item.id, item)
        if earlier is not item:
            same = earlier.path == item.path
            place = f"in line {earlier.line}" if same else f"at {'/'.join(earlier.path.parts[-2:])}:{earlier.line}"
            message = f"the id '{item.id}' is already used {place}; an id names one item."
            problems.append(Problem.at(item.path, item.line, message))
    return problems


def _entries(top: Mapping) -> list[Mapping]:
    if "items" not in top:
        top.wrong("'items' is missing.")
        return []
    if not top.data["items"]:
        top.wrong("'items' is empty: a checklist without items proves nothing.", "items")
        return []
    return top.mappings("items")


def _item(
    entry: Mapping,
    above: Checklist,
    runbook: str,
    plans: dict[str, TrialPlan | None],
    disruptors: Collection[str] | None,
) -> Item:
    entry.only(ITEM_KEYS)
    disruptor = entry.text("disruptor")
    if disruptor and disruptors is not None and disruptor not in disruptors:
        entry.wrong(unknown("disruptor", disruptor, disruptors), "disruptor")
    return Item(
        id=entry.parsed("id", _id, ""),
        title=entry.parsed("title", _title, ""),
        disruptor=disruptor,
        severity=entry.word("severity", Severity, Severity.NORMAL),
        owner=entry.text("owner", required=False, default=above.owner),
        backup=entry.text("backup", required=False, default=above.backup),
        sla=_sla(entry, above.sla),
        runbook=_runbook(entry, runbook),
        proof=_proof(entry),
        path=above.path,
        line=entry.line("id") if "id" in entry else entry.line(),
        trials=_trials(entry, plans),
    )


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError(f"'{text}' is not an id; write capitals, a dash and a number, as in 'PRO-01'")
    return text


def _title(text: str) -> str:
    if "::" in text:
        raise ValueError("'::' separates names for pytest and cannot stand in a title")
    if names := steplines.NAMES.findall(text):
        raise ValueError(f"'<{names[0]}>' is for steps; a title is the same for every example")
    return text


def _runbook(part: Mapping, default: str) -> str:
    return part.text("runbook", required=False, default=default)


def _sla(part: Mapping, default: Sla | None) -> Sla:
    """The times of one part; an item's own `sla` may give one of the two and inherits the other."""
    own = part.mapping("sla")
    if own is None:
        if default is None and "sla" not in part:
            part.wrong("'sla' is missing: write 'sla: {detect: 24h, respond: 30m}'.")
        return default or _NO_SLA
    own.only(("detect", "respond"))
    above, required = default or _NO_SLA, default is None
    return Sla(
        detect=own.parsed("detect", durations.parse, above.detect, required=required),
        respond=own.parsed("respond", durations.parse, above.respond, required=required),
    )


def _plans(top: Mapping) -> dict[str, TrialPlan | None]:
    """The plans that a checklist names, for its items to choose from; None for one with mistakes."""
    named = top.mapping("trials")
    if named is None:
        return {}
    parts = {name: named.mapping(name) for name in named.data}
    return {name: trialplan.read(part) if part else None for name, part in parts.items()}


def _trials(item: Mapping, plans: dict[str, TrialPlan | None]) -> TrialPlan | None:
    if "trials" not in item:
        return None
    if "attest" in item:
        item.wrong("a signature is not tried again and again: 'trials' goes with 'steps' or 'scenarios'.", "trials")
        return None
    if isinstance(item.data["trials"], dict):
        part = item.mapping("trials")
        return trialplan.read(part) if part else None
    name = item.text("trials")
    if name and name not in plans:
        known = unknown("plan", name, plans) if plans else f"there is no plan '{name}'."
        item.wrong(f"{known} Plans stand under 'trials:' at the top of the checklist.", "trials")
    return plans.get(name)


def _proof(item: Mapping) -> Proof:
    given = [name for name in PROOFS if name in item]
    if not given:
        item.wrong("nothing proves this item: give it 'steps', 'scenarios' or 'attest'.")
        return Steps(())
    if len(given) > 1:
        item.wrong(f"an item has one proof, and this one has {' and '.join(given)}.", given[1])
    if "examples" in item and given[0] != "steps":
        item.wrong(f"'examples' fill the <names> of 'steps'; '{given[0]}' has none.", "examples")
    match given[0]:
        case "steps":
            return steplines.read(item)
        case "scenarios":
            return Scenarios(item.texts("scenarios"))
        case _:
            return _attest(item)


def _attest(item: Mapping) -> Attest:
    part = item.mapping("attest")
    if part is None:
        return Attest()
    part.only(("by", "evidence", "valid"))
    if "by" not in part:
        part.wrong("'by' is missing: who may sign, as in 'by: [head of payments]'.")
        return Attest()
    evidence = part.word("evidence", Evidence, Evidence.OPTIONAL) if "evidence" in part else Evidence.OPTIONAL
    valid = part.parsed("valid", durations.parse, None, required=False)
    return Attest(part.texts("by"), evidence is Evidence.REQUIRED, valid)
