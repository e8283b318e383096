"""The command: its verbs are its modules, and a user's mistake is a sentence, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pytest_checkout import cli

CHECKLIST = """\
checklist: Daily
phase: daily
owner: growth
backup: payments
sla: {detect: 24h, respond: 30m}
items:
  - id: PRO-01
    title: Codes work
    disruptor: promotions
    severity: blocker
    steps: |
      Given a shop
  - id: PRO-02
    title: The banner is up
    disruptor: promotions
    severity: minor
    attest: {by: [growth]}
"""


def test_help_lists_every_verb_with_its_purpose(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        cli.main(["--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    for module in Path(cli.__file__).parent.glob("[!_]*.py"):
        assert f"\n    {module.stem}" in shown


def test_an_unknown_verb_names_those_that_exist(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        cli.main(["gaet"])
    assert caught.value.code == 2
    assert "gate" in capsys.readouterr().err


def test_the_gate_imports_nothing_heavy():
    code = "import sys, pytest_checkout.cli as cli; cli.main(['gate', 'nowhere']); print(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    assert not {"pytest", "playwright", "allure_commons", "django", "sqlalchemy"} & set(loaded)


def test_the_gate_says_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["gate", str(tmp_path)]) == 2
    assert capsys.readouterr().out == (
        "UNDECIDED\n  no the results of a run can be read: "
        f"{tmp_path}/readiness.json: No such file or directory. Run the checklists first: pytest checklists\n"
    )
    (tmp_path / "readiness.json").write_text("{}")
    assert cli.main(["gate", str(tmp_path / "readiness.json")]) == 2
    assert "is not a readiness.json of schema 1" in capsys.readouterr().out


def test_export_writes_one_file_per_item_and_exports_its_own_files_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("daily.yaml").write_text(CHECKLIST)
    assert cli.main(["export", "daily.yaml"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "PRO-02 is signed by a person and has no scenario: not exported",
        "exported/daily/PRO-01-codes-work.feature",
    ]
    first = Path("exported/daily/PRO-01-codes-work.feature")
    assert cli.main(["export", str(first), "--to", "again"]) == 0
    assert Path("again/PRO-01-codes-work.feature").read_text() == first.read_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CHECKLIST.replace("blocker", "bloker"), "daily.yaml:10: no severity named 'bloker'."),
        (CHECKLIST.replace("attest: {by: [growth]}", "scenarios: [Nothing]"), "daily.yaml:13: PRO-02: no scenario has"),
        ("- a\n", "daily.yaml:1: the file holds a list"),
    ],
)
def test_export_tells_mistakes_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, told: str
):
    monkeypatch.chdir(tmp_path)
    Path("daily.yaml").write_text(text)
    assert cli.main(["export", "daily.yaml"]) == 2
    assert capsys.readouterr().err.startswith(told)
    assert not Path("exported").exists()


def test_export_says_where_it_cannot_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("daily.yaml").write_text(CHECKLIST)
    Path("exported").write_text("a file")
    assert cli.main(["export", "daily.yaml"]) == 2
    assert capsys.readouterr().err.startswith("cannot write exported/daily/PRO-01-codes-work.feature: ")
