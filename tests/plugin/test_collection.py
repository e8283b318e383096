"""Checklists and feature files are collected as pytest items: names, selection, markers, and what is left alone."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.plugin.checklist_project import HEAD, Project, item, project

__all__ = ["project"]

OUTLINE = """\
  - id: LOY-01
    title: Points are added
    disruptor: loyalty
    severity: blocker
    steps: |
      Given a shop
      When I earn <earned> points
      Then I should have <shown> points
    examples:
      - {earned: "1", shown: "1"}
      - {earned: "2", shown: "2"}
"""


def test_an_item_is_named_by_file_id_and_title(project: Project):
    project.checklist(item("LOY-01", title="A member earns points"))
    project.run("checklists/daily.yaml", "--collect-only", "-q").stdout.fnmatch_lines(
        ["checklists/daily.yaml::LOY-01 A member earns points"]
    )


def test_every_row_of_the_examples_is_a_test(project: Project):
    project.checklist(OUTLINE)
    result = project.run("checklists/daily.yaml", "-v")
    result.stdout.fnmatch_lines(
        [
            "checklists/daily.yaml::LOY-01 Points are added[[]1-1[]] PASSED*",
            "checklists/daily.yaml::LOY-01 Points are added[[]2-2[]] PASSED*",
        ]
    )
    assert project.word == "GO"


def test_a_row_that_fails_makes_its_item_not_ready(project: Project):
    project.checklist(OUTLINE.replace('shown: "2"', 'shown: "3"'))
    assert project.run("checklists/daily.yaml").ret == 1
    assert project.states == {"LOY-01": "not ready"}
    assert "(1 of 2 tests, first [2-3])" in project.readiness["items"][0]["reason"]


def test_node_ids_keywords_and_markers_select(project: Project):
    project.checklist(item("LOY-01"), item("GIF-01", title="Gift cards pay", disruptor="gifts"))
    for selection, name in (
        (["checklists/daily.yaml::GIF-01 Gift cards pay"], "GIF-01"),
        (["-k", "GIF"], "GIF-01"),
        (["-m", "loyalty"], "LOY-01"),
    ):
        result = project.run(*selection, "-v")
        result.assert_outcomes(passed=1, deselected=0 if "::" in selection[0] else 1)
        result.stdout.fnmatch_lines([f"*::{name} * PASSED*"])


def test_an_item_that_nobody_automated_has_its_marker_too(project: Project):
    project.checklist(item("LOY-01", attest="{by: [head of growth]}"), item("GIF-01", disruptor="gifts"))
    result = project.run("-m", "loyalty", "-rs")
    result.assert_outcomes(skipped=1, deselected=1)
    result.stdout.fnmatch_lines(
        ["SKIPPED [[]1[]] checklists/daily.yaml:7: a person has to look and sign: head of growth; nobody has signed"]
    )
    assert project.readiness["items"][0]["reason_code"] == "not-signed"
    assert project.word == "UNDECIDED"


def test_last_failed_runs_what_failed_and_decides_nothing(project: Project):
    project.checklist(item("LOY-01"), item("LOY-02", "Given a shop", "Then the button should work"))
    project.run()
    assert project.word == "NO-GO"
    project.write(
        "conftest.py", (project.pytester.path / "conftest.py").read_text().replace("raise ShopFault", "ShopFault")
    )
    project.run("--lf").assert_outcomes(passed=1)
    assert project.word == "UNDECIDED"
    assert project.broken_rules()["the whole checklist was run"] == "1 of 2 tests were not selected"


def test_a_checklist_that_last_failed_passes_over_is_not_forgotten(project: Project):
    project.checklist(item("LOY-01"))
    project.checklist(item("LOY-02", "Given a shop", "Then the button should work"), name="checklists/peak.yaml")
    project.run()
    project.write(
        "conftest.py", (project.pytester.path / "conftest.py").read_text().replace("raise ShopFault", "ShopFault")
    )
    project.run("--lf")
    assert project.states == {"LOY-01": "not run", "LOY-02": "ready"}
    assert project.word == "UNDECIDED"


def test_junit_xml_names_the_item(project: Project):
    project.checklist(item("LOY-01"))
    project.run("--junit-xml=out.xml")
    case = ElementTree.parse(project.pytester.path / "out.xml").find(".//testcase")
    assert case is not None
    assert case.get("name") == "LOY-01 Points are added"


def test_yaml_in_the_named_folders_and_by_its_double_ending_is_a_checklist(project: Project):
    project.write("readiness/peak.yml", HEAD + item("LOY-01"))
    project.write("team/weekend.checklist.yaml", HEAD + item("LOY-02"))
    project.write("checklists/not_here.yaml", "stranger: true\n")
    project.write("docker-compose.yaml", "services: {}\n")
    project.pytester.makeini("[pytest]\ncheckout_checklists = readiness\n")
    project.run().assert_outcomes(passed=2)
    assert project.states == {"LOY-01": "ready", "LOY-02": "ready"}


def test_a_file_that_is_named_to_pytest_and_says_that_it_is_a_checklist_is_one(project: Project):
    project.write("handed/over.yaml", HEAD + item("LOY-01"))
    project.write("handed/beside.yaml", HEAD + item("LOY-02"))
    project.write("handed/compose.yaml", "services: {}\n")
    project.run("handed/over.yaml").assert_outcomes(passed=1)
    assert project.states == {"LOY-01": "ready"}
    project.run("handed/over.yaml::LOY-01").assert_outcomes(passed=1)
    project.run("handed").assert_outcomes()
    project.run("handed/compose.yaml").stderr.fnmatch_lines(["ERROR: not found: *compose.yaml"])


def test_a_bare_run_adds_the_checklists_to_testpaths(project: Project):
    project.pytester.makeini("[pytest]\ntestpaths = tests\n")
    project.write("tests/test_own.py", "def test_own(): pass\n")
    project.checklist(item())
    project.run().assert_outcomes(passed=2)
    project.run("tests").assert_outcomes(passed=1)


def test_a_run_without_checklists_leaves_pytest_alone(project: Project):
    project.write("tests/test_own.py", "def test_own(): pass\n")
    project.checklist(item())
    result = project.run("tests")
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*readiness*")
    assert not (project.pytester.path / "checkout-report").exists()


def test_a_neighbour_of_the_named_file_is_no_part_of_the_run(project: Project):
    project.checklist(item("LOY-01"))
    project.checklist(item("LOY-02"), name="checklists/peak.yaml")
    project.run("checklists/daily.yaml")
    assert project.states == {"LOY-01": "ready"}
    assert project.word == "GO"


def test_listing_runs_nothing_and_decides_nothing(project: Project):
    project.checklist(item())
    assert project.run("--collect-only").ret == 0
    assert project.run("--setup-plan").ret == 0
    assert not (project.pytester.path / "checkout-report").exists()


def test_a_failure_shows_the_line_of_the_checklist_and_no_machinery(project: Project):
    project.checklist(item("LOY-01", "Given a shop", "When I earn 2 points", "Then I should have 3 points"))
    result = project.run()
    result.stdout.fnmatch_lines(
        ["E * The points should be 3, but is 2.", "E * checklists/daily.yaml:14: Then I should *"]
    )
    result.stdout.no_fnmatch_line("*fixtures.py*")
    result.stdout.no_fnmatch_line("*pytest_bdd*")


FEATURE = """\
@loyalty
Feature: Points

  Background:
    Given a shop

  @LY01 @item:LOY-77
  Scenario: Members earn
    When I earn 2 points
    Then I should have 2 points

  @LY01
  Scenario Outline: Members earn by the dozen
    When I earn <count> points
    Then I should have <count> points

    Examples:
      | count |
      | 12    |
      | 24    |
