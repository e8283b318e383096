"""The gate decides by the blockers: the first rule that does not hold gives the word, and every rule is listed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pytest_checkout.readiness.gate import GO, NO_GO, UNDECIDED, Circumstances, aged, decide
from pytest_checkout.readiness.results import ItemResult, State

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
        *((an_item(state, severity="critical"), GO) for state in State),
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


def test_every_rule_is_listed_with_reason_and_owner():
    decision = decide([READY, an_item(State.NOT_READY)])
    assert len(decision.rules) == 9
    assert str(decision.rules[0]) == ("no blocker is not ready: no. PRO-01 is not ready: because (owner: growth)")
    assert str(decision.rules[1]) == "no blocker that was tried is unknown"
    assert decision.to_json()["rules"][1] == {
        "name": "no blocker that was tried is unknown",
        "passed": True,
        "detail": "",
    }


def test_an_answer_grows_old():
    fresh, old = an_item(hours_old=23), an_item(hours_old=25)
    assert decide([fresh], Circumstances(now=NOW)).word == GO
    assert decide([old], Circumstances(now=NOW)).word == UNDECIDED
    decision = aged(decide([old]), [old], NOW)
    assert decision.word == UNDECIDED
    assert "its owner wants to know within 24 h" in decision.rules[-1].detail
    assert len(decision.rules) == 9
    assert aged(decide([fresh]), [fresh], NOW) == decide([fresh])


def test_an_old_no_go_stays_one_and_minor_items_may_be_old():
    bad = an_item(State.NOT_READY, hours_old=48)
    assert aged(decide([bad]), [bad], NOW).word == NO_GO
    minor = an_item(severity="minor", hours_old=48)
    assert aged(decide([minor]), [minor], NOW).word == GO
