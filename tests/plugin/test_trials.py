"""An item with `trials:` is repeated until its plan has decided; a rerun never changes a verdict."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.plugin.checklist_project import CONFTEST, Project, item, project

__all__ = ["project"]

FAILS_SOMETIMES = (
    CONFTEST
    + """
import itertools, os

TRIALS = itertools.count(1)
FAILING = {int(each) for each in os.environ.get("FAILING", "").split()}

@then("the button should mostly work")
def mostly():
    number = next(TRIALS)
    if number in FAILING:
        raise ShopFault("the button has no effect", stage="payment", reason_code=os.environ.get("CODE", "dead"))
"""
)
TRIED = item("LOY-01", "Given a shop", "Then the button should mostly work", trials="{}")


@pytest.fixture
def shop(project: Project) -> Project:
    project.write("conftest.py", FAILS_SOMETIMES)
    project.checklist(TRIED)
    return project


def test_clean_trials_exclude_a_fault(shop: Project):
    assert shop.run().ret == 0
    found = shop.readiness["items"][0]
    assert (found["state"], found["reason"]) == ("ready", "ready, 0 of 65 failed, 5 % excluded")
    assert found["evidence"][0]["trials"]["trials"] == 65


def test_a_fault_that_comes_and_goes_is_named_with_its_rate_and_causes(shop: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAILING", "20 30 40")
    result = shop.run("-v")
    assert result.ret == 1
    found = shop.readiness["items"][0]
    assert (found["state"], found["reason_code"]) == ("not ready", "dead")
    assert found["reason"] == (
        "intermittent, 3 of 40 failed (7.5 %; 95 % interval 2.6 % to 19.9 %): "
        "3 × dead at payment (the button has no effect)"
    )
    result.stdout.fnmatch_lines(
        ["*TRIALS 10 clean, 55 more needed*", "*TRIALS 19 clean, 1 failed, 96 more needed*", "*FAILED*", "*- trials -*"]
    )


def test_one_failure_of_many_stays_in_print(shop: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAILING", "20")
    result = shop.run()
    assert result.ret == 0
    assert shop.states == {"LOY-01": "ready"}
    result.stdout.fnmatch_lines(["  LOY-01  ready, 1 of 116 failed, 5 % excluded"])


def test_wrong_money_is_red_on_first_sight(shop: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAILING", "5")
    monkeypatch.setenv("CODE", "wrong-amount")
    assert shop.run().ret == 1
    found = shop.readiness["items"][0]
    assert found["reason"].startswith("not ready at first sight, 1 of 5 failed: 1 × wrong-amount")


def test_at_the_cap_it_says_how_many_more_would_decide(shop: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAILING", "20")
    shop.checklist(TRIED.replace("{}", "{cap: 66}"))
    assert shop.run().ret == 1
    found = shop.readiness["items"][0]
    assert (found["state"], found["reason_code"], shop.word) == ("unknown", "inconclusive", "UNDECIDED")
    assert "more trials would decide" in found["reason"]


def test_trials_carry_over_runs_of_one_deploy_and_begin_anew_with_the_next(shop: Project):
    shop.run("--checkout-deploy=7")
    again = shop.run("--checkout-deploy=7")
    again.assert_outcomes(passed=1)
    assert shop.readiness["items"][0]["evidence"][0]["trials"]["carried"] == 65
    shop.run("--checkout-deploy=8")
    assert shop.readiness["items"][0]["evidence"][0]["trials"]["carried"] == 0


def test_without_a_known_deploy_nothing_is_carried_over_and_the_run_says_so(shop: Project):
    shop.run()
    shop.run()
    assert shop.readiness["items"][0]["evidence"][0]["trials"]["carried"] == 0
    assert shop.readiness["run"]["not_carried"].startswith("nobody said what is deployed (--checkout-deploy ID")


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
@pytest.mark.parametrize("trials", ["", "{}"], ids=["tried once", "under trial"])
def test_reruns_never_change_a_verdict(project: Project, monkeypatch: pytest.MonkeyPatch, trials: str, workers: str):
    project.write("conftest.py", FAILS_SOMETIMES)
    project.checklist(item("LOY-01", "Given a shop", "Then the button should mostly work", trials=trials))
    monkeypatch.setenv("FAILING", "1 2 3" if trials else "1")
    result = project.run("--reruns=2", workers, apart=True)
    result.assert_outcomes(failed=1 if trials else 0, passed=0 if trials else 1)
    assert result.ret == 1
    assert (project.states, project.word) == ({"LOY-01": "not ready"}, "NO-GO")


def test_what_the_store_cannot_provide_is_not_tried_again(project: Project):
    project.checklist(item("LOY-01", "Given a shop", "Then the store should have a mailbox", trials="{}"))
    result = project.run("-rs")
    result.assert_outcomes(skipped=1)
    assert (project.states, project.word) == ({"LOY-01": "unknown"}, "UNDECIDED")


def test_a_scheduled_run_looks_once_and_confirms_its_first_failure(project: Project, monkeypatch: pytest.MonkeyPatch):
    project.write("conftest.py", FAILS_SOMETIMES)
    project.checklist(item("LOY-01", "Given a shop", "Then the button should mostly work"))
    assert project.run("--checkout-scheduled").ret == 0
    assert project.readiness["items"][0]["evidence"][0]["trials"]["trials"] == 1
    monkeypatch.setenv("FAILING", "1 2 3 4")
    project.run("--checkout-scheduled")
    assert project.readiness["items"][0]["reason"].startswith("fails every time, 3 of 3 failed")
    monkeypatch.setenv("FAILING", "1")
    project.run("--checkout-scheduled")
    assert project.readiness["items"][0]["reason"].startswith("ready, 1 of 66 failed, 5 % excluded")


def test_without_a_bank_trials_decide_all_the_same(shop: Project):
    assert shop.run("--checkout-bank=off").ret == 0
    assert shop.readiness["items"][0]["evidence"][0]["trials"]["trials"] == 65


def test_a_bank_that_cannot_be_used_leaves_the_gate_undecided(shop: Project):
    shop.write("damaged.sqlite", "no bank")
    assert shop.run("--checkout-bank=damaged.sqlite").ret == 1
    assert (shop.word, shop.states) == ("UNDECIDED", {"LOY-01": "ready"})
    assert (shop.pytester.path / "damaged.sqlite").read_text() == "no bank"


def test_workers_try_different_items_side_by_side(shop: Project):
    shop.checklist(TRIED, TRIED.replace("LOY-01", "LOY-02"))
    result = shop.run("-n2", "-v", apart=True)
    assert result.ret == 0
    assert shop.states == {"LOY-01": "ready", "LOY-02": "ready"}
    result.stdout.fnmatch_lines(["[[]gw?[]] *TRIALS 10 clean, 55 more needed*"])


def test_every_trial_makes_its_fixtures_anew_and_keeps_those_of_the_session(project: Project):
    project.write(
        "conftest.py",
        CONFTEST
        + """
