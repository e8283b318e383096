"""The page about disruptors of one's own: its two files, as they stand there, run in the embedded store."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "own-disruptor.md"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    blocks = dict(re.findall(r"```(python|yaml)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    pytester.makeconftest(blocks["python"])
    pytester.mkdir("checklists").joinpath("our.yaml").write_text(blocks["yaml"], encoding="utf-8")
    return pytester


def test_the_twenty_lines_are_a_family_like_ours(project: pytest.Pytester) -> None:
    run = project.runpytest_subprocess("checklists", "-m", "loyalty", "--checkout-store=demo")

    run.assert_outcomes(passed=1)
    run.stdout.fnmatch_lines(["loyalty *1*1*", "*Decision: GO*"])


def test_it_turns_red_when_the_shop_takes_the_badge_away(project: pytest.Pytester) -> None:
    conftest = project.path / "conftest.py"
    conftest.write_text(conftest.read_text().replace(".loyalty-badge", ".no-badge-at-all"))

    run = project.runpytest_subprocess("checklists", "--checkout-store=demo")

    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines(["*The number of loyalty badges on the page should be 1, but is 0*"])


def test_a_misspelt_family_is_told_before_anything_runs(project: pytest.Pytester) -> None:
    checklist = project.path / "checklists" / "our.yaml"
    checklist.write_text(checklist.read_text().replace("disruptor: loyalty", "disruptor: loyality"))

    run = project.runpytest_subprocess("checklists", "--checkout-store=demo")

    assert run.ret == pytest.ExitCode.USAGE_ERROR
    run.stderr.fnmatch_lines(["*our.yaml:9: *loyality*Did you mean 'loyalty'?*"])
