"""Allure results tell what a scenario did, in words that a non-programmer understands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

REGISTERS_THE_BRIDGE = """
    import os
    from datetime import timedelta
    from pathlib import Path

    import allure_commons
    import pytest
    from pytest_bdd import given, parsers, then, when

    from pytest_checkout.checklist.model import Checklist, Item, Phase, Severity, Sla, Steps
    from pytest_checkout.checks import expect
    from pytest_checkout.errors import CannotProvide, CannotRead, DeclaredLack, ShopFault
    from pytest_checkout.report.allure import AllureBridge, AllureCleaner

    SLA = Sla(timedelta(hours=24), timedelta(minutes=30))
    PATH = Path("checklists/daily.yaml")
    ITEM = Item("PRO-01", "A code lowers the total", "promotions", Severity.BLOCKER, "growth@shop.com", SLA,
                "https://wiki.example.com/promotions", Steps(((15, "Given a shop"),)), PATH, 14, "payments")
    LIST = Checklist("Daily checkout trial", Phase.DAILY, "growth", "payments", SLA, (ITEM,), PATH)

    def pytest_configure(config):
        if config.option.allure_report_dir:
            config.pluginmanager.register(AllureBridge(config, Path("."), subject_of, lambda report: None))
            cleaner = AllureCleaner(Path(config.option.allure_report_dir))
            allure_commons.plugin_manager.register(cleaner)
            config.add_cleanup(lambda: allure_commons.plugin_manager.unregister(cleaner))

    def subject_of(item):
        return None if "own" in item.name else (LIST, ITEM)

    @pytest.fixture
    def noise():
        yield

    @given("a shop")
    def a_shop(noise): ...

    @when(parsers.parse("I pay with {card}"))
    def i_pay(card): ...

    @then(parsers.parse("{what} happens"))
    def happens(what, request):
        match what:
            case "a wrong amount":
                expect("The discount", "GBP 3.60", equals="GBP 4.00", advice="Is the code set to 9 %?")
            case "a dead button":
                raise ShopFault("It does nothing.", stage="payment", looked_for="a way on", found="the same page")
            case "confusion":
                raise CannotRead("Two totals fit.", stage="cart", looked_for="the total", found="2 amounts")
            case "a bug":
                raise KeyError("oops")
            case "a skip":
                pytest.skip("not today")
            case "a store without a back office":
                raise CannotProvide("needs a back office")
            case "a declared lack":
                raise DeclaredLack("the store has no vouchers: by choice (declared by growth)")
            case "a leak":
                print("typed 4242424242424242")
                import allure
                allure.attach("cvc=123", "form")
                raise AssertionError("typed 4242 4242 4242 4242 and saw nothing")
            case "a broken fixture":
                request.getfixturevalue("breaks")

    @pytest.fixture
    def breaks():
        raise RuntimeError("fixture broke")
"""

OUTCOMES = (
    "nothing",
    "a wrong amount",
    "a dead button",
    "confusion",
    "a bug",
    "a broken fixture",
    "a skip",
    "a store without a back office",
    "a declared lack",
    "a leak",
)
SCENARIO = """
  Scenario: {name}
    Given a shop
    When I pay with 4242 4242 4242 4242
    Then {name} happens
    And nothing else happens
"""
ODD_ONES = """
  Scenario: a step nobody wrote
    Given a shop
    And I dance
    Then nothing happens

  Scenario Outline: an outline
    Given a shop
    Then <what> happens
    Examples:
      | what | n |
      | this | 1 |
      | that | 2 |

  Scenario: my own
    Given a shop
