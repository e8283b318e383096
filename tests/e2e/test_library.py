"""The library of scenarios on the embedded store: all ready when it is healthy, each seen red by a fault of its own.

The faults of one run are chosen so that each touches one item alone; the reason that the run gives tells which.
"""

from __future__ import annotations

from pathlib import Path

from tests.e2e.trial import run_trial

FAULTS = {
    "card-form-needs-script": {"SCR-01": "'Continue' is disabled"},
    "discount-rounded-per-unit": {"ORD-01": "is GBP 4.02, and code LIVE10 promises GBP 4.01"},
    "full-tax-on-reduced-goods": {"ORD-02": "the declared rates give"},
    "free-delivery-charged": {"ORD-03": "the total differs"},
    "free-delivery-counts-before-discounts": {"ORD-04": "should cost GBP 4.90"},
}
"""Breakage of the demo store -> the items that it turns red, each with words of the reason."""


def test_the_library_is_ready_on_the_healthy_store(tmp_path: Path) -> None:
    run = run_trial(tmp_path / "report", checklist="library")

    assert run.ids("ready") == {item["id"] for item in run.readiness["items"]}, run.reasons("not ready", "unknown")
    assert (run.word, run.exit_code) == ("GO", 0)


def test_each_fault_turns_its_item_red(tmp_path: Path) -> None:
    run = run_trial(tmp_path / "report", checklist="library", breakages=",".join(FAULTS))

    expected = {item: words for items in FAULTS.values() for item, words in items.items()}
    assert run.ids("not ready") == set(expected), run.reasons("not ready", "unknown")
    assert run.ids("unknown") | run.ids("not run") == set()
    for item in run.readiness["items"]:
        assert expected.get(item["id"], "") in item["reason"]
