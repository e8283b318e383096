"""What a machine says of who is at the keyboard: a record for auditors, and no proof of who it was."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

CI_ACTORS: Final = (
    "GITHUB_ACTOR",
    "GITLAB_USER_LOGIN",
    "BUILD_REQUESTEDFOREMAIL",  # Azure Pipelines
    "BUILDKITE_BUILD_CREATOR",
    "CIRCLE_USERNAME",
    "DRONE_COMMIT_AUTHOR",
    "BUILD_USER_ID",  # Jenkins, with its build user plugin
)
"""Environment variables in which CI systems say who started a job."""
_SECONDS = 10


def recorded(folder: Path, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """ "os user", "git" and "ci actor", each as far as it is known; git's identity is the one set for `folder`."""
    said = {
        "os user": _os_user(),
        "git": _git(folder),
        "ci actor": next((environment[name] for name in CI_ACTORS if environment.get(name)), ""),
    }
    return {name: value for name, value in said.items() if value}


def git_name(folder: Path) -> str:
    """The name that git would write into a commit; empty when it has none, or there is no git."""
    return _git_config(folder, "user.name")


def _git(folder: Path) -> str:
    name, mail = _git_config(folder, "user.name"), _git_config(folder, "user.email")
    return f"{name} <{mail}>" if name and mail else name or mail


def _git_config(folder: Path, key: str) -> str:
    try:
        command = ["git", "-C", str(folder), "config", "--get", key]  # exit 1: not set
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):  # no git on this machine: then git says nothing
        return ""
    return done.stdout.strip()


def _os_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number that has no name
        return str(os.getuid()) if hasattr(os, "getuid") else ""
