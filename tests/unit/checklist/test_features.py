"""The library of scenarios: found by tag and by name, with everything that pytest-bdd would pass over told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_checkout.checklist import features, plan, stock
from pytest_checkout.checklist.export import exported, file_name, formatted
from pytest_checkout.checklist.features import Feature, Library
from pytest_checkout.checklist.gherkin import render, table
from pytest_checkout.checklist.loader import load
from pytest_checkout.checklist.model import Attest, Item, Scenarios, Severity, Steps

PATH = Path("features/promotions/codes.feature")
TEXT = """\
# Codes of every kind
@promotions
Feature: Codes
  What codes give.

  Background:
    Given a shop

  @PR01 @PR02
  Scenario: A live code
    When I apply a live code
      | kind | share |
      | live | 10%   |

  Rule: Old codes

    Background:
      Given a calendar

    @PR03
    Scenario Outline: An old code
      When I apply <code>
      Then I am told
        \"\"\"
        too
          late
        \"\"\"

      @slow
      Examples: by age
        | code      |
        | an \\| old |
        | a young   |
"""


def feature(text: str = TEXT, path: Path = PATH) -> Feature:
    found, problems = features.parse(text, path)
    assert not problems
    assert found is not None
    return found


def an_item(proof: Scenarios | Steps, title: str = "Codes work") -> Item:
    return Item("PRO-01", title, "promotions", Severity.BLOCKER, "growth", None, "", proof, Path("daily.yaml"), 7)


def test_scenarios_have_the_tags_of_their_feature_and_the_steps_of_their_backgrounds():
    live, old = feature().scenes
    assert (live.name, live.line, live.runs) == ("A live code", 10, 1)
    assert live.tags == {"@promotions", "@PR01", "@PR02"}
    assert (old.name, old.runs) == ("An old code", 2)
    assert [step["text"] for step in old.background] == ["a shop", "a calendar"]
    assert feature().tags == {"@promotions", "@PR01", "@PR02", "@PR03", "@slow"}


def test_the_library_finds_by_tag_and_by_exact_name():
    library = Library([feature()])
    assert [scene.name for scene in library.matching("@promotions")] == ["A live code", "An old code"]
    assert [scene.name for scene in library.matching("An old code")] == ["An old code"]
    assert library.matching("PR01") == []
    assert library.nothing_matches("A life code") == (
        "no scenario has the name 'A life code'. Did you mean 'A live code'? "
        "Looked in 1 feature files with 2 scenarios."
    )
    assert library.nothing_matches("@ZZ99").startswith("no scenario has the tag '@ZZ99'. Looked in ")


def test_an_item_has_a_test_per_scenario_and_row():
    library = Library([feature()])
    both = plan.cases(an_item(Scenarios(("@promotions", "An old code"))), library)
    assert [(case.name, case.runs) for case in both] == [
        ("PRO-01 Codes work[A live code]", 1),
        ("PRO-01 Codes work[An old code]", 2),
    ]
    assert [case.name for case in plan.cases(an_item(Scenarios(("@PR01",))), library)] == ["PRO-01 Codes work"]
    rows = (("code",), ("a",), ("b",))
    assert plan.cases(an_item(Steps(((1, "Given <code>"),), rows)), library)[0].runs == 2


def test_scenarios_of_one_name_in_two_files_are_two():
    other = Path("features/own/mine.feature")
    library = Library([feature(), feature(path=other)])
    names = [case.name for case in plan.cases(an_item(Scenarios(("A live code",))), library)]
    assert names == ["PRO-01 Codes work[A live code]", "PRO-01 Codes work[A live code in mine:10]"]
    text = exported(an_item(Scenarios(("A live code",))), library)
    assert len(feature(text).scenes) == 2


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "holds no 'Feature:'"),
        ("Feature: A\n", 1, "holds no scenario"),
        ("Feature: A\n\n  Scenario: B\n", 3, "has no steps and would always pass"),
        ("Feature: A\n  Scenario:\n    Given x\n", 2, "has no name"),
        ("Feature: A\n  Scenario: B\n    * x\n", 3, "not with '*'"),
        ("Feature: A\n  Scenario: B\n    And x\n", 3, "the first step begins with Given, When or Then"),
        ("Feature: A\n  Scenario: B\n    Given x\n    Wehn y\n", 4, "not Gherkin: "),
        ("Feature: A\n  Scenario: B\n    Given <x>\n", 3, "no example gives '<x>'"),
        ("Feature: A\n  Scenario: B\n    Given x\n  Scenario: B\n    Given x\n", 4, "already in this file, in line 2"),
        (
            "Feature: A\n  Rule: R\n    Scenario: B\n      Given x\n  Rule: S\n    Scenario: B\n      Given x\n",
            6,
            "in line 3",
        ),
        ("Feature: A\n  Scenario Outline: B\n    Given <x>\n    Examples:\n      | x |\n", 4, "have no row"),
    ],
)
def test_mistakes(text: str, line: int, told: str):
    _, problems = features.parse(text, PATH)
    assert [problem.line for problem in problems] == [line]
    assert told in problems[0].message


def test_formatting_twice_changes_nothing_and_loses_nothing():
    once = formatted(feature())
    again = feature(once)
    assert formatted(again) == once
    assert [(scene.name, scene.runs, scene.tags) for scene in again.scenes] == [
        (scene.name, scene.runs, scene.tags) for scene in feature().scenes
    ]
    assert "# Codes of every kind" in once
    assert "| an \\| old |" in once
    assert "\n        too\n          late\n" in once


def test_a_feature_in_another_language_stays_in_it():
    german = "# language: de\nFunktionalität: Codes\n\n  Szenario: Ein Code\n    Angenommen ein Laden\n"
    assert formatted(feature(german)) == german


def test_an_item_is_exported_with_its_tags_and_a_clear_name():
    item = an_item(Steps(((1, "Given <code>"),), (("code",), ("a|b",))), title="Ein Code für 10% läuft")
    assert file_name(item) == "PRO-01-ein-code-fur-10-lauft.feature"
    text = exported(item, Library(()))
    assert text.startswith("@item:PRO-01 @promotions @blocker\nFeature: PRO-01 Ein Code für 10% läuft\n")
    assert "      | a\\|b |\n" in text
    assert formatted(feature(text)) == text


def test_every_stock_item_that_a_machine_proves_can_be_exported_and_read_again():
    library = Library([read for path in features.files_in([stock.features()]) if (read := features.read(path)[0])])
    for path in stock.checklists().glob("*.yaml"):
        for item in load(path, None).items:
            if not isinstance(item.proof, Attest):
                text = exported(item, library)
                assert formatted(feature(text)) == text


def test_rendered_lines_lead_back_to_the_checklist():
    item = an_item(Steps(((12, "Given <a>"), (13, "Then <b>")), (("a", "b"), ("1", "2"))))
    rendered = render("Daily", [item])
    by_text = dict(zip(rendered.text.splitlines(), rendered.lines, strict=True))
    assert by_text["    Given <a>"] == 12
    assert by_text["    Then <b>"] == 13
    assert by_text["  Scenario Outline: PRO-01 Codes work"] == 7


def test_tables_are_aligned_and_escaped():
    assert table([("a", "long name"), ("x|y", "back\\slash")]) == [
        "| a    | long name   |",
        "| x\\|y | back\\\\slash |",
    ]


def test_a_folder_that_is_reached_twice_is_read_once(tmp_path: Path):
    (tmp_path / "a.feature").write_text(TEXT)
    assert len(features.files_in([tmp_path, tmp_path / ".." / tmp_path.name])) == 1
