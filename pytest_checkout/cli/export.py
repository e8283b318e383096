"""`pytest-checkout export`: write checklist items as plain feature files, one per item, for whoever reads Gherkin."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pytest_checkout.checklist import features, loader, stock
from pytest_checkout.checklist.export import exported, file_name, formatted
from pytest_checkout.checklist.features import Library
from pytest_checkout.checklist.model import Attest, Checklist
from pytest_checkout.checklist.plan import unmatched
from pytest_checkout.errors import ProblemsError, UserError

HELP = "write checklist items as plain .feature files"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, help="checklists, or feature files that were exported before")
    parser.add_argument("--to", type=Path, default=Path("exported"), help="folder to write to (default: exported)")
    parser.add_argument(
        "--features",
        type=Path,
        default=Path("features"),
        help="folder with the project's own scenarios (default: features)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the files and print their paths. Raises ProblemsError with every mistake, before anything is written."""
    library = _library(arguments.features)
    written = [each for path in arguments.files for each in _exports(path, library)]
    for name, text in written:
        path = arguments.to / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UserError(f"cannot write {path}: {error.strerror or error}") from None
        print(path)
    return 0


def _library(own: Path) -> Library:
    found, problems = [], []
    for path in features.files_in([own, stock.features()]):
        feature, wrong = features.read(path)
        problems += wrong
        found += [feature] if feature is not None else []
    if problems:
        raise ProblemsError(problems)
    return Library(found)


def _exports(path: Path, library: Library) -> Iterator[tuple[Path, str]]:
    """(path below the target folder, text) for everything that a file holds."""
    if path.suffix == ".feature":
        yield Path(path.name), formatted(_feature(path))
        return
    checklist = _checklist(path, library)
    for item in checklist.items:
        if isinstance(item.proof, Attest):
            print(f"{item.id} is signed by a person and has no scenario: not exported")
        else:
            yield Path(checklist.name) / file_name(item), exported(item, library)


def _feature(path: Path) -> features.Feature:
    feature, problems = features.read(path)
    if feature is None or problems:
        raise ProblemsError(problems)
    return feature


def _checklist(path: Path, library: Library) -> Checklist:
    """The checklist. Which disruptors there are, plugins decide at run time; here every word will do."""
    checklist, problems = loader.read(path, None)
    problems += unmatched(checklist, library)
    if problems:
        raise ProblemsError(problems)
    return checklist
