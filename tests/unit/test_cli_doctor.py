"""`pytest-checkout doctor` names each thing that a run needs, and what to do about the one that is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_checkout.chromium import MISSING
from pytest_checkout.cli import browser, main
from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.discovery import visit
from pytest_checkout.errors import UserError
from pytest_checkout.report import node

CHECKLIST = """\
checklist: Ours
phase: daily
owner: e-commerce
backup: operations
sla: {detect: 24h, respond: 30m}
items:
  - id: OUR-01
    title: It is written down
    disruptor: promotions
    severity: normal
    attest: {by: [head of payments], evidence: optional}
"""
PROFILE = """\
store: Our shop
url: URL
environment: staging
currency: EUR
locales: {default: de-DE}
"""
OFFICE = "platform: oscar\nbackoffice: {url: URLback-office, token: {env: OUR_TOKEN}}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a checklist, on a machine with a browser and Node; tests/walls visits real shops."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(browser, "starts", lambda _: "/usr/bin/chromium (156.0)")
    monkeypatch.setattr(visit, "pays", lambda _: ["'Our shop' opens in 0.2 s"])
    monkeypatch.setattr(node, "find", lambda: node.Node("/usr/bin/node", ("npm",)))
    monkeypatch.delenv("OUR_TOKEN", raising=False)
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "ours.yaml").write_text(CHECKLIST, encoding="utf-8")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What -> "state words"."""
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    return {line[4:19].strip(): f"{line[:3].strip()} {line[20:]}" for line in lines}


def test_all_is_well(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(200, b"[]") as url:
        (project / "store.yaml").write_text(PROFILE.replace("URL", url), encoding="utf-8")
        assert main(["doctor"]) == 0
    lines = told(capsys)
    assert lines["browser"] == "ok /usr/bin/chromium (156.0)"
    assert lines["profile"] == "ok store.yaml: Our shop, staging, may place orders"
    assert lines["store"].startswith("ok http")
    assert lines["back office"].startswith("-- the profile gives none")
    assert lines["checklists"] == "ok 1 items in ours.yaml"
    assert lines["report"] == "ok Node.js at /usr/bin/node"
    assert lines["store"].endswith("'Our shop' opens in 0.2 s")


@pytest.mark.parametrize(("token", "state"), [("", "no needs the environment variable OUR_TOKEN"), ("x", "ok answers")])
def test_a_back_office_is_asked(
    project: Path, token: str, state: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OUR_TOKEN", token)
    with answering(200, b"[]") as url:
        (project / "store.yaml").write_text((PROFILE + OFFICE).replace("URL", url), encoding="utf-8")
        assert main(["doctor"]) == (0 if token else 1)
    assert told(capsys)["back office"].startswith(state)


def test_each_system_that_the_profile_names_is_asked_and_the_others_are_one_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with answering(200, b"[]") as url:
        services = f"services: {{mailbox: {{kind: http, url: {url}}}, oms: {{kind: http, url: '{url}'}}}}\n"
        (project / "store.yaml").write_text(PROFILE.replace("URL", url) + services, encoding="utf-8")
        main(["doctor"])
    lines = told(capsys)
    assert lines["mailbox"] == "ok answers"
    assert "oms" in lines
    absent = "-- the profile gives no gateway, gateway control, carrier, inventory: the items that need it will be "
    assert lines["services"].startswith(absent)


def test_a_back_office_that_answers_nonsense_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OUR_TOKEN", "x")
    with answering(200, b"<html>") as url:
        (project / "store.yaml").write_text((PROFILE + OFFICE).replace("URL", url), encoding="utf-8")
        assert main(["doctor"]) == 1
    assert "did not answer GET orders with JSON" in told(capsys)["back office"]


@pytest.mark.usefixtures("project")
def test_a_profile_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert "`pytest-checkout discover URL` writes it" in told(capsys)["profile"]


def test_every_mistake_in_a_profile_and_a_checklist_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "store.yaml").write_text("store: Our shop\ncurency: EUR\n", encoding="utf-8")
    (project / "checklists" / "ours.yaml").write_text(CHECKLIST.replace("daily", "dayly"), encoding="utf-8")
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "Did you mean 'currency'?" in shown
    assert "ours.yaml:2: " in shown


def test_a_store_that_does_not_answer(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "store.yaml").write_text(PROFILE.replace("URL", "http://127.0.0.1:9/"), encoding="utf-8")
    assert main(["doctor"]) == 1
    assert (
        told(capsys)["store"]
        == "no http://127.0.0.1:9/: nothing listens there; is the store running, and is the port right?"
    )


@pytest.mark.usefixtures("project")
def test_no_browser_and_no_checklists(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "starts", lambda _: "")
    (project / "checklists" / "ours.yaml").unlink()
    assert main(["doctor"]) == 1
    lines = told(capsys)
    assert lines["browser"] == f"no {MISSING}"
    assert "copy the stock lists" in lines["checklists"]


def test_without_node_only_the_report_is_missing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> node.Node:
        raise UserError("no Node.js")

    monkeypatch.setattr(node, "find", none)
    with answering(200, b"[]") as url:
        (project / "store.yaml").write_text(PROFILE.replace("URL", url), encoding="utf-8")
        assert main(["doctor"]) == 0
    assert told(capsys)["report"] == "-- no Node.js"
