"""`gate --bank` joins evidence of the same deploy, profile and checklist; what is older than it may be is not run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pytest_checkout import cli
from pytest_checkout.cli import gate
from pytest_checkout.readiness.gate import Decision
from pytest_checkout.readiness.results import ItemResult
from tests.plugin.checklist_project import CONFTEST, Project, item, project

__all__ = ["project"]

STORE = "store: Trial\nurl: http://localhost:1\ncurrency: GBP\nlocales: {default: en-GB}\n"
ONE, TWO = item("LOY-01"), item("LOY-02")
DEPLOY = "--checkout-deploy=r42"
FAILS_WHEN_TOLD = (
    CONFTEST
    + """
import os

@then("the button should work today")
def today():
    if os.environ.get("DEAD"):
        raise ShopFault("the button has no effect", stage="payment", reason_code="capability-dead")
"""
)
TODAY = item("LOY-02", "Given a shop", "Then the button should work today")


@pytest.fixture
def shop(project: Project) -> Project:
    project.write("conftest.py", FAILS_WHEN_TOLD)
    project.write("store.yaml", STORE)
    project.checklist(ONE, TODAY)
    return project


def asked(shop: Project, *, hours: float = 0, bank: Path | None = Path()) -> tuple[Decision, dict[str, ItemResult]]:
    root = shop.pytester.path
    now = datetime.now(UTC) + timedelta(hours=hours)
    decision, results = gate.judged(root / "checkout-report" / "readiness.json", root, now, bank=bank)
    return decision, {result.id: result for result in results}


def test_two_halves_of_a_list_in_two_runs_are_a_whole(shop: Project, capsys: pytest.CaptureFixture[str]):
    shop.run(DEPLOY, "-k", "LOY-01")
    shop.run(DEPLOY, "-k", "LOY-02")
    assert shop.word == "UNDECIDED"
    assert asked(shop, bank=None)[0].word == "UNDECIDED"
    decision, results = asked(shop)
    assert (decision.word, str(results["LOY-01"].state)) == ("GO", "ready")
    capsys.readouterr()
    assert cli.main(["gate", "--bank"]) == 0
    told = capsys.readouterr().out
    assert "oldest" in told
    assert "until LOY-01 counts until" in told


def test_evidence_older_than_its_sla_is_not_run(shop: Project):
    shop.run(DEPLOY, "-k", "LOY-01")
    shop.run(DEPLOY, "-k", "LOY-02")
    assert asked(shop, hours=23.9)[0].word == "GO"
    decision, results = asked(shop, hours=24.1)
    assert decision.word == "UNDECIDED"
    assert {str(each.state) for each in results.values()} == {"not run"}


@pytest.mark.parametrize("change", ["deploy", "profile", "checklist"])
def test_evidence_of_another_deploy_profile_or_checklist_is_none(shop: Project, change: str):
    shop.run(DEPLOY, "-k", "LOY-01")
    if change == "profile":
        shop.write("store.yaml", STORE + "patience: 3\n")
    if change == "checklist":
        shop.checklist(ONE.replace("2 points", "3 points"), TODAY)
    shop.run("--checkout-deploy=r43" if change == "deploy" else DEPLOY, "-k", "LOY-02")
    decision, results = asked(shop)
    assert (decision.word, str(results["LOY-01"].state)) == ("UNDECIDED", "not run")


def test_without_a_known_deploy_nothing_is_joined_and_the_gate_says_so(shop: Project):
    shop.run("-k", "LOY-01")
    shop.run("-k", "LOY-02")
    decision, _ = asked(shop)
    assert decision.word == "UNDECIDED"
    assert decision.notes == (
        "nothing was joined from the bank: nobody said what is deployed (--checkout-deploy ID, or 'deploy:' in the "
        "store profile)",
    )


def test_a_failure_of_another_run_counts_whatever_the_last_run_saw(shop: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DEAD", "1")
    shop.run(DEPLOY)
    monkeypatch.delenv("DEAD")
    assert shop.run(DEPLOY).ret == 0
    assert asked(shop, bank=None)[0].word == "GO"
    decision, results = asked(shop)
    assert decision.word == "NO-GO"
    assert results["LOY-02"].reason == "1 of 2 failed: 1 × capability-dead at payment (the button has no effect)"


def test_what_another_machine_saw_counts_after_an_import(shop: Project, monkeypatch: pytest.MonkeyPatch):
    shop.checklist(ONE, TODAY + "    trials: {}\n")
    monkeypatch.setenv("DEAD", "1")
    shop.run(DEPLOY)
    cli.main(["bank", "export", "other.jsonl.gz"])
    (shop.pytester.path / ".checkout" / "bank.sqlite").unlink()
    monkeypatch.delenv("DEAD")
    shop.run(DEPLOY)
    assert asked(shop)[0].word == "GO"
    cli.main(["bank", "import", "other.jsonl.gz"])
    decision, results = asked(shop)
    assert decision.word == "NO-GO"
    assert results["LOY-02"].reason.startswith("fails every time, 2 of 2 failed (100 %; 95 % interval 34.2 % to 100 %)")


def test_a_bank_that_is_missing_or_broken_is_undecided_and_told(shop: Project):
    shop.run(DEPLOY)
    decision, _ = asked(shop, bank=Path("no.sqlite"))
    assert decision.word == "UNDECIDED"
    [detail] = [rule.detail for rule in decision.rules if not rule.passed]
    assert detail.startswith("there is no bank at no.sqlite")
    broken = shop.write("broken.sqlite", "no bank at all, and long enough to be taken for one\n" * 40)
    decision, _ = asked(shop, bank=broken)
    assert decision.word == "UNDECIDED"
    assert any("is damaged" in rule.detail for rule in decision.rules)


def test_an_item_of_several_rows_needs_evidence_of_each(shop: Project):
    rows = ONE + "    examples:\n      - {points: '20'}\n      - {points: '30'}\n"
    shop.checklist(rows.replace("I earn 2", "I earn <points>").replace("have 2", "have <points>"))
    shop.run(DEPLOY, "-k", "20")
    assert asked(shop)[0].word == "UNDECIDED"
    shop.run(DEPLOY, "-k", "30")
    assert shop.word == "UNDECIDED"
    assert asked(shop)[0].word == "GO"
