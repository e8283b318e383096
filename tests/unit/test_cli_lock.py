"""`pytest-checkout lock` writes who agreed and why, and tells what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_checkout import cli
from pytest_checkout.checklist import stock
from pytest_checkout.readiness import lock_file

WEAKENED = "weakened: PRO-01: its severity was blocker and is minor"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "checklists").mkdir()
    daily = (stock.checklists() / "daily.yaml").read_text(encoding="utf-8")
    (tmp_path / "checklists" / "daily.yaml").write_text(daily, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def weaken(folder: Path) -> None:
    daily = folder / "checklists" / "daily.yaml"
    text = daily.read_text(encoding="utf-8")
    daily.write_text(text.replace("severity: blocker", "severity: minor", 1), encoding="utf-8")


def test_who_agreed_and_why_is_kept_for_every_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lock", "--by", "Ada", "--reason", "the first list"]) == 0
    weaken(folder)
    assert cli.main(["lock", "--by", "Grace", "--reason", "it was too strict"]) == 0
    assert (
        "checklists/daily.yaml:11: weakened: PRO-01: its severity was blocker and is minor" in capsys.readouterr().out
    )
    first, second = lock_file.load(folder / "checklists.lock").history
    assert (first.by, first.reason) == ("Ada", "the first list")
    assert second.differences == (WEAKENED,)
    assert second.recorded["os user"]


def test_a_check_tells_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["lock", "--by", "Ada", "--reason", "the first list"])
    before = (folder / "checklists.lock").read_bytes()
    assert cli.main(["lock", "--check"]) == 0
    weaken(folder)
    assert cli.main(["lock", "--check"]) == 1
    assert capsys.readouterr().out.endswith("1 differences from checklists.lock\n")
    assert (folder / "checklists.lock").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_without_a_change_the_history_does_not_grow(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["lock", "--by", "Ada", "--reason", "the first list"])
    assert cli.main(["lock", "--by", "Ada", "--reason", "again"]) == 0
    assert capsys.readouterr().out.endswith("checklists.lock is as it was: nothing differs\n")
    assert len(lock_file.load(Path("checklists.lock")).history) == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [[], ["--by", "Ada"], ["--by", " ", "--reason", "x"]])
def test_a_name_and_a_reason_are_asked_for(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lock", *words]) == 2
    assert capsys.readouterr().err == (
        "Say who agrees and why: pytest-checkout lock --by NAME --reason TEXT (or --check, to look only)\n"
    )


def test_a_broken_checklist_is_not_agreed_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "checklists" / "daily.yaml").write_text("checklist: x\n", encoding="utf-8")
    assert cli.main(["lock", "--by", "Ada", "--reason", "x"]) == 2
    assert "checklists/daily.yaml:1: 'items' is missing." in capsys.readouterr().err
    assert not (folder / "checklists.lock").exists()


def test_a_folder_without_checklists_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["lock", "--by", "Ada", "--reason", "x"]) == 2
    assert capsys.readouterr().err == "There is no checklist to lock: name its folder with --checklists DIR\n"
