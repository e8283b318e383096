"""`pytest-checkout bank`: check the evidence bank, carry it between machines, and look into it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pytest_checkout.errors import UserError
from pytest_checkout.readiness import bank

HELP = "verify, export, import or show the evidence bank"
_EVER = timedelta(days=36_500)


def configure(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(metavar="ACT", required=True)

    act = acts.add_parser("verify", help="find every change to a record; exit status 1 when there is one")
    _name_bank(act)
    act.add_argument(
        "--heads",
        type=Path,
        metavar="FILE",
        help="a readiness.json whose run kept the heads of the chains: finds a cut tail, too",
    )
    act.set_defaults(act=_verify)

    act = acts.add_parser("export", help="write everything into one file, compressed when it ends in .gz")
    act.add_argument("file", type=Path)
    _name_bank(act)
    act.set_defaults(act=_export)

    act = acts.add_parser("import", help="add what a file knows and the bank does not")
    act.add_argument("file", type=Path)
    _name_bank(act)
    act.set_defaults(act=_import)

    act = acts.add_parser("show", help="what the bank holds, or the trials of one item")
    _name_bank(act)
    act.add_argument("--item", default="", metavar="ID", help="list this item's trials, the newest first")
    act.set_defaults(act=_show)


def run(arguments: argparse.Namespace) -> int:
    """Do the act. Raises UserError with one sentence when the bank cannot be used."""
    return int(arguments.act(arguments))


def _name_bank(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bank", nargs="?", type=Path, default=Path(bank.NAME), help=f"the bank (default: {bank.NAME})")


def _verify(arguments: argparse.Namespace) -> int:
    heads = _heads(arguments.heads) if arguments.heads else None
    with bank.Bank.to_read(arguments.bank) as opened:
        found = bank.verify(opened, heads)
    for fault in found.faults:
        print(fault)
    for writer, item, at in found.in_flight:
        print(f"in flight since {at:%Y-%m-%d %H:%M:%S} UTC, or lost: {item} (writer {writer})")
    against = f", against {len(heads)} kept heads" if heads is not None else ""
    print(f"{found.records} records in {found.chains} chains{against}: {len(found.faults) or 'no'} faults")
    return 1 if found.faults else 0


def _heads(path: Path) -> dict[str, bank.Head]:
    """The heads that a readiness.json keeps under run.bank. Raises UserError."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["run"]["bank"]
        return {writer: bank.Head(int(head["number"]), str(head["hash"])) for writer, head in kept.items()}
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"{path} keeps no heads of a bank: it is not the readiness.json of a run with one.") from error


def _export(arguments: argparse.Namespace) -> int:
    with bank.Bank.to_read(arguments.bank) as opened:
        count = bank.export(opened, arguments.file)
    print(f"{count} records written to {arguments.file}")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    with bank.Bank.to_write(arguments.bank) as opened:
        done = bank.import_(opened, arguments.file)
    print(f"{done.added} records added to {arguments.bank}, {done.known} were there already")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    screen = Console(file=sys.stdout, width=100, color_system=None, markup=False)
    with bank.Bank.to_read(arguments.bank) as opened:
        screen.print(_trials(opened, arguments.item) if arguments.item else _subjects(opened))
    return 0


def _subjects(opened: bank.Bank) -> Table:
    """One line per store and deploy, the newest last."""
    table = Table("store", "deploy", "items", "trials", "first", "last", box=None)
    for subject in opened.subjects(bank.TRIAL):
        found = list(opened.trials(subject, now=datetime.now(UTC), at_most=_EVER))
        scope, times = found[0].scope, [each.trial.at for each in found]
        table.add_row(
            scope.store,
            scope.deploy or "(unknown)",
            str(len({each.item for each in found})),
            str(len(found)),
            f"{times[0]:%Y-%m-%d %H:%M}",
            f"{times[-1]:%Y-%m-%d %H:%M}",
        )
    return table


def _trials(opened: bank.Bank, item: str) -> Table:
    table = Table("when (UTC)", "store", "deploy", "outcome", "seconds", "what happened", box=None)
    found = [
        each
        for subject in opened.subjects(bank.TRIAL)
        for each in opened.trials(subject, now=datetime.now(UTC), at_most=_EVER)
        if each.item == item
    ]
    if not found:
        raise UserError(f"the bank {opened.path} has no trial of {item}.")
    for each in sorted(found, key=lambda each: each.trial.at, reverse=True):
        scope, trial = each.scope, each.trial
        where = f"at {trial.stage}:" if trial.stage else ""
        table.add_row(
            f"{trial.at:%Y-%m-%d %H:%M:%S}",
            scope.store,
            scope.deploy or "(unknown)",
            str(trial.outcome),
            f"{trial.seconds:.1f}",
            " ".join(part for part in (trial.reason_code, where, trial.reason) if part),
        )
    return table
