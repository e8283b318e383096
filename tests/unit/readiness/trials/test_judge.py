"""What trials come to: rounds, bursts, reruns, trials that could not look, trials that repeat each other."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_checkout.checklist.trialplan import BURST, TrialPlan
from pytest_checkout.readiness.results import State
from pytest_checkout.readiness.trials import RED_ON_SIGHT, Call, judge
from tests.unit.readiness.trials.builders import a_trial, trials

PLAN = TrialPlan()


@pytest.mark.parametrize(
    ("letters", "call"),
    [
        ("", Call.NOT_TRIED),
        ("." * 64, Call.TESTING),
        ("." * 65, Call.EXCLUDED),
        ("FF", Call.INTERMITTENT),
        ("." * 20 + "F", Call.TESTING),
        ("F" + "." * 114, Call.TESTING),
        ("F" + "." * 115, Call.EXCLUDED),
        ("??", Call.BLIND),
        ("?" + "." * 114, Call.TESTING),
        ("?" + "." * 115, Call.EXCLUDED),
        ("." * 30 + "$", Call.RED_ON_SIGHT),
    ],
    ids=lambda value: value if len(value) < 20 else f"{len(value)} trials",
)
def test_the_call(letters: str, call: Call) -> None:
    assert judge(trials(letters), PLAN).call is call


def test_at_the_cap_an_item_is_inconclusive_and_says_what_it_would_take() -> None:
    verdict = judge(trials(("." * 49 + "F") * 6), PLAN)

    assert verdict.state is State.UNKNOWN
    assert verdict.is_too_few
    assert verdict.words(workers=4) == (
        "inconclusive, 6 of 300 failed (2 %; 95 % interval 0.9 % to 4.3 %); "
        "about 156 more trials would decide, about 13 min on 4 workers"
    )


@pytest.mark.parametrize("code", sorted(RED_ON_SIGHT))
def test_wrong_money_and_the_like_are_red_on_first_sight_whatever_went_before(code: str) -> None:
    seen = [*trials("." * 300), a_trial("F", 300, reason_code=code, stage="payment", reason="charged twice")]

    for watched in (False, True):
        verdict = judge(seen, PLAN, watched=watched)

        assert (verdict.call, verdict.state, verdict.reason_code) == (Call.RED_ON_SIGHT, State.NOT_READY, code)
        assert verdict.words() == f"not ready at first sight, 1 of 301 failed: 1 × {code} at payment (charged twice)"


def test_without_a_plan_one_failure_is_not_ready_whatever_a_rerun_says() -> None:
    for letters in ("F..", ".F.", "..F"):
        assert judge(trials(letters, run="monday"), None).state is State.NOT_READY


def test_without_a_plan_a_rerun_does_not_help_a_robot_either_but_the_next_run_does() -> None:
    assert judge(trials("?..", run="monday"), None).state is State.UNKNOWN
    assert judge([*trials("?", run="monday"), *trials(".", run="tuesday")], None).state is State.READY
    assert judge([*trials("F", run="monday"), *trials(".", run="tuesday")], None).state is State.NOT_READY
    assert judge([], None).state is State.NOT_RUN


@given(st.text("." * 12 + "F?", max_size=140), st.booleans())
def test_two_clean_reruns_never_turn_an_item_ready_that_was_not(letters: str, watched: bool) -> None:
    before = judge(trials(letters), PLAN, watched=watched)
    after = judge(trials(letters + ".."), PLAN, watched=watched)

    if before.state is State.NOT_READY:
        assert after.state is State.NOT_READY
    if before.call is Call.BLIND and not watched:
        assert after.state is State.UNKNOWN
    if before.call is Call.TESTING and after.state is State.READY:
        assert before.clean_needed <= 2  # not a rerun: the last of a whole test


def test_a_fault_that_begins_after_ready_is_found_as_fast_as_at_first() -> None:
    morning = "." * 65 * 4
    assert judge(trials(morning + "."), PLAN).call is Call.EXCLUDED
    assert judge(trials(morning + "F"), PLAN).call is Call.TESTING
    assert judge(trials(morning + "FF"), PLAN).call is Call.INTERMITTENT


def test_failures_before_the_deciding_round_stay_in_print() -> None:
    verdict = judge(trials("F" + "." * 115 + "FF"), PLAN)

    assert verdict.words() == (
        "fails every time, 2 of 2 failed (100 %; 95 % interval 34.2 % to 100 %), after 1 of 116: 2 × capability-dead"
    )
    assert judge(trials("F" + "." * 115), PLAN).words() == "ready, 1 of 116 failed, 5 % excluded"


def test_causes_are_grouped_by_what_the_shopper_met() -> None:
    met = [
        a_trial("F", 1, stage="payment", reason="no effect"),
        a_trial("F", 2, stage="cart", reason_code="capability-absent"),
        a_trial("F", 3, stage="payment", reason="no effect, again"),
    ]

    verdict = judge(met, TrialPlan(alpha=0.001))

    assert verdict.words().endswith(": 2 × capability-dead at payment (no effect); 1 × capability-absent at cart")


def test_a_watched_item_rests_until_something_is_not_clean() -> None:
    assert judge(trials("...."), BURST, watched=True).call is Call.PASSED
    assert judge(trials("....F"), BURST, watched=True).call is Call.TESTING
    assert judge(trials("....?"), BURST, watched=True).call is Call.TESTING


def test_a_burst_confirms_with_failures_of_its_own_or_clears() -> None:
    assert judge(trials("..F" + "FF"), BURST, watched=True).call is Call.TESTING
    assert judge(trials("..F" + "FFF"), BURST, watched=True).call is Call.INTERMITTENT

    cleared = judge(trials("..F" + "." * 65), BURST, watched=True)
    assert (cleared.call, cleared.seen.failed) == (Call.EXCLUDED, 1)


def test_trials_of_one_account_are_worth_one_trial() -> None:
    clean = judge(trials("." * 200, shares=("account:jane",)), PLAN)
    assert (clean.call, clean.seen.draws) == (Call.TESTING, 1)
    assert clean.clean_needed == 64
    assert "worth 1 independent trial;" in clean.words()

    failed = judge(trials("FFF", shares=("account:jane",)), PLAN)
    assert failed.call is Call.TESTING


def test_a_repetition_takes_readiness_away_but_never_gives_it() -> None:
    alone = trials("." * 64)
    repeated = [a_trial("F", 70, shares=("s",)), a_trial(".", 71, shares=("s",)), a_trial(".", 72, shares=("s",))]

    assert judge([*alone, a_trial(".", 70, shares=("s",))], PLAN).call is Call.EXCLUDED
    for order in itertools.permutations(repeated):
        assert judge([*alone[:63], *order], PLAN).call is Call.TESTING


def test_what_shares_with_two_groups_joins_them() -> None:
    joined = [a_trial(shares=("a",)), a_trial(shares=("b",)), a_trial(shares=("a", "b")), a_trial(shares=("c",))]
    assert judge(joined, PLAN).seen.draws == 2


def test_failures_that_only_repetitions_meet_leave_an_item_unknown_not_red() -> None:
    met = [a_trial(letter, shares=(account,)) for account in ("a", "b") for letter in ".F"]

    verdict = judge(met, PLAN)

    assert (verdict.call, verdict.state) == (Call.BLIND, State.UNKNOWN)
    assert verdict.words() == (
        "could not tell: 2 of 4 failed, but only where trials shared an account, a session or a server, "
        "worth 2 independent trials"
    )


def test_after_blindness_only_a_whole_test_makes_an_item_ready() -> None:
    assert judge(trials("??" + "." * 64), PLAN).call is Call.TESTING
    assert judge(trials("??" + "." * 65), PLAN).call is Call.EXCLUDED
    assert judge(trials("????."), PLAN).call is Call.TESTING
    assert judge(trials("???"), PLAN).call is Call.BLIND
    assert judge(trials("??"), PLAN).words() == "could not tell: 2 of 2 trials could not look"
