"""Where the stock checklists and features lie: beside the package in a working copy, inside it when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def folder(name: str) -> Path:
    """The folder "checklists" or "features" that this project ships."""
    installed = _PACKAGE / "stock" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def checklists() -> Path:
    """The stock checklists."""
    return folder("checklists")


def features() -> Path:
    """The stock library of scenarios."""
    return folder("features")


def failures() -> Path:
    """The stock catalogue of failure patterns; its playbooks lie in the folder "playbooks" beside it."""
    return folder("playbooks").parent / "failures.yaml"
