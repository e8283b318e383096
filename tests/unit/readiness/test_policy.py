"""The policy file: what it may say, every mistake at its line, and that no weakening of it goes unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pytest_checkout.checklist.model import Severity
from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import lock, lock_file, policy_file
from pytest_checkout.readiness.gate import GO, NO_GO, UNDECIDED, Circumstances, decide
from pytest_checkout.readiness.lock import Lock
from pytest_checkout.readiness.policy import BUILT_IN, Meaning, Policies, Policy, differences
from pytest_checkout.readiness.results import ItemResult, State
from tests.unit.readiness.files import mistakes, written
from tests.unit.readiness.test_gate import NOW, READY, an_item

FILE = """
    blocking: [blocker, critical]
    unknown: {critical: undecided, normal: ignore}
    coverage: {every disruptor: 50%, promotions: 100%}
    max age: 12h
    phases:
      deploy: {unknown: {normal: undecided}, max age: 2h}
"""


def read(folder: Path, text: str = FILE) -> Policies:
    return policy_file.load(written(folder / policy_file.NAME, text), {"promotions", "shipping"})


def test_what_a_file_says(tmp_path: Path) -> None:
    found = read(tmp_path)
    daily, deploy = found.of(["daily"]), found.of(["deploy"])
    assert daily.blocking == (Severity.BLOCKER, Severity.CRITICAL)
    assert [daily.meaning(each) for each in Severity] == ["no-go", "undecided", "ignore", "ignore"]
    assert (daily.least("promotions"), daily.least("shipping")) == (1, Decimal("0.5"))
    assert (daily.max_age, deploy.max_age) == (timedelta(hours=12), timedelta(hours=2))
    assert deploy.meaning("normal") is Meaning.UNDECIDED
    assert deploy.blocking == daily.blocking
    assert str(daily) == (
        "blocker and critical items block; unknown means: blocker no-go, critical undecided, normal ignore, minor "
        "ignore; coverage: every disruptor 50%, promotions 100%; evidence counts for 12 h at most"
    )


def test_a_run_of_several_phases_is_judged_by_the_strictest(tmp_path: Path) -> None:
    found = read(tmp_path, FILE + "      peak: {blocking: [blocker], coverage: {shipping: 90%}}\n")
    both = found.of(["peak", "deploy"])
    assert both.blocking == (Severity.BLOCKER, Severity.CRITICAL)
    assert both.max_age == timedelta(hours=2)
    assert both.least("shipping") == Decimal("0.9")
    assert both.meaning("normal") is Meaning.UNDECIDED


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("blokking: [blocker]", "1: unknown key 'blokking'. Did you mean 'blocking'?"),
        ("blocking: [blocker, criticall]", "1: no severity named 'criticall'. Did you mean 'critical'?"),
        ("blocking: [critical]", "1: 'blocking' leaves out blocker"),
        ("blocking: []", "1: 'blocking' should be a list with at least one text in it."),
        ("unknown: {blocker: ignore}", "1: 'unknown' of blocker cannot be ignored"),
        ("unknown: {minor: undecide}", "1: no minor named 'undecide'. Did you mean 'undecided'?"),
        ("unknown: {minr: ignore}", "1: unknown key 'minr'. Did you mean 'minor'?"),
        ("coverage: {promotion: 90%}", "1: unknown key 'promotion'. Did you mean 'promotions'?"),
        ("coverage: {promotions: 110%}", "1: 'promotions': '110%' is not a share"),
        ("max age: soon", "1: 'max age': 'soon' is not a duration"),
        ("max age: 1h\nphases:\n  deply: {}", "3: no phase named 'deply'. Did you mean 'deploy'?"),
        ("phases:\n  deploy:\n    max aged: 1h", "3: unknown key 'max aged'. Did you mean 'max age'?"),
    ],
)
def test_a_mistake_is_told_at_its_line_with_the_right_word(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(tmp_path, text)
    assert any(line.startswith(f"policy.yaml:{told}") for line in mistakes(caught.value)), str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(tmp_path, "blokking: [blocker]\nmax age: soon\ncoverage: {promotion: 1%}\n")
    assert [line.split(":")[1] for line in mistakes(caught.value)] == ["1", "2", "3"]


def word(policy: Policy, *items: ItemResult) -> str:
    return decide([READY, *items], Circumstances(now=NOW, policy=policy)).word


@pytest.mark.parametrize(
    ("policy", "item", "built_in", "expected"),
    [
        (Policy((Severity.BLOCKER, Severity.CRITICAL)), an_item(State.NOT_READY, severity="critical"), GO, NO_GO),
        (Policy((Severity.BLOCKER, Severity.CRITICAL)), an_item(State.UNKNOWN, severity="critical"), GO, NO_GO),
        (Policy(unknown={Severity.BLOCKER: Meaning.UNDECIDED}), an_item(State.UNKNOWN), NO_GO, UNDECIDED),
        (Policy(unknown={Severity.MINOR: Meaning.NO_GO}), an_item(State.UNKNOWN, severity="minor"), GO, NO_GO),
        (
            Policy(unknown={Severity.MINOR: Meaning.NO_GO}),
            an_item(State.UNKNOWN, severity="minor", tried=False),
            GO,
            UNDECIDED,
        ),
        (Policy(coverage={"promotions": Decimal("0.6")}), an_item(State.UNKNOWN, severity="minor"), GO, UNDECIDED),
        (Policy(coverage={"promotions": Decimal("0.5")}), an_item(State.UNKNOWN, severity="minor"), GO, GO),
        (Policy(coverage={"every disruptor": Decimal("0.6")}), an_item(State.WAIVED), GO, UNDECIDED),
        (Policy(coverage={"promotions": Decimal(1)}), an_item(State.NOT_APPLICABLE), GO, GO),
        (Policy(coverage={"shipping": Decimal("0.1")}), READY, GO, UNDECIDED),
        (Policy(max_age=timedelta(hours=1)), an_item(hours_old=2), GO, UNDECIDED),
        (Policy(max_age=timedelta(hours=48)), an_item(hours_old=30), UNDECIDED, UNDECIDED),
    ],
)
def test_what_a_policy_does(policy: Policy, item: ItemResult, built_in: str, expected: str) -> None:
    assert word(BUILT_IN.standard, item) == built_in
    assert word(policy, item) == expected


def test_a_decision_says_by_which_policy_it_was_made() -> None:
    told = decide([READY]).policy
    assert told.startswith("built-in: blocker items block; unknown means: blocker no-go, critical ignore")


BASE = Policies(
    Policy(
        (Severity.BLOCKER, Severity.CRITICAL),
        {Severity.NORMAL: Meaning.UNDECIDED},
        {"promotions": Decimal(1)},
        timedelta(hours=4),
    )
)


@pytest.mark.parametrize(
    ("change", "weaker", "told"),
    [
        ({"blocking": (Severity.BLOCKER,)}, True, "'blocking' was [blocker, critical] and is [blocker]"),
        ({"unknown": {}}, True, "'unknown' of normal was undecided and is ignore"),
        ({"unknown": {Severity.NORMAL: Meaning.NO_GO}}, False, "'unknown' of normal was undecided and is no-go"),
        ({"coverage": {}}, True, "'coverage' of promotions was 100% and is not asked for"),
        ({"max_age": None}, True, "'max age' was 4 h and is not said"),
        ({"max_age": timedelta(hours=5)}, True, "'max age' was 4 h and is 5 h"),
        ({"max_age": timedelta(hours=3)}, False, "'max age' was 4 h and is 3 h"),
    ],
)
def test_every_difference_from_the_lock_is_named(change: dict[str, object], weaker: bool, told: str) -> None:
    after = replace(BASE, standard=replace(BASE.standard, **change))  # type: ignore[arg-type]
    found = list(differences(BASE.to_json(), after.to_json()))
    assert (weaker, told) in found
    assert list(differences(BASE.to_json(), BASE.to_json())) == []


def test_a_milder_phase_is_a_difference() -> None:
    after = replace(BASE, phases={"deploy": Policy()})
    told = [words for weaker, words in differences(BASE.to_json(), after.to_json()) if weaker]
    assert "in the phase deploy, 'blocking' was [blocker, critical] and is [blocker]" in told


def test_the_lock_keeps_the_policy_and_without_one_the_built_in_rules(tmp_path: Path) -> None:
    path = tmp_path / lock_file.NAME
    lock_file.write(Lock(path, {}, policy=BASE.to_json()))
    assert lock_file.load(path).policy == json.loads(json.dumps(BASE.to_json()))
    [found, *_] = lock.findings(lock_file.load(path), {}, BUILT_IN.to_json())
    assert str(found).startswith(f"{tmp_path}/policy.yaml:1: the policy: weakened since it was locked: 'blocking' was")
    path.write_text('{"schema": 1, "items": {}}')
    assert lock_file.load(path).policy == BUILT_IN.to_json()