import json
from typing import Any

import pytest

@pytest.fixture(scope="session")
def store():
    with open("store.log", "a") as log:
        log.write("up ")
    yield
    with open("store.log", "a") as log:
        log.write("down ")

@pytest.fixture
def basket(store):
    with open("store.log", "a") as log:
        log.write("+")
    yield
    with open("store.log", "a") as log:
        log.write("- ")

@then("the basket should be new")
def new(basket):
    pass
""",
    )
    project.checklist(
        item("LOY-01", "Given a shop", "Then the basket should be new", trials="{cap: 2, p0: 10%, p1: 95%}"),
        item("LOY-02", "Given a shop", "Then the basket should be new"),
    )
    project.run()
    assert (project.pytester.path / "store.log").read_text() == "up +- +- +- down "


def results(shop: Project) -> list[dict[str, Any]]:
    return [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((shop.pytester.path / "allure").glob("*-result.json"))
    ]


@pytest.mark.parametrize(
    ("failing", "status", "message", "last_step"),
    [
        ("20 30 40", "failed", "Intermittent, 3 of 40 failed (7.5 %", "failed"),
        ("20", "passed", "Ready, 1 of 116 failed, 5 % excluded", "passed"),
    ],
)
def test_allure_shows_one_trial_and_what_all_came_to(
    shop: Project, monkeypatch: pytest.MonkeyPatch, failing: str, status: str, message: str, last_step: str
):
    monkeypatch.setenv("FAILING", failing)
    shop.run("--alluredir=allure", apart=True)
    (result,) = results(shop)
    assert (result["status"], len(result["steps"]), result["steps"][-1]["status"]) == (status, 2, last_step)
    assert result["statusDetails"]["message"].startswith(message)
    assert len({(label["name"], label["value"]) for label in result["labels"]}) == len(result["labels"])
    (table,) = [each for each in result["attachments"] if each["name"] == "All trials of this run"]
    rows = (shop.pytester.path / "allure" / table["source"]).read_text(encoding="utf-8").splitlines()
    assert rows[0] == "trial,state,seconds,stage,reason"
    assert rows[20].startswith("20,not ready,")
    assert rows[20].endswith(",payment,the button has no effect")