"""


def test_scenarios_of_the_library_prove_items_by_tag_and_by_name(project: Project):
    project.write("features/loyalty/points.feature", FEATURE)
    project.checklist(item("LOY-01", scenarios='["@LY01"]'), item("LOY-02", scenarios="[Members earn]"))
    result = project.run("-v", "--tb=short")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(
        [
            "checklists/daily.yaml::LOY-01 Points are added[[]Members earn[]] PASSED*",
            "checklists/daily.yaml::LOY-01 Points are added[[]Members earn by the dozen[]][[]12[]] PASSED*",
            "checklists/daily.yaml::LOY-01 Points are added[[]Members earn by the dozen[]][[]24[]] PASSED*",
            "checklists/daily.yaml::LOY-02 Points are added PASSED*",
        ]
    )
    assert project.word == "GO"


def test_one_of_several_scenarios_left_out_leaves_the_item_not_run(project: Project):
    project.write("features/loyalty/points.feature", FEATURE)
    project.checklist(item("LOY-01", scenarios='["@LY01"]'))
    assert project.run("-k", "not 24").ret == 1
    assert project.states == {"LOY-01": "not run"}
    assert project.readiness["items"][0]["reason"] == "2 of 3 tests ran; the others: it was not selected for this run"


def test_a_failing_scenario_shows_both_its_own_line_and_the_item(project: Project):
    project.write("features/loyalty/points.feature", FEATURE.replace("have 2", "have 3"))
    project.checklist(item("LOY-02", scenarios="[Members earn]"))
    project.run().stdout.fnmatch_lines(
        ["E * features/loyalty/points.feature:10: Then I should have 3 points", "E * checklists/daily.yaml:7: LOY-02 *"]
    )


def test_feature_files_are_collected_when_they_are_asked_for(project: Project):
    project.write("features/loyalty/points.feature", FEATURE)
    project.run("features", "-v").stdout.fnmatch_lines(
        [
            "features/loyalty/points.feature::Members earn PASSED*",
            "features/loyalty/points.feature::Members earn by the dozen[[]12[]] PASSED*",
        ]
    )
    project.run("features/loyalty/points.feature", "-m", "LY01 and checkout_item").assert_outcomes(
        passed=1, deselected=2
    )
    assert project.run().ret == 5, "a bare run leaves the library alone"


def test_a_step_in_conftest_overrides_a_plugins(project: Project):
    project.write("own_steps.py", CONFLICT.format(what="plugin"))
    conftest = (project.pytester.path / "conftest.py").read_text()
    project.write("conftest.py", 'pytest_plugins = ["own_steps"]\n' + conftest + CONFLICT.format(what="conftest"))
    project.checklist(item("LOY-01", "Given who am I"))
    project.run("-s").stdout.fnmatch_lines(["*I am the conftest*"])
    assert project.word == "GO"


CONFLICT = """
from pytest_bdd import given


