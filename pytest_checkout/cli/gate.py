"""`pytest-checkout gate`: judge the last run again, at this moment; exit status 0 GO, 1 NO-GO, 2 UNDECIDED.

The files beside the checklists are read anew: who signed since, what was waived, what has expired, who is on call.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pytest_checkout.checklist.model import Phase
from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import governance, summary, triage, waivers
from pytest_checkout.readiness.gate import GO, NO_GO, UNDECIDED, Circumstances, Decision, Rule, aged, told
from pytest_checkout.readiness.results import ItemResult
from pytest_checkout.readiness.summary import Summary
from pytest_checkout.report import terminal

HELP = "judge the last run as things stand now (exit status 0 GO, 1 NO-GO, 2 UNDECIDED)"
EXIT_STATUS: Final = {GO: 0, NO_GO: 1, UNDECIDED: 2}
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
    decision, results = judged(path, arguments.root, now, arguments.phase)
    print(*_lines(decision, results, now), sep="\n")
    return EXIT_STATUS[decision.word]


def judged(path: Path, root: Path, now: datetime, phase: str | None = None) -> tuple[Decision, list[ItemResult]]:
    """What the run in `path` says as things stand at `now` in the project at `root`: decision and results."""
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
    results, findings = beside.judged(found.items, now, phases)
    return aged(found.decision, results, beside.circumstances(findings, now, phases)), results


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
