"""`pytest-checkout gate`: tell the decision of the last run, as an exit status too: 0 GO, 1 NO-GO, 2 UNDECIDED."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pytest_checkout.readiness import summary
from pytest_checkout.readiness.gate import GO, NO_GO, UNDECIDED, Decision, Rule, aged

HELP = "tell the decision of the last run (exit status 0 GO, 1 NO-GO, 2 UNDECIDED)"
EXIT_STATUS: Final = {GO: 0, NO_GO: 1, UNDECIDED: 2}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "readiness",
        nargs="?",
        type=Path,
        default=Path("checkout-report") / summary.NAME,
        help=f"the file to read, or its folder (default: checkout-report/{summary.NAME})",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the decision and every rule. What cannot be read decides nothing: UNDECIDED, never an older answer."""
    path: Path = arguments.readiness
    decision = decided(path / summary.NAME if path.is_dir() else path, datetime.now(UTC))
    print(decision.word)
    for rule in decision.rules:
        print(f"  {'ok' if rule.passed else 'no':3}{rule.name}" + ("" if rule.passed else f": {rule.detail}"))
    return EXIT_STATUS[decision.word]


def decided(path: Path, now: datetime) -> Decision:
    """What the file says, unless it has become stale since."""
    try:
        found = summary.read(path)
    except OSError as error:
        return _unreadable(f"{path}: {error.strerror or error}. Run the checklists first: pytest checklists")
    except ValueError as error:
        return _unreadable(f"{path}: {error}")
    return aged(found.decision, found.items, now)


def _unreadable(detail: str) -> Decision:
    return Decision(UNDECIDED, (Rule("the results of a run can be read", False, detail),))
