"""`pytest-checkout gate`: judge the last run again, at this moment; exit status 0 GO, 1 NO-GO, 2 UNDECIDED.

The files beside the checklists are read anew: who signed since, what was waived, what has expired, who is on call.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pytest_checkout.checklist.model import Phase
from pytest_checkout.errors import ProblemsError, UserError
from pytest_checkout.readiness import governance, project, summary, triage, waivers
from pytest_checkout.readiness.gate import (
    GO,
    NO_GO,
    UNDECIDED,
    Circumstances,
    Decision,
    Rule,
    aged,
    told,
    without_choice,
)
from pytest_checkout.readiness.governance import Governance
from pytest_checkout.readiness.policy import Policy
from pytest_checkout.readiness.results import ItemResult
from pytest_checkout.readiness.summary import Summary
from pytest_checkout.report import terminal

HELP = "judge the last run as things stand now (exit status 0 GO, 1 NO-GO, 2 UNDECIDED)"
EXIT_STATUS: Final = {GO: 0, NO_GO: 1, UNDECIDED: 2}
BANK: Final = ".checkout/bank.sqlite"
_BESIDE: Final = "the files beside the checklists can be read"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "readiness",
        nargs="?",
        type=Path,
        default=Path("checkout-report") / summary.NAME,
        help=f"the file to read, or its folder (default: checkout-report/{summary.NAME})",
    )
    parser.add_argument(
        "--bank",
        nargs="?",
        type=Path,
        const=Path(),
        metavar="FILE",
        help=f"join what the evidence bank knows of the same deploy, profile and checklist (default: {BANK})",
    )
    parser.add_argument(
        "--phase",
        choices=[str(phase) for phase in Phase],
        help="what is to be decided; freezes forbid the phase deploy (default: the phases of the run's checklists)",
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the project, with waivers.yaml and its neighbours (default: the current folder)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the decision, every rule and where to begin. What cannot be read decides nothing: UNDECIDED."""
    path: Path = arguments.readiness
    path = path / summary.NAME if path.is_dir() else path
    now = datetime.now(UTC)
    gc.disable()  # a tenth of the time, in a process that is about to end
    try:
        decision, results = judged(path, arguments.root, now, arguments.phase, arguments.bank)
    finally:
        gc.enable()
    print(*_lines(decision, results, now), sep="\n")
    return EXIT_STATUS[decision.word]


def judged(
    path: Path, root: Path, now: datetime, phase: str | None = None, bank: Path | None = None
) -> tuple[Decision, list[ItemResult]]:
    """What the run in `path` says as things stand at `now` in the project at `root`: decision and results.

    With `bank` (an empty path: the project's own), what it knows of the items counts as well.
    """
    try:
        found = summary.read(path)
    except OSError as error:
        return _unreadable(f"{path}: {error.strerror or error}. Run the checklists first: pytest checklists"), []
    except ValueError as error:
        return _unreadable(f"{path}: {error}"), []
    root = root.absolute()
    if gone := [name for name in found.run.get("beside", ()) if not (root / name).exists()]:
        return _open(found, now, f"{', '.join(gone)}: there when the checklists ran, and not in {root}: see --root")
    try:
        beside = governance.load(root, _paths(found, "checklists", root), _paths(found, "features", root), now)
    except ProblemsError as error:
        return _open(found, now, "; ".join(map(str, error.problems)))
    phases = [phase] if phase else found.run.get("phases", ())
    items, before, more, trouble = waivers.lifted(found.items), found.decision, "", ""
    if bank is not None:
        try:
            policy = beside.policies.of(phases)
            items, more = _carried(found, items, beside, policy, now, bank if bank.name else root / BANK)
            before = before if more else without_choice(before)
        except UserError as error:
            trouble = str(error)
        except ProblemsError as error:
            return _open(found, now, "; ".join(map(str, error.problems)))
    results, findings = beside.judged(items, now, phases)
    circumstances = replace(beside.circumstances(findings, now, phases), bank=trouble)
    decision = aged(before, results, circumstances)
    return replace(decision, notes=(*decision.notes, *([more] if more else []))), results


def _carried(
    found: Summary, items: list[ItemResult], beside: Governance, policy: Policy, now: datetime, bank: Path
) -> tuple[list[ItemResult], str]:
    """The items with what the bank knows of them; if that is nothing, why.

    Raises UserError for a bank that cannot be used, and ProblemsError when a checklist cannot be read.
    """
    from pytest_checkout.readiness import carried  # SQLAlchemy takes longer to load than a gate to decide

    whole = beside.project
    if not whole.checklists:
        whole = project.read(*(_paths(found, name, beside.root) for name in ("checklists", "features")))
    if whole.problems:
        raise ProblemsError(whole.problems)
    return carried.joined(items, whole, bank, found.run, policy, now)


def _paths(found: Summary, name: str, root: Path) -> list[Path]:
    """The folders that the run read, seen from `root`; a run of an earlier version does not say."""
    return [root / each for each in found.run.get(name, [name])]


def _lines(decision: Decision, results: list[ItemResult], now: datetime) -> Iterator[str]:
    yield decision.word
    if decision.policy:
        yield f"policy: {decision.policy}"
    for rule in decision.rules:
        yield f"  {'ok' if rule.passed else 'no':3}{rule.name}" + ("" if rule.passed else f": {rule.detail}")
        yield from (f"     {words}" for words in told(rule))
    yield from (f"  note: {note}" for note in decision.notes)
    if results:
        yield from ("", *terminal.table(results, now))
    if (score := waivers.score(results)).waived:
        yield f"score: {score}"
    for result in triage.dearest_first(result for result in results if result.is_red):
        yield f"{result.id} {result.title}: {result.state}"
        yield from (f"  {words}" for words in triage.told(result))


def _open(found: Summary, now: datetime, detail: str) -> tuple[Decision, list[ItemResult]]:
    """The run by itself, which is no GO without what lies beside the checklists."""
    alone = aged(found.decision, found.items, Circumstances(now=now))
    word = UNDECIDED if alone.word == GO else alone.word
    broken = Rule(_BESIDE, False, detail, "mend the files and ask again")
    return replace(alone, word=word, rules=(*alone.rules, broken)), list(found.items)


def _unreadable(detail: str) -> Decision:
    return Decision(UNDECIDED, (Rule("the results of a run can be read", False, detail),))
