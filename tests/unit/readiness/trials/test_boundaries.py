"""Where the sequential test ends, how much is missing to its ends, and Wilson's interval."""

from __future__ import annotations

import math
import random

import pytest

from pytest_checkout.checklist.trialplan import BURST, TrialPlan
from pytest_checkout.readiness.trials import Boundaries, wilson

PLAN = TrialPlan()


@pytest.mark.parametrize(
    ("plan", "items", "clean", "failures"),
    [(PLAN, 1, 65, 2), (PLAN, 60, 65, 4), (BURST, 1, 65, 3), (TrialPlan(p0=0.001), 1, 60, 2)],
)
def test_so_many_clean_trials_or_failures_in_a_row_decide(
    plan: TrialPlan, items: int, clean: int, failures: int
) -> None:
    ends = Boundaries(plan, items)

    assert (ends.clean_needed(0, 0), ends.fewest_failures) == (clean, failures)
    assert (ends.is_ready(clean, 0), ends.is_ready(clean - 1, 0)) == (True, False)
    assert (ends.is_red(0, failures), ends.is_red(0, failures - 1)) == (True, False)
    assert plan.fewest_clean == clean


def test_a_failure_costs_fifty_clean_trials() -> None:
    assert Boundaries(PLAN).clean_needed(40, 1) == 65 - 40 + 50


def test_a_gate_without_items_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="one item at least"):
        Boundaries(PLAN, 0)


@pytest.mark.parametrize(("clean", "failed"), [(0, 0), (20, 1), (150, 3), (294, 6)])
def test_the_expected_effort_is_about_right(clean: int, failed: int) -> None:
    ends = Boundaries(PLAN)
    rate = (failed + 0.5) / (clean + failed + 1)

    def needed(seed: int) -> int:
        chance, now = random.Random(seed), [clean, failed]
        while not ends.is_red(*now) and not ends.is_ready(*now):
            now[chance.random() < rate] += 1
        return sum(now) - clean - failed

    assert ends.expected_more(clean, failed) == pytest.approx(sum(map(needed, range(800))) / 800, rel=0.15, abs=0.5)


def test_nothing_more_is_expected_beyond_an_end() -> None:
    assert Boundaries(PLAN).expected_more(65, 0) == 0
    assert Boundaries(PLAN).expected_more(0, 2) == 0


@pytest.mark.parametrize(
    ("failed", "count", "low", "high"), [(0, 60, 0, 6.0), (0, 73, 0, 5.0), (3, 60, 1.7, 13.7), (5, 100, 2.2, 11.2)]
)
def test_wilson_s_interval(failed: int, count: int, low: float, high: float) -> None:
    assert [round(100 * end, 1) for end in wilson.interval(failed, count)] == [low, high]


def test_no_trials_leave_everything_open() -> None:
    assert wilson.interval(0, 0) == (0, 1)
    assert math.isclose(wilson.interval(9, 9)[1], 1)
