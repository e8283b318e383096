"""`pytest-checkout report`: one HTML file from the Allure results of a run."""

from __future__ import annotations

import argparse
from pathlib import Path

from pytest_checkout.readiness import summary
from pytest_checkout.report import html

HELP = "build the HTML report from Allure results"
_FOLDER = Path("checkout-report")


def configure(parser: argparse.ArgumentParser) -> None:
    for name, default, kind, what in (
        ("--results", Path("allure-results"), "DIR", "what pytest --alluredir=DIR wrote"),
        ("--output", _FOLDER / "report.html", "FILE", "where the report is written"),
        ("--readiness", _FOLDER / summary.NAME, "FILE", "the run's decision, for the title"),
    ):
        parser.add_argument(name, type=Path, default=default, metavar=kind, help=f"{what} (default: {default})")


def run(arguments: argparse.Namespace) -> int:
    """Builds the report and prints where it is. Raises UserError."""
    made = html.build(arguments.results, arguments.output, readiness=arguments.readiness)
    print(f"report: {made}")
    return 0
