"""`pytest-checkout bank` and `history`, as a user types them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pytest_checkout.cli import main
from pytest_checkout.readiness import history
from pytest_checkout.readiness.bank import Bank, Writer
from tests.unit.readiness.bank.builders import SCOPE, Clock, put
from tests.unit.readiness.test_history import runs
from tests.unit.readiness.trials.builders import a_trial


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A bank of the last hours: four trials of PRO-01, and three runs against each of two stores."""
    path = tmp_path / "bank.sqlite"
    clock = Clock(datetime.now(UTC) - timedelta(hours=5))
    with Bank.to_write(path) as bank:
        writer = Writer(bank, clock, name="ann", run="monday")
        for letter in "...":
            put(writer, "PRO-01", a_trial(letter))
        put(writer, "PRO-01", a_trial("F", stage="payment", reason="no effect"), replace(SCOPE, deploy=""))
        for number, run in enumerate(runs(**{"PRO-01": "rXr", "PRO-02": "rrr"})):
            for store in ("shop", "outlet"):
                at = clock.now + timedelta(hours=number)
                history.save(writer, replace(run, at=at, scope=replace(run.scope, store=store)))
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(arguments) == status
    captured = capsys.readouterr()
    return captured.out if status < 2 else captured.err


def test_verify(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "bank", "verify", path) == "10 records in 1 chains: no faults\n"

    with Bank.to_read(Path(path)) as bank:
        heads = {writer: {"number": head.number, "hash": head.hash} for writer, head in bank.heads().items()}
    kept = tmp_path / "readiness.json"
    kept.write_text(json.dumps({"run": {"bank": heads}}))
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM records WHERE number = 10")
    connection.close()

    assert said(capsys, "bank", "verify", path, "--heads", str(kept), status=1) == (
        "record 9 of ann: the chain is cut: it went on to 10\n9 records in 1 chains, against 1 kept heads: 1 faults\n"
    )


@pytest.mark.parametrize("text", ["", "[]", '{"run": {}}', '{"run": {"bank": {"ann": 5}}}'])
def test_heads_that_are_none(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    kept = tmp_path / "readiness.json"
    kept.write_text(text)
    assert "keeps no heads of a bank" in said(capsys, "bank", "verify", path, "--heads", str(kept), status=2)


def test_a_trial_in_flight_is_told(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Bank.to_write(Path(path)) as bank:
        Writer(bank, lambda: datetime.now(UTC), name="bob").begin("PAY-01", SCOPE)
    assert "or lost: PAY-01 (writer bob)" in said(capsys, "bank", "verify", path)


def test_export_and_import(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, other = str(tmp_path / "bank.jsonl.gz"), str(tmp_path / "other.sqlite")
    assert said(capsys, "bank", "export", file, path) == f"10 records written to {file}\n"
    assert said(capsys, "bank", "import", file, other) == f"10 records added to {other}, 0 were there already\n"
    assert said(capsys, "bank", "import", file, other) == f"0 records added to {other}, 10 were there already\n"


def test_show(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    known, unknown = said(capsys, "bank", "show", path).splitlines()[1:]
    assert known.split()[:4] == ["shop", "r42", "1", "3"]
    assert unknown.split()[:4] == ["shop", "(unknown)", "1", "1"]

    trials = said(capsys, "bank", "show", path, "--item", "PRO-01").splitlines()[1:]
    assert len(trials) == 4
    assert any("capability-dead at payment: no effect" in line for line in trials)
    assert "has no trial of PRO-99" in said(capsys, "bank", "show", path, "--item", "PRO-99", status=2)


def test_history(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said_so = said(capsys, "history", path, "--store", "shop", "--svg", str(tmp_path / "pictures"))
    rows = {line.split()[0]: line.split() for line in said_so.splitlines() if line.strip()}
    assert rows["PRO-01"] == ["PRO-01", "ready", "3", "1", "1"]  # one false alarm
    assert rows["PRO-02"] == ["PRO-02", "ready", "3"]
    assert rows["NO-GO"][1] == "1"
    assert (tmp_path / "pictures" / "trend.svg").read_text().startswith("<svg")
    assert (tmp_path / "pictures" / "timelines.svg").read_text().startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "knows several stores; choose with --store: outlet, shop."),
        (["--store", "shpo"], "no store named 'shpo'. Did you mean 'shop'?"),
        (["--last", "soon"], "--last: 'soon' is not a duration"),
        (["--store", "shop", "--last", "1m"], "has no run against shop in the last 1m"),
        (["--store", "shop", "--svg", "/proc/pictures"], "cannot write the pictures to /proc/pictures"),
    ],
)
def test_mistakes_in_history(path: str, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    assert words in said(capsys, "history", path, *arguments, status=2)


def test_no_bank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = str(tmp_path / "bank.sqlite")
    for arguments in (["history"], ["bank", "verify"], ["bank", "show"], ["bank", "export", "x.jsonl"]):
        assert "there is no bank at" in said(capsys, *arguments, nowhere, status=2)


def test_a_bank_without_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Bank.to_write(tmp_path / "bank.sqlite").close()
    assert "has no runs yet" in said(capsys, "history", str(tmp_path / "bank.sqlite"), status=2)
