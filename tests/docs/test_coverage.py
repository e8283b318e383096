"""docs/coverage.md says what the tags and the records say, every tag is a line, and no record is stale."""

from __future__ import annotations

from dataclasses import replace

from pytest_checkout.checklist import plan, stock
from pytest_checkout.readiness import project
from scripts import coverage
from tests.e2e.faulty_runs import Family, Run, rank
from tests.e2e.recording import of_each_scenario, own_fault, proved_by
from tests.e2e.test_breakages import BREAKAGES

LIBRARY = coverage.scenes()
LINES = coverage.catalogue()


def tagged() -> set[str]:
    return {found[1] for scene in LIBRARY for tag in scene.tags if (found := coverage.LINE.fullmatch(tag))}


def test_the_page_is_up_to_date() -> None:
    expected = coverage.page(coverage.recorded(), LIBRARY)
    assert coverage.PAGE.read_text(encoding="utf-8") == expected, "run: python scripts/coverage.py"


def test_no_record_is_stale() -> None:
    assert coverage.stale(coverage.recorded(), LIBRARY) == [], "run: make coverage"


def test_a_changed_or_lost_scenario_makes_its_record_stale() -> None:
    scene = LIBRARY[0]
    record = {scene.name: {"digest": coverage.digest(scene)}, "A scenario that is gone": {"digest": "0"}}
    assert coverage.stale(record, LIBRARY) == ["A scenario that is gone"]
    changed = replace(scene, node={**scene.node, "steps": scene.node["steps"][1:]})
    assert scene.name in coverage.stale(record, [changed])


def test_every_tag_is_a_line_and_every_line_has_a_scenario_or_a_reason() -> None:
    assert tagged() - LINES.keys() == set()
    unexplained = {
        line for line, (_, reason) in LINES.items() if line not in tagged() and reason not in coverage.REASONS
    }
    assert unexplained == set()
    assert {line for line in tagged() if LINES[line][1] != "written"} == set(), "their reason is out of date"


def test_a_line_counts_only_when_it_was_ready_and_seen_red() -> None:
    scene = next(scene for scene in LIBRARY if "@PR01" in scene.tags)
    fresh = {"digest": coverage.digest(scene)}
    for entry, count in (({"healthy": "ready", "red by": "x"}, 1), ({"healthy": "ready"}, 0), ({"red by": "x"}, 0)):
        assert f"**{count} count**" in coverage.page({scene.name: fresh | entry}, LIBRARY)


def test_every_recorded_fault_is_listed_for_an_item_of_its_scenario() -> None:
    proving = proved_by(project.read([stock.checklists()], []).items.values())
    of_the_daily_trial = {
        (", ".join(switches.values()), item) for switches, items in BREAKAGES.values() for item in items
    }
    unlisted = []
    for scenario, entry in coverage.recorded().items():
        items = proving.get(scenario, [])
        fault = entry.get("red by")
        listed = not rank(fault, items).unlisted or any((fault, item) in of_the_daily_trial for item in items)
        if fault and not listed:
            unlisted.append(f"{scenario}: {fault}")
    assert unlisted == []


def test_a_scenario_keeps_the_fault_that_was_made_for_it() -> None:
    made_for_it = Run("library/x", {"signature": {"X-1": "forged"}, "cart": {"X-1": "", "X-2": ""}}, {})
    neighbours = Run("library/x", {"money": {"X-1": "given back", "X-2": "given back"}}, {})
    families = [Family("x", (made_for_it, neighbours), {})]
    ranked = sorted(
        ("cart", "money", "no longer listed", "signature"), key=lambda fault: rank(fault, ["X-1"], families)
    )
    assert ranked == ["signature", "money", "cart", "no longer listed"]


def test_the_fault_of_a_file_takes_the_place_of_one_that_stops_everything() -> None:
    assert own_fault(["dead-proceed-to-payment", "carrier-down-means-no-delivery"], ["SHI-09"]) == (
        "carrier-down-means-no-delivery"
    )


def test_each_scenario_of_an_item_is_recorded_by_what_was_seen_of_itself() -> None:
    read = project.read([stock.checklists()], [])
    cases = plan.cases(read.items["LOC-02"], read.library)
    first, second = (f"checklists/daily.yaml::{case.name}" for case in cases)
    evidence = [
        {"nodeid": first, "state": "ready"},
        {"nodeid": f"{second}[row 1]", "state": "not ready"},
        {"nodeid": f"{second}[row 2]", "state": "ready"},
        {"nodeid": "checklists/daily.yaml::LOC-03 Another item", "state": "unknown"},
    ]
    seen = [(scene.name, told["state"]) for scene, told in of_each_scenario(cases, evidence)]
    assert [state for _, state in seen] == ["ready", "not ready"]
    assert [name for name, _ in seen] == [case.scene.name for case in cases if case.scene]
    assert list(of_each_scenario(cases, evidence[3:])) == []
