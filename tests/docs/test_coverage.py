"""docs/coverage.md says what the tags and the records say, every tag is a line, and no record is stale."""

from __future__ import annotations

from dataclasses import replace

from scripts import coverage

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
