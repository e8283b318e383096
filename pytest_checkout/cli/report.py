"""`pytest-checkout report`: one HTML file from the Allure results of a run."""

from __future__ import annotations

import argparse
from pathlib import Path

from pytest_checkout.report import html

HELP = "build the HTML report from Allure results"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--results", type=Path, default=Path("allure-results"), metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument(
        "--output", type=Path, default=Path("checkout-report/report.html"), metavar="FILE", help="default: %(default)s"
    )
    parser.add_argument(
        "--readiness",
        type=Path,
        default=Path("checkout-report/readiness.json"),
        metavar="FILE",
        help="default: %(default)s",
    )


def run(arguments: argparse.Namespace) -> int:
    """Builds the report and prints its path. Raises UserError."""
    print(html.build(arguments.results, arguments.output, readiness=arguments.readiness))
    return 0