"""


class Results:
    """What one run of all scenarios wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._all = [json.loads(path.read_text()) for path in folder.glob("*-result.json")]

    def of(self, scenario: str) -> dict[str, Any]:
        name = "test_" + scenario.replace(" ", "_")
        [found] = [result for result in self._all if result["name"] == name]
        return found


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    project = tmp_path_factory.mktemp("project")
    (project / "conftest.py").write_text(dedent(REGISTERS_THE_BRIDGE))
    scenarios = "".join(SCENARIO.format(name=name) for name in OUTCOMES)
    (project / "paying.feature").write_text(f"Feature: Paying\n{scenarios}{ODD_ONES}")
    (project / "test_paying.py").write_text("from pytest_bdd import scenarios\nscenarios('paying.feature')\n")
    run = [sys.executable, "-m", "pytest", "--alluredir=results", "-p", "no:randomly", "-p", "no:checkout", "-q"]
    done = subprocess.run(run, cwd=project, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return Results(project / "results")


def steps_of(result: dict[str, Any]) -> list[tuple[str, str]]:
    return [(step["name"], step["status"]) for step in result["steps"]]


def labels_of(result: dict[str, Any]) -> dict[str, str]:
    return {label["name"]: label["value"] for label in result["labels"]}


def test_a_ready_item(results: Results) -> None:
    result = results.of("nothing")
    assert result["status"] == "passed"
    assert steps_of(result) == [
        ("Given a shop", "passed"),
        ("When I pay with [card ending 4242]", "passed"),
        ("Then nothing happens", "passed"),
        ("And nothing else happens", "passed"),
    ]
    labels = labels_of(result)
    assert labels["epic"] == "Daily checkout trial"
    assert labels["feature"] == "promotions"
    assert labels["story"] == "PRO-01 A code lowers the total"
    assert labels["severity"] == "blocker"
    assert labels["owner"] == "growth@shop.com"
    assert [(link["name"], link["url"]) for link in result["links"]] == [
        ("Runbook", "https://wiki.example.com/promotions")
    ]


WHOSE = [
    "Checklist line: checklists/daily.yaml:14",
    "Owner: growth@shop.com (backup: payments)",
    "What to do: https://wiki.example.com/promotions",
]


@pytest.mark.parametrize(
    ("outcome", "status", "step", "message"),
    [
        (
            "a wrong amount",
            "failed",
            "failed",
            [
                "Not ready: The discount should be GBP 4.00, but is GBP 3.60. Is the code set to 9 %?",
                "",
                "Expected: GBP 4.00",
                "Seen: GBP 3.60",
            ],
        ),
        (
            "a dead button",
            "failed",
            "failed",
            ["Not ready: It does nothing.", "", "Expected: a way on", "Seen: the same page", "Where: payment"],
        ),
        (
            "confusion",
            "broken",
            "broken",
            ["Could not look: Two totals fit.", "", "Expected: the total", "Seen: 2 amounts", "Where: cart"],
        ),
        ("a bug", "broken", "broken", ["Could not look: KeyError: 'oops'", ""]),
        ("a broken fixture", "broken", "broken", ["Could not look: RuntimeError: fixture broke", ""]),
        ("a skip", "skipped", "skipped", ["Not run: not today", ""]),
        ("a store without a back office", "skipped", "skipped", ["Cannot be provided: needs a back office", ""]),
        (
            "a declared lack",
            "skipped",
            "skipped",
            ["Not applicable: the store has no vouchers: by choice (declared by growth)", ""],
        ),
    ],
)
def test_what_went_wrong_is_told_first_and_in_words(
    results: Results, outcome: str, status: str, step: str, message: list[str]
) -> None:
    result = results.of(outcome)
    assert result["status"] == status
    assert result["statusDetails"]["message"].splitlines() == [*message, *WHOSE]
    assert ("trace" in result["statusDetails"]) == (status != "skipped")
    told = result["steps"][2].get("statusDetails", {})
    assert told.get("message", "").splitlines()[0] in message[0]
    assert "trace" not in told  # it stands once, at the test
    assert steps_of(result)[2:] == [(f"Then {outcome} happens", step), ("And nothing else happens", "skipped")]


def test_a_step_without_definition_is_shown_as_broken(results: Results) -> None:
    result = results.of("a step nobody wrote")
    assert result["status"] == "broken"
    assert steps_of(result) == [
        ("Given a shop", "passed"),
        ("And I dance", "broken"),
        ("Then nothing happens", "skipped"),
    ]


def test_an_examples_row_shows_its_columns(results: Results) -> None:
    result = results.of("an outline[that-2]")
    assert [(each["name"], each["value"]) for each in result["parameters"]] == [("what", "that"), ("n", "2")]


def test_a_scenario_of_the_users_own_is_named_after_its_feature(results: Results) -> None:
    labels = labels_of(results.of("my own"))
    assert (labels["feature"], labels["story"]) == ("Paying", "my own")
    assert "epic" not in labels


def test_fixtures_make_no_noise(results: Results) -> None:
    containers = [json.loads(path.read_text()) for path in results.folder.glob("*-container.json")]
    shown = [fixture["name"] for each in containers for fixture in [*each.get("befores", ()), *each.get("afters", ())]]
    assert shown == ["breaks"]  # the one that failed


def test_nothing_secret_is_written(results: Results) -> None:
    assert "typed [card ending 4242] and saw nothing" in results.of("a leak")["statusDetails"]["message"]
    written = "".join(path.read_text() for path in results.folder.iterdir())
    assert "typed [card ending 4242]\n" in written  # what pytest captured
    assert "cvc=[hidden]" in written  # what a user attached
    assert "4242424242424242" not in written
    assert "4242 4242" not in written
