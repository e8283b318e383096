"""Nothing vanishes from a locked list, and nothing expires, without a word in the decision: at injected times."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pytest_checkout.checklist.model import Checklist
from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import governance, lock, lock_file, project
from pytest_checkout.readiness.gate import GO, NO_GO, UNDECIDED, Circumstances, Decision, decide
from pytest_checkout.readiness.governance import Governance
from pytest_checkout.readiness.join import Heard, join
from pytest_checkout.readiness.lock import Lock
from pytest_checkout.readiness.results import Evidence, ItemResult, State
from tests.unit.readiness.files import mistakes, utc, written
from tests.unit.readiness.test_lock import LIBRARY

NOW = utc("2026-11-20 09:00")


def all_ready(checklists: tuple[Checklist, ...]) -> Iterator[ItemResult]:
    for checklist in checklists:
        for item in checklist.items:
            heard = Heard((Evidence(f"daily.yaml::{item.id}", State.READY),), 1, NOW.isoformat())
            yield join(checklist, item, heard, "checklists/daily.yaml")


def decided(found: Governance, now: datetime = NOW, phases: tuple[str, ...] = ()) -> Decision:
    results, findings = found.judged(all_ready(found.project.checklists), now, phases)
    return decide(results, Circumstances(now=now, findings=findings))


LIST = """
    checklist: Spring sale
    phase: daily
    owner: growth
    backup: payments
    sla: {detect: 24h, respond: 30m}
    items:
      - {id: PRO-01, title: A code works, disruptor: promotions, severity: blocker, steps: "Given a shop"}
"""
WAIVERS = """
    waivers:
      - {item: PRO-01, owner: growth, approver: head of e-commerce, reason: not before Friday, expiry: 2026-11-22}
"""
FREEZE = """
    windows:
      - {name: Sale, who: our store, from: 2026-11-24, until: 2026-11-26}
"""
ROSTER = """
    contacts:
      ada: {name: Ada, reach: "1", confirmed: 2026-11-01}
      grace: {name: Grace, reach: "2", confirmed: 2026-11-01}
    services:
      growth:
        - {from: 2026-11-01, until: 2026-12-20, primary: ada, backup: grace}
"""


def loaded(folder: Path) -> Governance:
    (folder / "checklists").mkdir(exist_ok=True)
    written(folder / "checklists" / "spring.yaml", LIST)
    return governance.load(folder, [folder / "checklists"], [], NOW)


@pytest.mark.parametrize(
    ("name", "text", "days", "word"),
    [
        ("waivers.yaml", WAIVERS, 2, GO),
        ("waivers.yaml", WAIVERS, 3, NO_GO),
        ("freeze.yaml", FREEZE, 3, GO),
        ("freeze.yaml", FREEZE, 4, NO_GO),
        ("freeze.yaml", FREEZE, 7, GO),
        ("roster.yaml", ROSTER, 10, GO),
        ("roster.yaml", ROSTER, 11, UNDECIDED),
    ],
)
def test_each_file_by_itself_at_different_times(tmp_path: Path, name: str, text: str, days: int, word: str) -> None:
    written(tmp_path / name, text)
    found = loaded(tmp_path)
    now = NOW + timedelta(days=days)
    results = all_ready(project.read([tmp_path / "checklists"], []).checklists)
    fresh = [replace(each, at=now.isoformat()) for each in results]  # only the file may have grown old
    judged, findings = found.judged(fresh, now, ("deploy",))
    decision = decide(judged, Circumstances(now=now, findings=findings))
    assert decision.word == word
    assert (len(decision.rules), found.files) == (len(decide([]).rules) + 1, [name])


def test_a_gap_in_the_coming_week_is_told_before_it_comes(tmp_path: Path) -> None:
    written(tmp_path / "roster.yaml", ROSTER.replace("2026-12-20", "2026-11-26").replace("11-01}", "11-19}"))
    [source] = loaded(tmp_path).judged([], NOW, ())[1].values()
    assert [each.message for each in source] == [
        "nobody is on call from 2026-11-27 00:00 UTC to 2026-11-27 09:00 UTC (540 minutes)"
    ]


def test_an_owner_without_a_service_is_told(tmp_path: Path) -> None:
    written(tmp_path / "roster.yaml", ROSTER.replace("growth:", "grow:"))
    found = loaded(tmp_path)
    results = all_ready(project.read([tmp_path / "checklists"], []).checklists)
    [told] = found.judged(results, NOW, ())[1].values()
    assert [each.subject for each in told] == ["growth"]


def test_a_freeze_is_no_rule_of_another_phase(tmp_path: Path) -> None:
    written(tmp_path / "freeze.yaml", FREEZE)
    assert loaded(tmp_path).judged([], NOW + timedelta(days=5), ("daily", "peak"))[1] == {}


def test_the_same_input_and_the_same_clock_give_the_same_decision_byte_for_byte(tmp_path: Path) -> None:
    for name, text in (("waivers.yaml", WAIVERS), ("freeze.yaml", FREEZE), ("roster.yaml", ROSTER)):
        written(tmp_path / name, text)
    now = NOW + timedelta(days=5)
    texts = {json.dumps(decided(loaded(tmp_path), now, ("deploy",)).to_json()) for _ in range(3)}
    assert len(texts) == 1
    assert json.loads(texts.pop())["word"] == NO_GO


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    written(tmp_path / "waivers.yaml", WAIVERS.replace("PRO-01", "PRO-1"))
    written(tmp_path / "freeze.yaml", "windows: [{name: Sale}]")
    written(tmp_path / "roster.yaml", "contacts: {}")
    with pytest.raises(ProblemsError) as caught:
        loaded(tmp_path)
    assert {line.split(":")[0] for line in mistakes(caught.value)} == {"waivers.yaml", "freeze.yaml", "roster.yaml"}


def test_a_checklist_that_cannot_be_read_is_a_mistake_as_soon_as_a_file_speaks_of_items(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    written(tmp_path / "checklists" / "other.yaml", LIST.replace("PRO-01", "PRO-02").replace("blocker", "bloker"))
    assert loaded(tmp_path).files == []
    written(tmp_path / "waivers.yaml", WAIVERS)
    with pytest.raises(ProblemsError, match=r"other.yaml:7: no severity named 'bloker'"):
        loaded(tmp_path)


def test_the_lock_keeps_an_eye_on_a_list_outside_the_folder_too(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    elsewhere = written(tmp_path / "spring.checklist.yaml", LIST)
    places = lock.places(project.read([elsewhere], []).checklists, LIBRARY, tmp_path)
    lock_file.write(Lock(tmp_path / lock_file.NAME, places))

    def told() -> list[str]:
        found = governance.load(tmp_path, [tmp_path / "checklists"], [], NOW)
        [differences] = found.judged([], NOW, ())[1].values()
        return [each.subject for each in differences]

    assert told() == []
    elsewhere.unlink()
    assert told() == ["PRO-01"]
