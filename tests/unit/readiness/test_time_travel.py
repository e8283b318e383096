"""No GO with any expired part: evidence, a waiver, a signature, an emergency, a contact, at an injected time."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_checkout.checklist.model import Item
from pytest_checkout.cli import gate
from pytest_checkout.readiness import attestations, governance, lock, lock_file, project, summary
from pytest_checkout.readiness.attestations import Attestation
from pytest_checkout.readiness.gate import GO, NO_GO, UNDECIDED, Decision, decide
from pytest_checkout.readiness.join import Heard, join
from pytest_checkout.readiness.lock import Lock
from pytest_checkout.readiness.results import Evidence, ItemResult, State
from pytest_checkout.readiness.summary import Summary
from tests.unit.readiness.files import utc, written

NOW = utc("2026-11-20 09:00")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MIDNIGHT = NOW.replace(hour=0)
SEEN = NOW - timedelta(hours=10)
LIST = """
    checklist: Spring sale
    phase: deploy
    owner: growth
    backup: payments
    sla: {detect: 24h, respond: 30m}
    items:
      - {id: PRO-01, title: A code works, disruptor: promotions, severity: blocker, steps: "Given a shop"}
      - {id: PRO-02, title: Two codes work, disruptor: promotions, severity: minor, steps: "Given a shop"}
      - {id: PRO-03, title: A sale works, disruptor: promotions, severity: blocker, steps: "Given a shop"}
      - {id: HOL-01, title: Contacts, disruptor: people, severity: normal, attest: {by: [lead], valid: 30d}}
