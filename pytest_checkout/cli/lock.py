"""`pytest-checkout lock`: agree on the checklists as they are now, with a name and a reason, or tell what differs."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pytest_checkout.cli import _whole_project
from pytest_checkout.errors import ProblemsError, UserError
from pytest_checkout.readiness import lock_file, policy_file, signer
from pytest_checkout.readiness.lock import Change, Difference, Lock, changed_rules, differences, places
from pytest_checkout.readiness.policy import BUILT_IN

HELP = "agree on the checklists as they are now, or tell what differs from the agreement"
_USAGE = "pytest-checkout lock --by NAME --reason TEXT"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="NAME", help="who agrees")
    parser.add_argument("--reason", metavar="TEXT", help="why the checklists change")
    parser.add_argument("--check", action="store_true", help="only tell what differs; exit status 1 when anything does")
    parser.add_argument(
        "--file", type=Path, default=Path(lock_file.NAME), help=f"the lock to write (default: {lock_file.NAME})"
    )
    _whole_project.configure(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print every difference and, unless it is only a check, write the lock with one more entry in its history.

    Raises UserError without a name and a reason, and ProblemsError when a checklist or the lock cannot be read: what
    cannot be read cannot be agreed on.
    """
    by, reason = (" ".join((text or "").split()) for text in (arguments.by, arguments.reason))
    if not arguments.check and not (by and reason):
        raise UserError(f"Say who agrees and why: {_USAGE} (or --check, to look only)")
    path: Path = arguments.file
    before = lock_file.load(path) if path.exists() else Lock(path, {})
    after, found = _present(arguments, before)
    for each in found:
        print(f"{each.file}:{each.line}: {each}")
    if arguments.check:
        print(f"{len(found)} differences from {path}" if path.exists() else f"{path} does not exist yet")
        return 1 if found else 0
    if not found and path.exists():
        print(f"{path} is as it was: nothing differs")
        return 0
    change = Change(
        datetime.now(UTC).replace(microsecond=0),
        by,
        reason,
        signer.recorded(path.parent),
        tuple(map(str, found)),
    )
    try:
        lock_file.write(replace(after, history=(*before.history, change)))
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from None
    print(f"{path}: {len(after.items)} items locked by {change.by}")
    return 0


def _present(arguments: argparse.Namespace, before: Lock) -> tuple[Lock, list[Difference]]:
    found = _whole_project.read(arguments)
    if found.problems:
        raise ProblemsError(found.problems)
    now = places(found.checklists, found.library, before.path.parent)
    if not now:
        raise UserError("There is no checklist to lock: name its folder with --checklists DIR")
    rules = before.path.parent / policy_file.NAME
    policy = policy_file.load(rules, found.disruptors) if rules.exists() else BUILT_IN
    present = Lock(before.path, now, policy=policy.to_json())
    return present, [*changed_rules(before.policy, present.policy), *differences(before.items, now)]
