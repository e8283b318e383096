"""From a checklist to Allure results, with what the browser showed, also when workers write them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

STEPS = '''
    import pytest
    from pytest_bdd import given, then, when

    from pytest_checkout.checks import expect
    from pytest_checkout.errors import CannotProvide
    from pytest_checkout.pytest_plugin.evidence import record

    @given("a page that complains")
    def complains(page):
        page.set_content("""<h1>Checkout</h1>
            <script>console.error('cannot pay with 4242424242424242'); fetch('http://127.0.0.1:9/pay')</script>""")
        page.wait_for_event("requestfailed")

    @when("I read the bill")
    def read(request):
        record(request.node, facts=[("cart", "total", "GBP 36.40"), ("payment", "total", "GBP 40.00")])

    @then("all is well")
    def well():
        pass

    @then("the bill is wrong")
    def wrong():
        expect("The total", "GBP 40.00", equals="GBP 36.40")

    @then("a back office is needed")
    def needs():
        raise CannotProvide("needs a back office")
'''
ITEM = """
    - id: {id}
      title: {title}
      disruptor: promotions
      severity: {severity}
      runbook: https://wiki.example.com/{id}
      steps: |
        Given a page that complains
        When I read the bill
        Then {then}
"""
CHECKLIST = """
checklist: Daily checkout trial
phase: daily
owner: growth
backup: payments
sla: {detect: 24h, respond: 30m}
items:
"""


class Run:
    """One run of a checklist with three items, and what it wrote."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        (folder / "checklists").mkdir()
        items = (
            ("PRO-01", "A code lowers the total", "blocker", "the bill is wrong"),
            ("PRO-02", "An expired code is refused", "minor", "all is well"),
            ("PRO-03", "A used code is refused", "normal", "a back office is needed"),
        )
        keys = ("id", "title", "severity", "then")
        text = CHECKLIST + "".join(ITEM.format(**dict(zip(keys, item, strict=True))) for item in items)
        (folder / "checklists" / "daily.yaml").write_text(text)
        (folder / "conftest.py").write_text(dedent(STEPS))
        command = [sys.executable, "-m", "pytest", "checklists/daily.yaml", "--alluredir=results", *options]
        self.done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
        self.results: dict[str, dict[str, Any]] = {}
        for path in (folder / "results").glob("*-result.json"):
            result = json.loads(path.read_text())
            self.results[result["name"].split()[0]] = result

    def attachments(self, item: str) -> dict[str, bytes]:
        return {
            each["name"]: (self.folder / "results" / each["source"]).read_bytes()
            for each in self.results[item].get("attachments", ())
        }


@pytest.fixture(scope="module", params=[(), ("-n", "2")], ids=["alone", "two workers"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("shop"), *request.param)


def test_every_item_is_there_with_its_state(run: Run) -> None:
    states = {item: result["status"] for item, result in run.results.items()}
    assert states == {"PRO-01": "failed", "PRO-02": "passed", "PRO-03": "skipped"}, run.done.stdout


def test_an_item_is_labelled_by_its_checklist(run: Run) -> None:
    labels = {label["name"]: label["value"] for label in run.results["PRO-02"]["labels"]}
    assert labels["epic"] == "Daily checkout trial"
    assert labels["feature"] == "promotions"
    assert labels["story"] == "PRO-02 An expired code is refused"
    assert labels["severity"] == "minor"
    assert labels["owner"] == "growth"
    assert run.results["PRO-02"]["links"][0]["url"] == "https://wiki.example.com/PRO-02"


def test_expected_and_seen_come_first(run: Run) -> None:
    assert run.results["PRO-01"]["statusDetails"]["message"].splitlines()[:6] == [
        "Not ready: The total should be GBP 36.40, but is GBP 40.00.",
        "",
        "Expected: GBP 36.40",
        "Seen: GBP 40.00",
        "Checklist line: checklists/daily.yaml:9",
        "Owner: growth (backup: payments)",
    ]


def test_a_failure_shows_the_page_and_what_it_complained_about(run: Run) -> None:
    attached = run.attachments("PRO-01")
    assert (
        attached["What the robot read, stage by stage"].decode() == "stage,total\ncart,GBP 36.40\npayment,GBP 40.00\n"
    )
    assert attached["Screenshot"].startswith(b"\x89PNG")
    assert b"cannot pay with [card ending 4242]" in attached["Console errors"]
    assert b"GET http://127.0.0.1:9/pay" in attached["Failed requests"]
    assert run.attachments("PRO-02") == {}


def test_the_run_is_described_and_fixtures_make_no_noise(run: Run) -> None:
    names = {path.name for path in (run.folder / "results").iterdir()}
    assert {"environment.properties", "executor.json"} <= names
    assert "Browser=chromium" in (run.folder / "results" / "environment.properties").read_text()
    assert not [name for name in names if name.endswith("-container.json")]


def test_no_card_number_is_written_anywhere(run: Run) -> None:
    for path in run.folder.rglob("*"):
        if path.is_file() and path.name != "conftest.py" and "__pycache__" not in path.parts:
            assert b"4242424242424242" not in path.read_bytes(), path


def test_the_other_allure_plugin_is_explained(pytester: pytest.Pytester) -> None:
    (pytester.path / "allure_pytest_bdd.py").touch()
    pytester.syspathinsert()
    result = pytester.runpytest_subprocess(timeout=60)
    assert result.ret != 0
    told = result.stderr.str() + result.stdout.str()
    assert "allure-pytest-bdd is installed beside allure-pytest" in told
    assert "pip uninstall allure-pytest-bdd" in told