"""


@dataclass(frozen=True)
class Ends:
    """The first instant at which each part does not count any more."""

    evidence: datetime
    minor_evidence: datetime
    waiver: datetime
    signature: datetime
    emergency: datetime
    contact: datetime

    @classmethod
    def all_after(cls, time: timedelta) -> Ends:
        end = NOW + time
        return cls(end, end, end, end, end, contact=MIDNIGHT + 20 * DAY)


def a_project(folder: Path, ends: Ends) -> Path:
    """A project in which the decision is GO because of all these parts; the path of its readiness.json."""
    (folder / "checklists").mkdir(exist_ok=True)
    written(folder / "checklists" / "spring.yaml", LIST)
    whole = project.read([folder / "checklists"], [])
    (folder / attestations.NAME).unlink(missing_ok=True)
    attestations.append(folder / attestations.NAME, _signature(whole.by_id["HOL-01"], ends.signature))
    lock_file.write(Lock(folder / lock_file.NAME, lock.places(whole.checklists, whole.library, folder)))
    written(
        folder / "waivers.yaml",
        f"waivers: [{{item: PRO-03, owner: ada, approver: grace, reason: later, expiry: '{ends.waiver:%F %R}'}}]",
    )
    written(
        folder / "freeze.yaml",
        f"""
        windows: [{{name: Sale, who: us, from: 2026-11-01, until: 2026-12-30}}]
        emergencies:
          - windows: [Sale]
            owner: ada
            approver: grace
            reason: a certificate
            from: '{ends.emergency - 2 * DAY:%F %R}'
            expiry: '{ends.emergency:%F %R}'
        """,
    )
    written(
        folder / "roster.yaml",
        f"""
        contacts:
          ada: {{name: Ada, reach: "1", confirmed: {ends.contact - 30 * DAY:%F}}}
          grace: {{name: Grace, reach: "2", confirmed: 2026-11-10, confirm every: 300d}}
        services:
          growth: [{{from: 2026-11-01, until: 2027-01-30, primary: ada, backup: grace}}]
        """,
    )
    results = [_result(whole, item, ends) for item in whole.by_id.values()]
    run = {"phases": ["deploy"], "beside": governance.load(folder, [folder / "checklists"], [], NOW).files}
    return summary.write(folder, Summary(decide(results), tuple(results), run))


def _signature(item: Item, until: datetime) -> Attestation:
    return Attestation(item=item.id, by="lead", at=until - 5 * DAY, until=until, content_hash=item.content_hash)


def _result(whole: project.Project, item: Item, ends: Ends) -> ItemResult:
    seen = {"PRO-01": ends.evidence - DAY, "PRO-02": ends.minor_evidence - DAY}.get(item.id, SEEN)
    state = State.NOT_READY if item.id == "PRO-03" else State.READY
    heard = Heard((Evidence(item.id, state),), 1, seen.isoformat())
    return join(whole.checklists[0], item, heard, "checklists/spring.yaml")


def judged(folder: Path, ends: Ends, now: datetime = NOW) -> Decision:
    return gate.judged(a_project(folder, ends), folder, now)[0]


PARTS = {
    "evidence": ("what is known of every item is fresh", UNDECIDED),
    "minor_evidence": ("what is known of every item is fresh", UNDECIDED),
    "waiver": ("no waiver has expired", NO_GO),
    "signature": ("every item was run", UNDECIDED),
    "emergency": ("no freeze forbids a deploy", NO_GO),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_expired_a_minute_ago_is_no_go(tmp_path: Path, part: str) -> None:
    good = Ends.all_after(timedelta(hours=20))
    assert judged(tmp_path, good).word == GO
    assert judged(tmp_path, replace(good, **{part: NOW + MINUTE})).word == GO
    for end in (NOW - MINUTE, NOW):
        decision = judged(tmp_path, replace(good, **{part: end}))
        name, word = PARTS[part]
        assert decision.word == word
        assert name in {rule.name for rule in decision.rules if not rule.passed}


def test_a_contact_whose_confirmation_ended_a_minute_ago_is_no_go(tmp_path: Path) -> None:
    ten = MIDNIGHT + timedelta(hours=10)
    ends = Ends(ten, ten, ten, ten, ten, contact=MIDNIGHT)
    for now, word in ((MIDNIGHT - MINUTE, GO), (MIDNIGHT, UNDECIDED), (MIDNIGHT + MINUTE, UNDECIDED)):
        assert judged(tmp_path, ends, now).word == word


def test_a_list_that_changed_a_minute_after_it_was_locked_is_no_go(tmp_path: Path) -> None:
    path = a_project(tmp_path, Ends.all_after(timedelta(hours=20)))
    assert gate.judged(path, tmp_path, NOW)[0].word == GO
    written(tmp_path / "checklists" / "spring.yaml", LIST.replace("severity: minor", "severity: normal"))
    assert gate.judged(path, tmp_path, NOW)[0].word == UNDECIDED


def test_the_next_end_is_told_while_the_decision_is_go(tmp_path: Path) -> None:
    good = replace(Ends.all_after(timedelta(hours=20)), waiver=NOW + 3 * MINUTE, evidence=NOW + 5 * MINUTE)
    told = {rule.name: (rule.turn, rule.seconds) for rule in judged(tmp_path, good).rules}
    assert told["no waiver has expired"] == ("the waiver of PRO-03 ends 2026-11-20 09:03 UTC", 180)
    assert told["what is known of every item is fresh"] == ("PRO-01 counts until 2026-11-20 09:05 UTC", 300)
    assert told["confirmed people answer for every service"][0].startswith("the confirmation of Ada ends 2026-12-10")


OFFSETS = st.integers(-2 * 24 * 60, 2 * 24 * 60).map(lambda minutes: minutes * MINUTE)


@settings(deadline=None, max_examples=60)
@given(st.tuples(OFFSETS, OFFSETS, OFFSETS, OFFSETS, st.integers(1, 2 * 24 * 60 - 1)), st.integers(-3, 3), st.data())
def test_at_any_time_it_is_go_only_when_every_part_counts(
    tmp_path_factory: pytest.TempPathFactory,
    offsets: tuple[timedelta, timedelta, timedelta, timedelta, int],
    days: int,
    data: st.DataObject,
) -> None:
    evidence, minor, waiver, signature, emergency = offsets
    ends = Ends(
        NOW + evidence, NOW + minor, NOW + waiver, NOW + signature, NOW + emergency * MINUTE, MIDNIGHT + days * DAY
    )
    near = [each + nudge for each in vars(ends).values() for nudge in (-MINUTE, timedelta(), MINUTE)]
    now = data.draw(st.sampled_from([NOW, *(each for each in near if abs(each - NOW) < DAY)]))
    folder = tmp_path_factory.mktemp("project")
    path = a_project(folder, ends)
    decision, results = gate.judged(path, folder, now)
    seen = (ends.evidence - DAY, ends.minor_evidence - DAY, SEEN, ends.signature - 5 * DAY)
    no_clock_wrong = all(each <= now + 5 * MINUTE for each in seen) and ends.signature - 5 * DAY <= now
    counts = all(now < each for each in vars(ends).values()) and ends.emergency - 2 * DAY <= now
    assert (decision.word == GO) == (counts and no_clock_wrong), (ends, now, decision)
    again, _ = gate.judged(path, folder, now)
    assert json.dumps(again.to_json()) == json.dumps(decision.to_json())
    assert all(rule.turn for rule in decision.rules if not rule.passed)
    assert results
