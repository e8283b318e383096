"""A scenario tagged @pairwise: its columns are combined anew each day, and a pair that fails is named in the report."""

from __future__ import annotations

import pytest

from tests.plugin.checklist_project import HEAD, Project, item, project

__all__ = ["project"]

FEATURE = """\
Feature: Things together

  @pairwise
  Scenario Outline: It works with <theme>, <badge> and <device>
    Given a shop
    Then <theme> and <badge> should get along on <device>

    Examples:
      | theme   | badge    | device  |
      | classic | active   | desktop |
      | compact | inactive | small   |

    Examples: never together
      | theme   | badge    | device |
      | classic | inactive |        |
"""
STEPS = """
from pytest_bdd import parsers

@then(parsers.parse("{theme} and {badge} should get along on {device}"))
def get_along(theme, badge, device):
    assert (theme, badge) != ("classic", "inactive"), "never together"
    assert (theme, badge) != %r, "the button is dead"
"""
LISTED = HEAD + item("LOY-01", scenarios='["It works with <theme>, <badge> and <device>"]')


def a_project(project: Project, bad: tuple[str, str] = ("", ""), feature: str = FEATURE) -> Project:
    """Themes, badges and devices, of which one theme may not get along with one badge."""
    project.write("features/loyalty/together.feature", feature)
    conftest = project.pytester.path / "conftest.py"
    conftest.write_text(conftest.read_text(encoding="utf-8") + STEPS % (bad,), encoding="utf-8")
    project.write("checklists/daily.yaml", LISTED)
    return project


@pytest.mark.parametrize("arguments", [(), ("-n2",)], ids=["alone", "xdist"])
def test_a_day_covers_every_pair_and_says_so(project: Project, arguments: tuple[str, ...]):
    result = a_project(project).run("--checkout-day=2026-11-26", *arguments, apart=bool(arguments))
    assert project.states == {"LOY-01": "ready"}
    result.stdout.fnmatch_lines(["*note: LOY-01: covered 11 of 11 pairs on 2026-11-26"])
    assert project.readiness["decision"]["notes"] == ["LOY-01: covered 11 of 11 pairs on 2026-11-26"]


def test_the_failing_pair_is_named(project: Project):
    a_project(project, bad=("compact", "active")).run("--checkout-day=2026-11-26")
    [told] = project.readiness["items"]
    assert told["state"] == "not ready"
    assert told["reason"].startswith("the button is dead")
    assert told["reason"].endswith("failing pair: badge active x theme compact")


def test_what_was_left_out_is_not_counted(project: Project):
    a_project(project).run("--checkout-day=2026-11-26", "-k", "compact")
    [note] = project.readiness["decision"]["notes"]
    assert note != "LOY-01: covered 11 of 11 pairs on 2026-11-26"
    assert project.states == {"LOY-01": "not run"}


def test_a_day_is_the_same_twice_and_needs_no_more_rows_on_another(project: Project):
    a_project(project)
    days = [
        project.run("--collect-only", "-q", f"--checkout-day={day}").outlines
        for day in ("2026-11-26", "2026-11-26", "2026-11-27", "2026-11-28")
    ]
    rows = [[line for line in day if "LOY-01" in line] for day in days]
    assert rows[0] == rows[1]
    assert len({len(day) for day in rows}) == 1


def test_a_day_that_is_none_is_refused(project: Project):
    result = a_project(project).run("--checkout-day=tomorrow")
    assert "'tomorrow' is not a day; write it as in 2026-11-26" in result.stderr.str()


WRONG = {
    ("| classic | inactive |        |", "| clasic | inactive |        |"): (
        15,
        "'clasic' is no value of 'theme'. Did you mean 'classic'?",
    ),
    ("| theme   | badge    | device |", "| thema   | badge    | device |"): (
        15,
        "no example gives 'thema'. Did you mean 'theme'?",
    ),
    ("| classic | inactive |        |", "| classic | inactive | small  |"): (
        15,
        "what is never together are two values of two columns; leave the other cells blank",
    ),
    ("| classic | inactive |        |", "| classic | inactive |        |\n      | classic | active |        |"): (
        4,
        "'classic' of 'theme' would never be tried: what is never together leaves it no row",
    ),
}


@pytest.mark.parametrize(("old", "new"), WRONG)
def test_a_mistake_in_the_examples_is_told_at_its_line(project: Project, old: str, new: str):
    result = a_project(project, feature=FEATURE.replace(old, new)).run()
    line, words = WRONG[old, new]
    assert f"features/loyalty/together.feature:{line}: {words}" in result.stderr.str()


def test_what_never_stands_together_needs_the_tag(project: Project):
    result = a_project(project, feature=FEATURE.replace("  @pairwise\n", "")).run()
    assert "together.feature:12: 'Examples: never together' is for scenarios tagged @pairwise" in result.stderr.str()


def test_one_column_is_nothing_to_combine(project: Project):
    alone = """\
        Feature: Alone

          @pairwise
          Scenario Outline: It works with <theme>, <badge> and <device>
            Given a shop

            Examples:
              | theme   |
              | classic |
        """
    result = a_project(project, feature=alone).run()
    assert "together.feature:4: a scenario tagged @pairwise combines two columns or more" in result.stderr.str()