@given("who am I")
def who_am_i():
    print("I am the {what}")
"""


def test_a_family_of_a_users_own_takes_twenty_lines(project: Project):
    project.write("conftest.py", OWN_FAMILY)
    project.checklist(item("SUB-01", "Given a subscription", title="A box comes each month", disruptor="subscriptions"))
    project.run("-m", "subscriptions").assert_outcomes(passed=1)
    assert project.word == "GO"
    project.run("--markers").stdout.fnmatch_lines(["@pytest.mark.subscriptions: boxes that come each month"])
    assert len(OWN_FAMILY.strip().splitlines()) <= 20


OWN_FAMILY = """
import pytest
from pytest_bdd import given

from pytest_checkout import Disruptor


def pytest_checkout_disruptors():
    return [Disruptor("subscriptions", "Subscriptions", "boxes that come each month")]


@pytest.fixture
def checkout_subscriptions():
    return ["a box"]


@given("a subscription")
def a_subscription(checkout_subscriptions):
    assert checkout_subscriptions
"""


def test_a_family_that_is_declared_twice_is_refused_with_both_places(project: Project):
    twice = 'def pytest_checkout_disruptors():\n    return [Disruptor("loyalty", "A"), Disruptor("loyalty", "B")]\n'
    project.write("conftest.py", "from pytest_checkout import Disruptor\n" + twice)
    project.checklist(item())
    result = project.run()
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*disruptor 'loyalty' is registered twice: by *conftest.py and by *conftest.py*"])
    assert project.word == "UNDECIDED"


def test_an_id_alone_names_its_item(project: Project):
    project.checklist(item("LOY-01"), item("LOY-02"))
    for name in ("LOY-02", "LOY-02 The title it had last week"):
        project.run(f"checklists/daily.yaml::{name}", "-v").stdout.fnmatch_lines(["*::LOY-02 Points are added PASSED*"])
    result = project.run("checklists/daily.yaml::LOY-03")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["ERROR: checklists/daily.yaml: no item named 'LOY-03'. Did you mean 'LOY-0?'*"])


def test_asking_pytest_about_itself_leaves_the_answer(project: Project):
    project.checklist(item())
    project.run()
    for question in ("--help", "--version", "--markers", "--fixtures", "--cache-show", "--collect-only"):
        project.run(question)
        assert project.word == "GO", question
