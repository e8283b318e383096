"""The library of scenarios on the embedded store: all ready when it is healthy, each seen red by a fault of its own.

The faults stand in faults/<family>.yaml, beside the items that each turns red. Several are switched on in one run,
put together so that none stands in the way of another; the reason of a red item tells which fault it saw.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.faulty_runs import FAMILIES, Run
from tests.e2e.recording import record
from tests.e2e.trial import run_trial

pytestmark = pytest.mark.slow


def test_the_library_is_ready_on_the_healthy_store(tmp_path: Path) -> None:
    run = run_trial(tmp_path / "report", checklist="library", bound=1800)

    findings = {item: words for family in FAMILIES for item, words in family.findings.items()}
    everything = {item["id"] for item in run.readiness["items"]}
    record(run, healthy=True)
    assert run.ids("not ready") == set(findings), run.reasons("not ready", "unknown")
    assert run.ids("ready") == everything - set(findings), run.reasons("not ready", "unknown")
    for item, words in findings.items():
        assert words in run.reason(item)


@pytest.mark.parametrize(
    "faulty", [pytest.param(run, id=f"{family.name}-{n}") for family in FAMILIES for n, run in enumerate(family.runs)]
)
def test_each_fault_turns_its_items_red_and_no_others(faulty: Run, tmp_path: Path) -> None:
    run = run_trial(
        tmp_path / "report",
        checklist=faulty.checklist,
        breakages=",".join(faulty.faults),
        plugins=",".join(faulty.plugins),
        database=faulty.database,
    )

    expected = {item: words for items in faulty.faults.values() for item, words in items.items()}
    record(run, red=faulty.faults)
    assert run.ids("not ready") == expected.keys() | faulty.findings.keys(), run.reasons("not ready", "unknown")
    assert run.ids("unknown") == faulty.unknown, run.reasons("unknown")
    assert run.ids("not run") == set()
    for item, words in expected.items():
        assert words in run.reason(item)
