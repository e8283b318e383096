"""The gate decides by the worst rule that does not hold, and lists every rule with what would turn it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pytest_checkout.readiness.findings import Finding, Source, Weight
from pytest_checkout.readiness.gate import GO, NO_GO, UNDECIDED, Circumstances, Decision, Rule, aged, decide, told
from pytest_checkout.readiness.results import Evidence, ItemResult, State

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def an_item(state: State = State.READY, *, severity: str = "blocker", tried: bool = True, hours_old: float = 0):
    return ItemResult(
        id="PRO-01",
        title="Codes work",
        checklist="Daily",
        disruptor="promotions",
        severity=severity,
        owner="growth",
        backup="",
        state=state,
        reason="because" if state is not State.READY else "",
        reason_code="",
        file="checklists/daily.yaml",
        line=7,
        at=(NOW - timedelta(hours=hours_old)).isoformat(),
        sla_detect_seconds=24 * 3600,
        tried=tried,
    )


READY = an_item()


@pytest.mark.parametrize(
    ("item", "word"),
    [
        (an_item(State.READY), GO),
        (an_item(State.NOT_READY), NO_GO),
        (an_item(State.UNKNOWN), NO_GO),
        (an_item(State.UNKNOWN, tried=False), UNDECIDED),
        (an_item(State.NOT_RUN), UNDECIDED),
        (an_item(State.NOT_APPLICABLE), GO),
        *((an_item(state, severity="critical"), GO) for state in State if state is not State.NOT_RUN),
        (an_item(State.NOT_RUN, severity="minor"), UNDECIDED),
    ],
)
def test_one_item_beside_a_ready_one(item: ItemResult, word: str):
    assert decide([READY, item]).word == word


def test_a_failed_blocker_weighs_more_than_one_that_was_not_run():
    assert decide([an_item(State.NOT_RUN), an_item(State.NOT_READY)]).word == NO_GO


@pytest.mark.parametrize("trouble", ["unreadable", "unfinished", "left_out"])
def test_a_run_that_is_not_whole_decides_nothing_but_a_failure_stands(trouble: str):
    circumstances = Circumstances(**{trouble: "what happened"})
    decision = decide([READY], circumstances)
    assert decision.word == UNDECIDED
    assert [rule.detail for rule in decision.rules if not rule.passed] == ["what happened"]
    assert decide([an_item(State.NOT_READY)], circumstances).word == NO_GO


def test_nothing_proved_is_no_go_ahead():
    assert decide([]).word == UNDECIDED
    assert decide([an_item(State.NOT_APPLICABLE)]).word == UNDECIDED


@pytest.mark.parametrize("code", ["too-few-trials", "inconclusive"])
def test_trials_that_have_not_decided_leave_it_undecided(code: str):
    decision = decide([READY, replace(an_item(State.UNKNOWN), reason_code=code, tried=True)])
    assert decision.word == UNDECIDED
    assert [rule.name for rule in decision.rules if not rule.passed] == ["the trials of the items have decided"]


def test_every_rule_is_listed_with_what_would_turn_it_and_whom_to_call():
    bad = replace(an_item(State.NOT_READY), call="growth", evidence=(Evidence("a", State.NOT_READY, seconds=90.0),))
    decision = decide([READY, bad], Circumstances(now=NOW))
    first, *_, last = decision.rules
    assert str(first) == "no blocking item is not ready: no. PRO-01 is not ready: because (owner: growth)"
    assert list(told(first)) == [
        "to turn it: repair and look again: pytest checklists/daily.yaml::PRO-01 (about 1 min)",
        "call: growth",
    ]
    fresh = next(rule for rule in decision.rules if rule.name == FRESH)
    assert list(told(fresh)) == ["until PRO-01 counts until 2026-11-21 09:00 UTC, in 1 d"]
    assert str(last) == last.name
    assert Rule.from_json(json.loads(json.dumps(first.to_json()))) == first


def test_items_with_one_reason_are_told_together():
    many = [replace(an_item(State.UNKNOWN), id=f"PRO-{number:02}") for number in range(1, 44)]
    many[-1] = replace(many[-1], owner="web")
    detail = decide([*many, replace(READY, id="LOY-01")]).rules[1].detail
    assert detail == (
        "PRO-01, PRO-02, PRO-03, PRO-04, PRO-05, PRO-06, PRO-07, PRO-08, PRO-09, PRO-10, PRO-11, PRO-12 and 31 more "
        "are unknown: because (owners: growth, web)"
    )


FRESH = "what is known of every item is fresh"


def at(now: datetime) -> Circumstances:
    return Circumstances(now=now)


def test_an_answer_grows_old():
    fresh, old = an_item(hours_old=23), an_item(hours_old=25)
    assert decide([fresh], at(NOW)).word == GO
    decision = aged(decide([old]), [old], at(NOW))
    assert decision.word == UNDECIDED
    [detail] = [rule.detail for rule in decision.rules if rule.name == FRESH]
    assert detail == (
        "PRO-01 is not run: last looked at 2026-11-19 08:00 UTC, 1 d 1 h ago; that counts for 1 d (owner: growth)"
    )
    assert aged(decide([fresh], at(NOW)), [fresh], at(NOW)) == decide([fresh], at(NOW))


def test_an_old_no_go_stays_one_and_what_is_minor_grows_old_too():
    bad = an_item(State.NOT_READY, hours_old=48)
    assert aged(decide([bad]), [bad], at(NOW)).word == NO_GO
    minor = an_item(severity="minor", hours_old=48)
    assert aged(decide([minor]), [minor], at(NOW)).word == UNDECIDED


def test_a_signature_is_good_until_it_says_and_not_by_the_sla():
    signed = replace(an_item(hours_old=48), valid_until=(NOW + timedelta(hours=1)).isoformat())
    assert aged(decide([signed]), [signed], at(NOW)).word == GO
    ended = aged(decide([signed]), [signed], at(NOW + timedelta(hours=1)))
    assert ended.word == UNDECIDED
    [rule] = [rule for rule in ended.rules if rule.name == FRESH]
    assert "the signature counted until 2026-11-20 10:00 UTC" in rule.detail
    assert rule.turn == "look and sign: pytest-checkout attest PRO-01"


def test_evidence_from_the_future_is_no_go_ahead():
    assert decide([an_item(hours_old=-0.05)], at(NOW)).word == GO  # clocks differ by minutes
    decision = decide([an_item(hours_old=-1)], at(NOW))
    assert decision.word == UNDECIDED
    [detail] = [rule.detail for rule in decision.rules if not rule.passed]
    assert detail == "PRO-01 was looked at 2026-11-20T10:00:00+00:00, and it is 2026-11-20 09:00 UTC"


FILE = Path("roster.yaml")
OPEN = Finding(Source.ROSTER, Weight.UNDECIDED, "growth", "nobody is on call", FILE, 3)
RED = Finding(Source.FREEZE, Weight.NO_GO, "freeze", "no deploys", FILE, 4)
NOTE = Finding(Source.FREEZE, Weight.NOTE, "freeze", "open for an emergency", FILE, 5)


@pytest.mark.parametrize(
    ("findings", "word", "broken", "notes"),
    [
        ({Source.ROSTER: []}, GO, [], ()),
        ({Source.FREEZE: [NOTE]}, GO, [], ("roster.yaml:5: freeze: open for an emergency",)),
        ({Source.ROSTER: [OPEN]}, UNDECIDED, ["roster.yaml:3: growth: nobody is on call"], ()),
        (
            {Source.ROSTER: [OPEN], Source.FREEZE: [RED]},
            NO_GO,
            ["roster.yaml:3: growth: nobody is on call", "roster.yaml:4: freeze: no deploys"],
            (),
        ),
    ],
    ids=["nothing", "a note", "open", "red"],
)
def test_each_source_of_findings_is_one_more_rule(
    findings: dict[Source, list[Finding]], word: str, broken: list[str], notes: tuple[str, ...]
):
    decision = decide([READY], Circumstances(findings=findings))
    assert (decision.word, decision.notes) == (word, notes)
    assert [rule.name for rule in decision.rules[len(decide([]).rules) :]] == [str(source) for source in findings]
    assert [rule.detail for rule in decision.rules if not rule.passed] == broken


def test_a_rule_of_a_newer_version_that_did_not_hold_is_no_go_ahead():
    before = Decision(UNDECIDED, (Rule("the moon is full", False, "it is half"),))
    after = aged(before, [READY], Circumstances(now=NOW))
    assert after.word == UNDECIDED
    assert after.rules[-1] == before.rules[0]
