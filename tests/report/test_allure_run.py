"""The report tells where the run took place and who started it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_checkout.report import allure_run


def test_environment_leaves_out_what_is_not_known_and_holds_no_secrets(tmp_path: Path) -> None:
    facts = {"Store": "Oscar demo store", "Store address": "https://me:secret@shop.com/", "Browser": "", "Note": "a\nb"}
    allure_run.write_environment(tmp_path, facts)
    assert (tmp_path / "environment.properties").read_text() == (
        "Store=Oscar demo store\nStore\\ address=https://me:[hidden]@shop.com/\nNote=a b\n"
    )


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, {"name": "pytest-checkout", "type": "local"}),
        (
            {
                "GITHUB_ACTIONS": "true",
                "GITHUB_RUN_NUMBER": "12",
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_REPOSITORY": "shop/checks",
                "GITHUB_RUN_ID": "99",
            },
            {
                "name": "GitHub Actions",
                "type": "github",
                "buildName": "#12",
                "buildUrl": "https://github.com/shop/checks/actions/runs/99",
            },
        ),
        ({"JENKINS_URL": "x", "BUILD_NUMBER": "7"}, {"name": "Jenkins", "type": "jenkins", "buildName": "#7"}),
    ],
)
def test_the_executor_is_the_ci_that_runs_us(environment: dict[str, str], expected: dict[str, str]) -> None:
    assert allure_run.executor(environment) == expected


def test_only_containers_that_say_something_stay(tmp_path: Path) -> None:
    for name, content in (("a", {"befores": [{"name": "broke"}]}), ("b", {"children": ["x"]})):
        (tmp_path / f"{name}-container.json").write_text(json.dumps(content))
    allure_run.drop_empty_containers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a-container.json"]
