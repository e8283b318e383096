"""On the healthy embedded store every item of the daily checklist is ready: twice in a row, in random order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.recording import record
from tests.e2e.trial import run_trial


@pytest.mark.parametrize("seed", [1, 2])
def test_everything_is_ready(seed: int, tmp_path: Path) -> None:
    run = run_trial(tmp_path / "report", f"--randomly-seed={seed}")

    assert run.ids("ready") == {item["id"] for item in run.readiness["items"]}, run.reasons("not ready", "unknown")
    assert len(run.ids("ready")) >= 30
    assert (run.word, run.exit_code) == ("GO", 0)
    record(run, healthy=True)
