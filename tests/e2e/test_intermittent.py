"""A button that is dead for one shopper in twenty is found by trials, and named with its rate and interval."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.trial import run_trial

pytestmark = pytest.mark.slow


def test_a_fault_that_hits_few_shoppers_is_found_and_named(tmp_path: Path):
    run = run_trial(tmp_path, checklist="intermittent", breakages="proceed-to-payment-sometimes-dead")
    assert (run.word, run.ids("not ready"), run.ids("ready")) == ("NO-GO", {"INT-01"}, {"INT-02"})
    reason = run.reasons("not ready")
    assert re.search(r"intermittent, \d+ of \d+ failed \([\d.]+ %; 95 % interval [\d.]+ % to [\d.]+ %\)", reason)
    assert "capability-dead at" in reason


def test_the_healthy_store_is_ready_after_its_trials(tmp_path: Path):
    run = run_trial(tmp_path, checklist="intermittent")
    assert (run.word, run.exit_code) == ("GO", 0), run.reasons("not ready", "unknown")
