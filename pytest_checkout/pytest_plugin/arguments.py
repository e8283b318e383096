"""What pytest was asked to run, seen as checklists: which files they are, and items that are named by id alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from pytest_checkout.checklist import loader, stock
from pytest_checkout.checklist.gherkin import scenario_name
from pytest_checkout.pytest_plugin.options import settings
from pytest_checkout.registry import unknown


def is_checklist(path: Path, config: pytest.Config) -> bool:
    """Whether a file is a checklist: YAML in one of the checklists' folders, or *.checklist.yaml anywhere, or YAML that
    pytest was asked for by name and that has the key "checklist"."""
    if path.name.endswith(".checklist.yaml"):
        return True
    if path.suffix not in (".yaml", ".yml"):
        return False
    folders = (*settings(config).checklists, stock.checklists())
    return any(path.is_relative_to(folder) for folder in folders) or (path in given_paths(config) and _says_so(path))


def _says_so(path: Path) -> bool:
    try:
        return re.search(r"^checklist\s*:", path.read_text(encoding="utf-8"), re.MULTILINE) is not None
    except (OSError, UnicodeDecodeError):  # whoever reads such a file says what is wrong with it
        return False


def given_paths(config: pytest.Config) -> list[Path]:
    """The files and folders that pytest was asked to run, without the names of tests behind "::"."""
    return [Path(os.path.normpath(config.invocation_params.dir / each.split("::")[0])) for each in config.args]


def expects_checklists(config: pytest.Config) -> bool:
    """Whether this run is going to read checklists, as far as its arguments tell before anything is collected."""
    for given in given_paths(config):
        if given.is_file() and is_checklist(given, config):
            return True
        for folder in settings(config).checklists:
            near = folder.is_relative_to(given) or given.is_relative_to(folder)
            if folder.is_dir() and near and any(is_checklist(path, config) for path in folder.rglob("*.y*ml")):
                return True
    return False


def asked_for_features(path: Path, config: pytest.Config) -> bool:
    """Whether the command line names a folder of features, or something in it, that holds `path`.

    A bare run leaves them alone: checklists bring the scenarios that they need, and a project that binds its
    feature files in test modules would run them twice.
    """
    folders = (*settings(config).features, stock.features())
    return config.args_source is pytest.Config.ArgsSource.ARGS and any(
        path.is_relative_to(given) and any(given.is_relative_to(folder) for folder in folders)
        for given in given_paths(config)
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """`pytest` without arguments runs the checklists too, also when `testpaths` says where the tests are."""
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        for folder in settings(config).checklists:
            if folder.is_dir() and not any(folder.is_relative_to(each) for each in given_paths(config)):
                config.args.append(str(folder))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Complete `checklists/daily.yaml::PRO-01`: an id names its item, whatever its title is by now."""
    session.config.args[:] = [_completed(each, session.config) for each in session.config.args]


def _completed(argument: str, config: pytest.Config) -> str:
    """The argument with the item's whole name. Raises UsageError for an id that the checklist does not have."""
    file, colons, name = argument.partition("::")
    path = Path(os.path.normpath(config.invocation_params.dir / file))
    if not colons or not path.is_file() or not is_checklist(path, config):
        return argument
    items = {item.id: item for item in loader.read(path, None)[0].items}
    id, _, rest = name.partition(" ")
    if not items or not loader.ID.fullmatch(id):
        return argument  # pytest says that there is no such test; a file with mistakes tells them
    if id not in items:
        raise pytest.UsageError(f"{file}: {unknown('item', id, items)}")
    whole = scenario_name(items[id])
    return argument if f"{id} {rest}".startswith(whole) else f"{file}::{whole}"
