"""Trials in parallel come to what they would come to one after the other."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_checkout.checklist.trialplan import BURST, TrialPlan
from pytest_checkout.readiness.trials import Call, Sequence, judge
from tests.unit.readiness.trials.builders import MORNING, a_trial, trials

PLAN = TrialPlan()


def run(sequence: Sequence, letters: str, workers: int, seed: int) -> int:
    """Feed the sequence as `workers` would, results in random order; how many trials were started."""
    chance, flying, started = random.Random(seed), [], 0
    while True:
        while len(flying) < workers and sequence.wanted and not sequence.is_over:
            flying.append(sequence.start())
            started += 1
        if not flying:
            return started
        ticket = flying.pop(chance.randrange(len(flying)))
        sequence.finish(ticket, a_trial(letters[ticket % len(letters)], ticket))


@given(
    letters=st.text("." * 30 + "F?", min_size=40, max_size=300),
    workers=st.integers(1, 16),
    seed=st.integers(),
    watched=st.booleans(),
)
def test_any_order_of_results_gives_the_verdict_of_the_order_of_starts(
    letters: str, workers: int, seed: int, watched: bool
) -> None:
    sequence = Sequence(PLAN, watched=watched)
    started = run(sequence, letters, workers, seed)

    in_order = [a_trial(letters[number % len(letters)], number) for number in range(started)]
    assert sequence.verdict == judge(in_order, PLAN, watched=watched)
    assert sequence.is_over
    assert started <= PLAN.cap + watched


@given(letters=st.text("." * 60 + "F", min_size=40, max_size=300), workers=st.integers(1, 64), seed=st.integers())
def test_no_trial_is_in_flight_when_an_item_becomes_ready(letters: str, workers: int, seed: int) -> None:
    sequence = Sequence(PLAN)
    started = run(sequence, letters, workers, seed)

    if sequence.verdict.call is Call.EXCLUDED:
        assert sequence.verdict.seen.trials == sequence.verdict.round.trials == started


def test_slow_failures_are_waited_for() -> None:
    sequence = Sequence(PLAN)
    tickets = [sequence.start() for _ in range(65)]
    assert sequence.wanted == 0
    for ticket in tickets[1:]:
        sequence.finish(ticket, a_trial("."))
    assert sequence.verdict.call is Call.NOT_TRIED  # 64 clean trials are in, the first to start is not
    assert sequence.finish(tickets[0], a_trial("F")).call is Call.TESTING
    assert sequence.wanted == 51


def test_progress_tells_what_is_clean_and_what_is_still_needed() -> None:
    sequence = Sequence(PLAN)
    assert str(sequence.progress) == "0 clean, 65 more needed"
    for trial in trials("." * 60 + "F?"):
        sequence.finish(sequence.start(), trial)
    assert str(sequence.progress) == "60 clean, 1 failed, 1 could not look, 105 more needed"


def test_carried_evidence_shortens_a_run_but_is_looked_at_again() -> None:
    assert Sequence(PLAN, carried=trials("." * 60)).wanted == 5

    decided = Sequence(PLAN, carried=trials("." * 65))
    assert (decided.wanted, decided.is_over) == (1, False)
    decided.finish(decided.start(), a_trial("."))
    assert (decided.wanted, decided.is_over) == (0, True)

    doubted = Sequence(PLAN, carried=trials("." * 65))
    doubted.finish(doubted.start(), a_trial("F"))
    assert not doubted.is_over
    assert doubted.wanted == 115


def test_a_watched_item_is_tried_once_and_bursts_on_its_first_failure() -> None:
    sequence = Sequence(BURST, watched=True)
    assert sequence.wanted == 1
    ticket = sequence.start()
    assert sequence.wanted == 0
    sequence.finish(ticket, a_trial("F"))
    assert sequence.wanted == 65
    for _ in range(3):
        sequence.finish(sequence.start(), a_trial("F"))
    assert (sequence.verdict.call, sequence.is_over) == (Call.INTERMITTENT, True)


def test_a_store_that_nobody_reaches_is_not_tried_without_end() -> None:
    sequence = Sequence(PLAN)
    assert run(sequence, "?", workers=8, seed=1) < 65
    assert (sequence.verdict.call, sequence.is_over) == (Call.BLIND, True)


def test_a_lost_trial_counts_as_one_that_could_not_look() -> None:
    sequence = Sequence(PLAN)
    verdict = sequence.lose(sequence.start(), MORNING, "the worker ended")
    assert (verdict.seen.unseen, verdict.clean_needed) == (1, 115)


def test_a_ticket_ends_once() -> None:
    sequence = Sequence(PLAN)
    with pytest.raises(ValueError, match="no trial 0 is in flight"):
        sequence.finish(0, a_trial())
    sequence.finish(sequence.start(), a_trial())
    with pytest.raises(ValueError, match="no trial 0 is in flight"):
        sequence.finish(0, a_trial())
