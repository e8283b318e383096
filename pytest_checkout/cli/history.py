"""`pytest-checkout history`: past runs, and per item how often it broke, how soon that was seen and mended."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pytest_checkout.checklist import durations
from pytest_checkout.errors import UserError
from pytest_checkout.readiness import bank, history
from pytest_checkout.readiness.results import State
from pytest_checkout.registry import unknown
from pytest_checkout.report import plots

HELP = "show past runs: trends, time to detect, time to recover and false alarms per item"
_WIDTH = 100


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bank", nargs="?", type=Path, default=Path(bank.NAME), help=f"the bank (default: {bank.NAME})")
    parser.add_argument("--store", default="", help="which store; needed when the bank knows several")
    parser.add_argument("--last", default="30d", metavar="TIME", help="how far back, as in 24h or 90d (default: 30d)")
    parser.add_argument("--svg", type=Path, metavar="DIR", help="also write trend.svg and timelines.svg there")


def run(arguments: argparse.Namespace) -> int:
    """Print the tables and return 0. Raises UserError for a bank without runs, an unknown store or a bad time."""
    try:
        at_most = durations.parse(arguments.last)
    except ValueError as error:
        raise UserError(f"--last: {error}.") from error
    with bank.Bank.to_read(arguments.bank) as opened:
        store = _store(opened, arguments.store)
        runs = history.load(opened, store, now=datetime.now(UTC), at_most=at_most)
    if not runs:
        raise UserError(f"the bank {arguments.bank} has no run against {store} in the last {arguments.last}.")
    items = history.histories(runs)
    screen = Console(file=sys.stdout, width=_WIDTH, color_system=None, markup=False)
    screen.print(f"{store}: {len(runs)} runs, {runs[0].at:%Y-%m-%d} to {runs[-1].at:%Y-%m-%d}")
    screen.print(_decisions(runs))
    screen.print(_items(items))
    if arguments.svg:
        try:
            print(*plots.write(arguments.svg, runs, items), sep="\n")
        except OSError as error:
            raise UserError(f"cannot write the pictures to {arguments.svg}: {error.strerror or error}.") from error
    return 0


def _store(opened: bank.Bank, wanted: str) -> str:
    known = opened.subjects(bank.RUN)
    if not known:
        raise UserError(f"the bank {opened.path} has no runs yet. Run the checklists with it first.")
    if wanted:
        if wanted not in known:
            raise UserError(unknown("store", wanted, known))
        return wanted
    if len(known) > 1:
        raise UserError(f"the bank {opened.path} knows several stores; choose with --store: {', '.join(known)}.")
    return known[0]


def _decisions(runs: Sequence[history.PastRun]) -> Table:
    table = Table("decision", "runs", "last", box=None, title_justify="left")
    for word in sorted({run.word for run in runs}):
        of_it = [run for run in runs if run.word == word]
        table.add_row(word, str(len(of_it)), f"{of_it[-1].at:%Y-%m-%d %H:%M}")
    return table


def _items(items: Sequence[history.ItemHistory]) -> Table:
    """The items that broke most often first."""
    table = Table(
        "item", "now", "runs", "red runs", "faults", "detected within", "recovered in", "false alarms", box=None
    )
    for item in sorted(items, key=lambda item: (-item.faults, -item.false_alarms, item.item)):
        red = sum(state is State.NOT_READY for _, state in item.states)
        counts = (str(number) if number else "" for number in (red, item.faults))
        table.add_row(
            item.item,
            str(item.states[-1][1]),
            str(len(item.states)),
            *counts,
            *(durations.rough(time) if time else "" for time in (item.time_to_detect, item.time_to_recover)),
            str(item.false_alarms or ""),
        )
    return table
