"""The `trials:` of a checklist: shares in percent, and plans that can work."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_checkout import yamlfile
from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.checklist.trialplan import TrialPlan, percent, read
from pytest_checkout.errors import Problem


def read_trials(tmp_path: Path, text: str) -> tuple[TrialPlan | None, list[str]]:
    path = tmp_path / "daily.yaml"
    path.write_text(f"trials: {text}\n")
    file, problems = yamlfile.read(path), list[Problem]()
    plan = read(Mapping(file, ("trials",), file.data["trials"], problems))
    return plan, [f"{problem.line}: {problem.message}" for problem in problems]


def test_a_plan_is_read_and_what_is_not_said_is_standard(tmp_path: Path) -> None:
    whole = read_trials(tmp_path, "{p0: 0.1%, p1: 2%, alpha: 2%, beta: 10 %, cap: 500}")
    assert whole == (TrialPlan(0.001, 0.02, 0.02, 0.1, 500), [])
    assert read_trials(tmp_path, "{cap: 100}") == (TrialPlan(cap=100), [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{aplha: 5%}", "unknown key 'aplha'. Did you mean 'alpha'? Known: p0, p1, alpha, beta, cap."),
        ("{p1: '5'}", "'p1': '5' is not a share; write a number from 0 to 100 and %, as in '0.5%'."),
        ("{p1: 500%}", "'p1': '500%' is not a share; write a number from 0 to 100 and %, as in '0.5%'."),
        (
            "{p1: 0.05}",
            "'p1' should be text; put it in quotes, as written, because YAML reads it as a number or a date.",
        ),
        ("{cap: 300.5}", "'cap' should be a whole number of trials, as in 'cap: 300'."),
        ("{cap: true}", "'cap' should be a whole number of trials, as in 'cap: 300'."),
        ("{cap: 64}", "with a cap of 64 the item can never be ready: at least 65 are needed."),
        ("{alpha: 50%}", "alpha should be above 0 % and below 50 %."),
        ("{beta: 0%}", "beta should be above 0 % and below 50 %."),
        (
            "{p0: 5%}",
            "p0 (the noise of a healthy shop) should be above 0 % and below p1 (a fault), p1 below 100 %.",
        ),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    assert read_trials(tmp_path, text) == (None, [f"1: {message}"])


def test_all_mistakes_of_a_plan_are_told_at_once(tmp_path: Path) -> None:
    assert len(read_trials(tmp_path, "{p0: low, alpha: 1, cap: many}")[1]) == 3


def test_a_share_is_exact_enough() -> None:
    assert percent(" 0.5 % ") == 0.005
