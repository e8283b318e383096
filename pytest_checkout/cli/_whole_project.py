"""The options of verbs that need every checklist of a project, and the project that they name."""

from __future__ import annotations

import argparse
from pathlib import Path

from pytest_checkout.readiness import project
from pytest_checkout.readiness.project import Project


def configure(parser: argparse.ArgumentParser) -> None:
    for name, what in (("checklists", "checklists, or one of them"), ("features", "scenarios that they name")):
        parser.add_argument(
            f"--{name}",
            type=Path,
            action="append",
            metavar="DIR",
            help=f"folder with {what}; may be given again (default: {name})",
        )


def read(arguments: argparse.Namespace) -> Project:
    return project.read(arguments.checklists or [Path("checklists")], arguments.features or [Path("features")])
