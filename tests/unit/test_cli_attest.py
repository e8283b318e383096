"""`pytest-checkout attest` signs what may be signed, keeps the evidence, and records who it was."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pytest_checkout import cli
from pytest_checkout.readiness import attestations
from tests.unit.readiness.files import written

LIST = """
    checklist: Holiday
    phase: peak
    owner: operations
    backup: growth
    sla: {detect: 24h, respond: 30m}
    items:
      - id: HOL-01
        title: Contacts were called
        disruptor: people
        severity: blocker
        attest: {by: [operations lead, Ada Byron], evidence: required, valid: 7d}
      - id: HOL-02
        title: The script was read aloud
        disruptor: people
        severity: normal
        attest: {by: [operations lead]}
      - id: HOL-03
        title: A card pays once
        disruptor: gateways
        severity: blocker
        scenarios: [A good card pays the order once]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "checklists").mkdir()
    written(tmp_path / "checklists" / "holiday.yaml", LIST)
    written(tmp_path / "calls.txt", "14 of 14 answered")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "config", "user.name", "Ada Byron"], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "config", "user.email", "ada@shop.example"], check=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTOR", "ada-b")
    return tmp_path


def signed() -> list[attestations.Attestation]:
    return list(attestations.load(Path(attestations.NAME)))


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["attest", *words]) == 2
    assert signed() == []
    return capsys.readouterr().err.removesuffix("\n")


def test_a_signature_with_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["attest", "HOL-01", "--by", "Operations Lead", "--evidence", "calls.txt"]) == 0
    assert capsys.readouterr().out.startswith("HOL-01 Contacts were called: signed by operations lead on ")
    [signature] = signed()
    assert signature.by == "operations lead"
    assert (signature.until - signature.at).days == 7
    assert signature.evidence is not None
    assert Path(signature.evidence.where).read_text(encoding="utf-8") == "14 of 14 answered"
    assert signature.evidence.where.startswith("attestations/")


def test_who_it_was_is_recorded_as_far_as_the_machine_knows() -> None:
    cli.main(["attest", "HOL-01", "--evidence", "https://wiki.example/calls"])
    [signature] = signed()
    assert signature.by == "Ada Byron"
    assert signature.recorded["git"] == "Ada Byron <ada@shop.example>"
    assert signature.recorded["ci actor"] == "ada-b"
    assert signature.recorded["os user"]
    assert signature.evidence == attestations.Kept(where="https://wiki.example/calls")


def test_without_a_time_of_its_own_a_signature_counts_as_long_as_evidence_may_be_old() -> None:
    cli.main(["attest", "HOL-02", "--by", "operations lead"])
    assert (signed()[0].until - signed()[0].at).days == 1


def test_a_shorter_time_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["attest", "HOL-01", "--evidence", "calls.txt", "--valid", "2d"])
    assert (signed()[0].until - signed()[0].at).days == 2
    assert "counts until" in capsys.readouterr().out


def test_a_withdrawal_needs_no_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["attest", "HOL-01", "--evidence", "calls.txt"])
    assert cli.main(["attest", "HOL-01", "--withdraw", "two numbers were wrong"]) == 0
    assert "Ada Byron withdrew what was signed" in capsys.readouterr().out
    assert len(signed()) == 2


def test_an_item_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "HOL-04") == (
        "no item has the id 'HOL-04'. Did you mean 'HOL-03'? Looked in checklists/holiday.yaml."
    )


def test_an_item_that_machines_prove(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "HOL-03") == "HOL-03 is proved by scenarios and is not signed by people"


def test_somebody_who_may_not_sign(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "HOL-02") == "'Ada Byron' may not sign HOL-02. It may be signed by: operations lead"
    assert refused(capsys, "HOL-02", "--by", "operation leads") == (
        "'operation leads' may not sign HOL-02. Did you mean 'operations lead'? It may be signed by: operations lead"
    )


def test_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / "none"))
    subprocess.run(["git", "config", "--unset", "user.name"], check=True)
    assert refused(capsys, "HOL-02") == "Say who signs: --by NAME. HOL-02 may be signed by: operations lead"


def test_required_evidence_that_is_not_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "HOL-01") == "HOL-01 needs evidence: --evidence FILE-OR-URL"


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "HOL-01", "--evidence", "call.txt") == "cannot keep call.txt: No such file or directory"


def test_a_file_that_is_too_large(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "film.mp4").open("wb") as file:
        file.truncate(20_000_001)
    assert refused(capsys, "HOL-01", "--evidence", "film.mp4") == (
        "film.mp4 is larger than 20 MB: keep it elsewhere and give its address"
    )


def test_an_address_with_a_secret(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "HOL-01", "--evidence", "https://wiki.example/x?token=abcdefgh12345678")
    assert said.startswith("--evidence: this address holds a secret")
    assert "abcdefgh" not in said


@pytest.mark.parametrize(
    ("valid", "told"),
    [
        ("8d", "--valid 8d: a signature for HOL-01 counts for at most 7 days"),
        (
            "soon",
            "--valid: 'soon' is not a duration; write a number and s, m, h or d, as in '30m', '24h' or '7d'",
        ),
    ],
)
def test_a_wrong_time(valid: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "HOL-01", "--evidence", "calls.txt", "--valid", valid) == told


def test_nothing_is_added_to_a_broken_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / attestations.NAME
    path.write_text("not a line\n", encoding="utf-8")
    assert cli.main(["attest", "HOL-02", "--by", "operations lead"]) == 2
    assert f"{attestations.NAME}:1: not a signature" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "not a line\n"
