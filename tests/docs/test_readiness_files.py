"""Every example of docs/readiness.md is a file that works."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import failures, freeze_file, roster_file, waivers
from pytest_checkout.readiness.lock import Kind

TEXT = (Path(__file__).parents[2] / "docs" / "readiness.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", TEXT, flags=re.DOTALL))
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def example(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(EXAMPLES[name], encoding="utf-8")
    return path


def test_waivers(tmp_path: Path) -> None:
    assert len(waivers.load(example(tmp_path, "waivers.yaml"), ["PRO-02"], NOW)) == 1


def test_freezes(tmp_path: Path) -> None:
    freeze = freeze_file.load(example(tmp_path, "freeze.yaml"), NOW)
    assert (len(freeze.fixed), len(freeze.yearly), len(freeze.emergencies)) == (1, 1, 1)


def test_the_roster(tmp_path: Path) -> None:
    assert set(roster_file.load(example(tmp_path, "roster.yaml")).services) == {"payments"}


def test_a_pattern_of_ones_own(tmp_path: Path) -> None:
    """Only its playbook is missing, which is prose."""
    with pytest.raises(ProblemsError) as caught:
        failures.load(example(tmp_path, "failures.yaml"))
    assert len(caught.value.problems) == 1
    assert "its playbook is missing" in str(caught.value)


def test_every_word_of_the_lock_is_explained() -> None:
    for kind in Kind:
        assert f"| {kind} | " in TEXT
