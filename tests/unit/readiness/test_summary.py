"""readiness.json is replaced in one step, reads back as it was written, and holds nobody's secrets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_checkout.readiness import summary
from pytest_checkout.readiness.gate import GO, Decision, Rule
from pytest_checkout.readiness.results import Evidence, State
from pytest_checkout.readiness.summary import Summary
from tests.report.builders import a_result

EVIDENCE = Evidence(
    "daily.yaml::PRO-01 Codes", State.READY, facts=(("cart", "total", "GBP 4.00"),), attachments=("a.png",)
)
ITEM = a_result(evidence=(EVIDENCE,))
WHOLE = Summary(Decision(GO, (Rule("all is well", True),)), (ITEM,), {"started": "2026-11-20T09:00:00+00:00"})


def test_what_is_written_is_read(tmp_path: Path):
    path = summary.write(tmp_path / "out", WHOLE)
    assert summary.read(path) == WHOLE


def test_nothing_else_is_left_beside_it(tmp_path: Path):
    summary.write(tmp_path, Summary(summary.NOT_FINISHED, (), {}))
    summary.write(tmp_path, WHOLE)
    assert [path.name for path in tmp_path.iterdir()] == ["readiness.json"]


def test_a_write_that_fails_leaves_the_older_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = summary.write(tmp_path, Summary(summary.NOT_FINISHED, (), {}))

    def full(*_: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        summary.write(tmp_path, WHOLE)
    assert summary.read(path).decision == summary.NOT_FINISHED


def test_a_card_number_is_hidden(tmp_path: Path):
    path = summary.write(tmp_path, Summary(WHOLE.decision, (), {"arguments": ["-k", "4242 4242 4242 4242"]}))
    assert "4242 4242" not in path.read_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it is not JSON"),
        ("[]", "it is not a readiness.json of schema 1"),
        ('{"schema": 2}', "it is not a readiness.json of schema 1"),
        ('{"schema": 1}', "a part of it is missing or misshapen: 'decision'"),
        (json.dumps({"schema": 1, "decision": {"word": "GO", "rules": [7]}}), "a part of it is missing or misshapen"),
    ],
)
def test_what_is_no_readiness_json(tmp_path: Path, text: str, told: str):
    path = tmp_path / "readiness.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=told):
        summary.read(path)
