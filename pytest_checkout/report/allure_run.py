"""What an Allure report shows about the run as a whole: where it ran, against what, and started by whom."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from pytest_checkout.redaction import redact

# The variables by which CI services tell a build about itself, as their documentation names them (November 2026).
_GITHUB_RUN = "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}"
_SERVICES = (
    ("GITHUB_ACTIONS", "GitHub Actions", "github", "GITHUB_RUN_NUMBER", _GITHUB_RUN),
    ("GITLAB_CI", "GitLab CI", "gitlab", "CI_PIPELINE_IID", "{CI_PIPELINE_URL}"),
    ("JENKINS_URL", "Jenkins", "jenkins", "BUILD_NUMBER", "{BUILD_URL}"),
)


def write_environment(folder: Path, facts: Mapping[str, str]) -> None:
    """environment.properties: what the report lists as metadata. Empty values are left out."""
    lines = [f"{_escaped(name)}={redact(' '.join(value.split()))}\n" for name, value in facts.items() if value]
    (folder / "environment.properties").write_text("".join(lines), encoding="utf-8")


def write_executor(folder: Path, environment: Mapping[str, str]) -> None:
    """executor.json: who started the run; with the build's number and address in a CI that is known."""
    (folder / "executor.json").write_text(json.dumps(executor(environment)), encoding="utf-8")


def write_pictures(folder: Path, pictures: Sequence[Path]) -> None:
    """Pictures of the runs so far, as attachments of the whole report (Allure 3 reads *-globals.json)."""
    attachments = []
    for picture in pictures:
        copy = f"{picture.stem}-attachment{picture.suffix}"
        shutil.copyfile(picture, folder / copy)
        name = f"The latest runs: {picture.stem}"
        attachments.append({"name": name, "source": copy, "type": "image/svg+xml"})
    (folder / "history-globals.json").write_text(json.dumps({"attachments": attachments}), encoding="utf-8")


def executor(environment: Mapping[str, str]) -> dict[str, str]:
    for variable, name, kind, number, address in _SERVICES:
        if variable in environment:
            found = {"name": name, "type": kind, "buildName": f"#{environment.get(number, '?')}"}
            try:
                return {**found, "buildUrl": redact(address.format_map(environment))}
            except KeyError:
                return found
    return {"name": "pytest-checkout", "type": "local"}


def drop_empty_containers(folder: Path) -> None:
    """Remove the files that say only that fixtures came and went: allure-pytest writes several per test."""
    for path in folder.glob("*-container.json"):
        container = json.loads(path.read_text(encoding="utf-8"))
        if not container.get("befores") and not container.get("afters"):
            path.unlink()


def _escaped(name: str) -> str:
    """A key of a .properties file, in which blanks and separators end the key."""
    return "".join(f"\\{character}" if character in " :=\\" else character for character in name)
