"""Every run is kept in the evidence bank; a bank that cannot be used is one sentence, and no GO."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pytest_checkout import cli
from pytest_checkout.readiness import history
from pytest_checkout.readiness.bank import NAME, Bank, Target, Writer
from pytest_checkout.readiness.history import PastRun
from tests.plugin.checklist_project import Project, item, project
from tests.unit.readiness.bank.builders import SCOPE, Clock, a_bank

__all__ = ["project"]

READY = item("LOY-01")
NOT_READY = item("LOY-02", "Given a shop", "Then the button should work")
STORE = "store: Trial\nurl: http://localhost:1\ncurrency: GBP\nlocales: {default: en-GB}\n"
RULE = "the evidence bank can be used"


def test_every_run_is_kept_with_its_states_and_what_it_was_about(project: Project):
    project.checklist(READY, NOT_READY)
    project.write("store.yaml", STORE)
    project.run()
    project.run("-n2", apart=True)
    path = project.pytester.path / NAME
    assert path.parent.joinpath(".gitignore").read_text() == "*\n"
    with Bank.to_read(path) as bank:
        first, second = history.load(bank, "Trial", now=datetime.now(UTC), at_most=timedelta(days=1))
        assert project.readiness["run"]["bank"] == {
            writer: {"number": head.number, "hash": head.hash} for writer, head in bank.heads().items()
        }
    assert first.word == second.word == "NO-GO"
    assert {name: str(state) for name, state in first.states.items()} == {"LOY-01": "ready", "LOY-02": "not ready"}
    assert first.scope == second.scope
    assert Target.from_json(project.readiness["run"]["target"]).configuration == first.scope.configuration
    assert cli.main(["bank", "verify", "--heads", "checkout-report/readiness.json"]) == 0
    assert cli.main(["history"]) == 0


def test_another_profile_or_another_checklist_is_another_scope(project: Project):
    scopes = []
    for entry, store in ((READY, STORE), (READY, STORE + "patience: 3\n"), (NOT_READY, STORE), (READY, STORE)):
        project.checklist(entry)
        project.write("store.yaml", store)
        project.run()
    with Bank.to_read(project.pytester.path / NAME) as bank:
        runs = history.load(bank, "Trial", now=datetime.now(UTC), at_most=timedelta(days=1))
    scopes = [run.scope for run in runs]
    assert len(set(scopes)) == 3
    assert scopes[0] == scopes[3]


def test_no_bank_is_made_when_nobody_wants_one(project: Project):
    project.checklist(READY)
    assert project.run("--checkout-bank=off").ret == 0
    assert not (project.pytester.path / NAME).exists()
    assert project.readiness["run"]["bank"] == {}


def newer(path: Path) -> None:
    a_bank(path)
    with sqlite3.connect(path) as bank:
        bank.execute("PRAGMA user_version = 99")
    bank.close()


def from_tomorrow(path: Path) -> None:
    a_bank(path, clock=Clock(datetime.now(UTC) + timedelta(days=1)))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.write_bytes(b"SQLite format 3\0" + b"garbage" * 200), "is damaged"),
        (newer, "was written by a newer pytest-checkout"),
        (from_tomorrow, "the clock went back"),
    ],
    ids=["corrupted", "newer", "clock"],
)
def test_a_bank_that_cannot_be_used_is_undecided_and_left_as_it_is(
    project: Project, make: Callable[[Path], object], told: str
):
    project.checklist(READY)
    bank = project.pytester.path / "kept.sqlite"
    make(bank)
    before = bank.read_bytes()
    result = project.run("--checkout-bank=kept.sqlite")
    result.assert_outcomes(passed=1)
    assert (result.ret, project.word) == (1, "UNDECIDED")
    assert told in project.broken_rules()[RULE]
    assert bank.read_bytes() == before
    assert cli.main(["gate"]) == 2


def test_a_disk_that_fills_up_at_the_last_moment_is_undecided(project: Project, monkeypatch: pytest.MonkeyPatch):
    project.checklist(READY)
    to_write = Bank.to_write

    def small(path: Path) -> Bank:
        bank = to_write(path)
        bank._connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite's own limit: as small as the file is
        return bank

    monkeypatch.setattr(Bank, "to_write", small)
    for _ in range(40):
        project.run()
        if project.word != "GO":
            break
    assert "the disk is full" in project.broken_rules()[RULE]
    assert project.word == "UNDECIDED"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which not even root may write")
def test_a_read_only_disk_is_undecided(project: Project):
    project.checklist(READY)
    project.run("--checkout-bank=/proc/bank.sqlite")
    assert "its folder is missing or read-only" in project.broken_rules()[RULE]
    assert project.word == "UNDECIDED"


def test_the_latest_runs_are_drawn_beside_the_results_and_into_the_report(project: Project):
    project.checklist(READY, NOT_READY)
    folder = project.pytester.path
    project.run()
    assert not (folder / "checkout-report" / "trend.svg").exists()
    result = project.run("--alluredir=allure-results", apart=True)
    result.stdout.fnmatch_lines(["the last 2 runs: *trend.svg and *timelines.svg"])
    for name in ("trend", "timelines"):
        ElementTree.fromstring((folder / "checkout-report" / f"{name}.svg").read_text())
    [told] = (folder / "allure-results").glob("*-globals.json")
    sources = [entry["source"] for entry in json.loads(told.read_text())["attachments"]]
    assert sources == ["trend-attachment.svg", "timelines-attachment.svg"]
    assert all((folder / "allure-results" / source).exists() for source in sources)


def test_only_the_latest_runs_are_read(tmp_path: Path):
    clock = Clock()
    with Bank.to_write(tmp_path / "bank.sqlite") as bank:
        writer = Writer(bank, clock, run="monday")
        for number in range(5):
            clock.passes(minutes=1)
            history.save(writer, PastRun(clock.now, f"run-{number}", SCOPE, "GO", {}))
        found = history.load(bank, SCOPE.store, now=clock.now, at_most=timedelta(days=1), latest=2)
    assert [run.run for run in found] == ["run-3", "run-4"]
