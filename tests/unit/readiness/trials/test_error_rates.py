"""The stated error rates, by simulation: seeded, so that a figure out of bounds is a fault and not bad luck."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from pytest_checkout.checklist.trialplan import BURST, TrialPlan
from pytest_checkout.readiness.results import State
from pytest_checkout.readiness.trials import Judge, Trial
from tests.unit.readiness.trials.builders import CLEAN, FAILED, at_rate

PLAN = TrialPlan()
GATES = 1000


def decided(plan: TrialPlan, trials: Iterator[Trial], items: int = 1) -> tuple[State, int]:
    """The state of one item after as many trials as its test wants, and how many that were."""
    judge = Judge(plan, items=items)
    for number, trial in enumerate(trials, start=1):
        judge.hear(trial)
        if judge.call.is_decided:
            return judge.call.state, number
    raise AssertionError("trials ended before the cap")


def at_most(chance: float, gates: int = GATES) -> float:
    """What a chance can come to in so many gates: three standard deviations above its mean."""
    return gates * chance + 3 * math.sqrt(gates * chance * (1 - chance))


def test_a_fault_of_five_percent_is_called_ready_in_at_most_beta() -> None:
    states = Counter(decided(PLAN, at_rate(0.05, seed))[0] for seed in range(GATES))

    assert 0 < states[State.READY] <= at_most(PLAN.beta)
    assert states[State.NOT_READY] > 0.9 * GATES


def test_healthy_noise_is_called_not_ready_in_at_most_alpha() -> None:
    states = Counter(decided(PLAN, at_rate(0.005, seed))[0] for seed in range(GATES))

    assert 0 < states[State.NOT_READY] <= at_most(PLAN.alpha)
    assert states[State.READY] > 0.95 * GATES


def test_alpha_holds_for_a_whole_gate_of_twenty_items() -> None:
    gates, items = 60, 20
    red = sum(
        any(decided(PLAN, at_rate(0.005, (gate, item)), items)[0] is State.NOT_READY for item in range(items))
        for gate in range(gates)
    )

    assert red <= at_most(PLAN.alpha, gates)


def test_without_sharing_alpha_out_twenty_items_would_be_red_too_often() -> None:
    """The counter-check of the test above: it can fail."""
    noisy, gates, items = replace(PLAN, alpha=0.05), 40, 20
    red = sum(
        any(decided(noisy, at_rate(0.005, (gate, item)))[0] is State.NOT_READY for item in range(items))
        for gate in range(gates)
    )

    assert red > at_most(noisy.alpha, gates)


@pytest.mark.parametrize("repeats", [2, 5])
def test_both_errors_hold_when_trials_repeat_each_other_on_shared_accounts(repeats: int) -> None:
    """Half of the fault follows the account: whoever meets it once meets it every time."""

    def on_shared_accounts(rate: float, seed: int) -> Iterator[Trial]:
        chance = random.Random(seed)
        account = 0
        while True:
            account += 1
            broken = chance.random() < rate / 2
            for _ in range(repeats):
                failed = broken or chance.random() < rate / 2
                yield replace(FAILED if failed else CLEAN, shares=(f"account:{account}",))

    gates, plan = 120, replace(PLAN, cap=3000)
    ready = sum(decided(plan, on_shared_accounts(0.0512, seed))[0] is State.READY for seed in range(gates))
    red = sum(decided(plan, on_shared_accounts(0.005, seed))[0] is State.NOT_READY for seed in range(gates))

    assert ready <= at_most(plan.beta, gates)
    assert red <= at_most(plan.alpha, gates)


@pytest.mark.parametrize(
    ("rate", "mean", "share"), [(0.0, 65, 0), (0.05, 71, 0.15), (0.10, 31, 0.15), (1.0, 2, 0)], ids=str
)
def test_a_decision_takes_as_many_trials_as_documented(rate: float, mean: float, share: float) -> None:
    taken = [decided(PLAN, at_rate(rate, seed))[1] for seed in range(400)]

    assert sum(taken) / len(taken) == pytest.approx(mean, rel=share)


def test_a_burst_wrongly_confirms_a_healthy_item_in_at_most_a_thousandth() -> None:
    confirmed = 0
    for seed in range(GATES):
        judge = Judge(BURST, watched=True)
        judge.hear(FAILED)
        for trial in islice(at_rate(0.005, seed), BURST.cap):
            judge.hear(trial)
            if judge.call.is_decided:
                break
        confirmed += judge.call.state is State.NOT_READY

    assert confirmed <= at_most(BURST.alpha)


def test_a_watched_fault_of_five_percent_is_found_within_hours_and_not_in_weeks() -> None:
    """288 runs a day: by runs, not by trials, because a burst happens within one."""
    runs_to_red = []
    for seed in range(200):
        judge = Judge(BURST, watched=True)
        runs, calm = 0, True
        for trial in at_rate(0.05, seed):
            runs += calm
            judge.hear(trial)
            calm = judge.call.is_decided
            if judge.call.state is State.NOT_READY:
                break
        runs_to_red.append(runs)

    assert sum(runs_to_red) / len(runs_to_red) == pytest.approx(22, rel=0.15)
