"""Mistakes in checklists are told before anything runs: all at once, each with file and line, exit status 4."""

from __future__ import annotations

import pytest

from tests.plugin.checklist_project import HEAD, Project, item, project

__all__ = ["project"]

REFUSED = pytest.ExitCode.USAGE_ERROR
MEANT = "Did you mean 'I earn {count:d} points'?"


def mistakes(project: Project, *arguments: str, apart: bool = False) -> list[str]:
    """The mistakes that a run tells. Nothing may have run, and the answer must be UNDECIDED."""
    result = project.run(*arguments, apart=apart)
    assert result.ret == REFUSED
    assert not any("passed" in line for line in result.outlines)
    assert project.word == "UNDECIDED"
    lines = result.stderr.lines
    start = next(index for index, line in enumerate(lines) if "found before anything was run" in line)
    return [line for line in lines[start + 1 :] if line.strip()]


LIMIT = 120


def one(project: Project, *steps: str, **keys: str) -> str:
    """The one mistake of a checklist with one item; its steps begin in line 12."""
    project.checklist(item("LOY-01", *steps, **keys))
    found = mistakes(project)
    assert len(found) == 1, found
    return found[0]


def test_all_mistakes_of_all_files_come_at_once(project: Project):
    project.write("checklists/a.yaml", HEAD.replace("phase", "fase") + item("LOY-01", severity="bloker"))
    project.checklist(
        item("LOY-01", "Given a shopp", disruptor="loyality"),
        item("loy", "When I earn two points"),
        name="checklists/b.yaml",
    )
    assert [line.split(" Known: ")[0] for line in mistakes(project)] == [
        "checklists/a.yaml:1: 'phase' is missing.",
        "checklists/a.yaml:2: unknown key 'fase'. Did you mean 'phase'?",
        "checklists/a.yaml:10: no severity named 'bloker'. Did you mean 'blocker'?",
        "checklists/b.yaml:7: the id 'LOY-01' is already used at checklists/a.yaml:7; an id names one item.",
        "checklists/b.yaml:9: no disruptor named 'loyality'. Did you mean 'loyalty'?",
        "checklists/b.yaml:12: no step is defined for 'Given a shopp'. Did you mean 'a shop'?",
        "checklists/b.yaml:13: 'id': 'loy' is not an id; write capitals, a dash and a number, as in 'PRO-01'.",
        f"checklists/b.yaml:18: no step is defined for 'When I earn two points'. {MEANT}",
    ]


def test_a_step_without_a_definition_names_the_nearest_one(project: Project):
    assert one(project, "Given a shopp") == (
        "checklists/daily.yaml:12: no step is defined for 'Given a shopp'. Did you mean 'a shop'?"
    )


def test_a_step_of_another_kind_is_told_apart_from_an_unknown_one(project: Project):
    assert one(project, "When a shop") == (
        "checklists/daily.yaml:12: 'a shop' is a Given step and stands here as When."
    )


def test_every_row_of_examples_is_checked(project: Project):
    project.checklist(
        item("LOY-01", "When I earn <count> points") + "    examples:\n      - {count: '2'}\n      - {count: two}\n"
    )
    assert mistakes(project) == [f"checklists/daily.yaml:12: no step is defined for 'When I earn two points'. {MEANT}"]


def test_an_ambiguous_step_names_both_definitions(project: Project):
    with_steps(project, 'from pytest_bdd import parsers\n@given(parsers.parse("a {what}"))\ndef a_what(what): pass')
    assert one(project, "Given a shop") == (
        "checklists/daily.yaml:12: the step 'a shop' is ambiguous: conftest.py:12 and conftest.py:51 both define it. "
        "Change the text of one of them."
    )


def test_an_async_step_is_refused_where_it_is_defined(project: Project):
    with_steps(project, '@given("a slow shop")\nasync def a_slow_shop():\n    assert False')
    assert one(project, "Given a slow shop") == (
        "conftest.py:50: the step 'a slow shop' is an 'async def', which is never awaited and so passes; use 'def'."
    )


def test_a_sloppy_word_is_answered_with_the_right_form(project: Project):
    with_steps(
        project,
        "from pytest_bdd import parsers\n"
        "def amount(text):\n"
        "    raise ValueError(f\"'{text}' should have a currency\")\n"
        '@given(parsers.parse("I owe {amount}"), converters={"amount": amount})\n'
        "def i_owe(amount): pass\n"
        '@given(parsers.parse("I own {amount:Amount}", extra_types={"Amount": amount}))\n'
        "def i_own(amount): pass\n",
    )
    project.checklist(item("LOY-01", "Given I owe 5", "And I own 6"))
    assert mistakes(project) == [
        "checklists/daily.yaml:12: in the step 'I owe 5': '5' should have a currency",
        "checklists/daily.yaml:13: in the step 'I own 6': '6' should have a currency",
    ]


ROLE = """
from pytest_bdd import parsers
from pytest_checkout.store import roles

@given(parsers.parse("I see {product}"), converters={"product": lambda text: roles.parse("products", text)})
def i_see(product): pass
"""


def test_a_role_that_nobody_binds_is_a_mistake(project: Project):
    with_steps(project, ROLE)
    wrong = one(project, "Given I see a product in stok")
    assert wrong.startswith(
        "checklists/daily.yaml:12: in the step 'I see a product in stok': "
        "no product role named 'in stok'. Did you mean 'in stock'? Known: "
    )


PROFILE = """\
store: Corner shop
url: https://shop.example
currency: GBP
locales: {default: en-GB}
products:
  on sale: {url: /hat}
"""


def test_a_stores_own_role_is_known_by_its_profile(project: Project):
    with_steps(project, ROLE)
    project.write("store.yaml", PROFILE)
    project.checklist(item("LOY-01", "Given I see a product on sale"))
    assert project.run().ret == 0


def test_mistakes_in_the_store_profile_are_told_with_the_others(project: Project):
    project.write("shop.yaml", PROFILE.replace("currency", "curency"))
    project.checklist(item("LOY-01", "Given a shopp"))
    found = mistakes(project, "--checkout-store=shop.yaml")
    assert [line.split(": ")[0] for line in found] == ["checklists/daily.yaml:12", "shop.yaml:1", "shop.yaml:3"]


ASKS_FOR_THE_STORE = """
import pytest

@pytest.fixture
def till(checkout_store): return checkout_store

@given("a till")
def a_till(till): pass
"""


def test_a_store_profile_that_is_missing_is_told_when_a_step_needs_it(project: Project):
    with_steps(project, ASKS_FOR_THE_STORE)
    told = "there is no such store profile. Write it, name another file with --checkout-store FILE, or try *"
    assert one(project, "Given a till").startswith(f"store.yaml:1: {told}"[:-1])
    assert mistakes(project, "--checkout-store=shop.yaml")[0].startswith("shop.yaml:1: ")
    assert project.run("--collect-only").ret == 0, "a list can be had without a shop"
    with_steps(project, "@pytest.fixture\ndef checkout_store(): return 'my own'")
    assert project.run().ret == 0


def test_the_name_of_a_scenario_that_does_not_exist(project: Project):
    project.write("features/points.feature", "Feature: Points\n\n  Scenario: Members earn\n    Given a shop\n")
    assert one(project, scenarios="[Members ern]").startswith(
        "checklists/daily.yaml:7: LOY-01: no scenario has the name 'Members ern'. Did you mean 'Members earn'?"
    )


SILENT = """\
Feature: Points

  Scenario: Members earn
    Given a shop

  Scenario: Members earn
    * a shop

  Scenario Outline: Members spend
    Given <what>

    Examples:
      | what |

  Scenario: Nothing happens
"""


def test_the_silent_faults_of_feature_files_are_mistakes(project: Project):
    project.write("features/points.feature", SILENT)
    result = project.run("features")
    assert result.ret == REFUSED
    result.stderr.fnmatch_lines(
        [
            "features/points.feature:6: the scenario 'Members earn' is already in this file, in line 3; rename *",
            "features/points.feature:7: a step begins with Given, When, Then, And or But, not with '*'",
            "features/points.feature:12: these examples have no row, so that *",
            "features/points.feature:15: the scenario 'Nothing happens' has no steps and would always pass",
        ]
    )


def test_a_broken_library_is_told_when_a_checklist_names_a_scenario(project: Project):
    project.write(
        "features/points.feature", "Feature: Points\n\n  Scenario: Members earn\n    Given a shop\n    Wehn I earn\n"
    )
    project.checklist(item("LOY-01", scenarios="[Members earn]"))
    assert any(line.startswith("features/points.feature:5: not Gherkin: ") for line in mistakes(project))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "1: the file is empty"),
        (b"- a\n- b\n", "1: the file holds a list; it must hold keys and values"),
        (b"checklist: [\n", "2: not YAML: *"),
        ("checklist: Größe\n".encode("latin-1"), "1: the file is not UTF-8; save it as UTF-8 (it may be Latin-1)"),
        (HEAD.encode() + b"  []\n", "6: 'items' is empty: a checklist without items proves nothing."),
    ],
)
def test_a_file_that_is_no_checklist(project: Project, content: bytes, message: str):
    path = project.write("checklists/daily.yaml", "")
    path.write_bytes(content)
    result = project.run()
    assert result.ret == REFUSED
    result.stderr.fnmatch_lines([f"checklists/daily.yaml:{message}"])
    assert project.word == "UNDECIDED"
    assert project.broken_rules()["every checklist can be read and has items"].startswith("checklists/daily.yaml:")


def test_a_real_looking_card_never_runs(project: Project):
    project.checklist(item("LOY-01", title="Pays with 4556 7375 8689 9855"))
    found = mistakes(project)
    assert found[0].startswith("checklists/daily.yaml:8: the number ending in 9855 looks like a real card")
    assert "4556" not in "".join(found)


def test_a_mistake_is_told_instead_of_an_item_that_pytest_cannot_find(project: Project):
    project.checklist(item("LOY-01", severity="bloker"))
    found = mistakes(project, "checklists/daily.yaml::LOY-01 Points are added")
    assert [line.split(": ")[0] for line in found] == ["checklists/daily.yaml:10"]


def test_an_item_that_is_not_there_leaves_no_older_answer(project: Project):
    project.checklist(item("LOY-01"))
    project.run()
    assert project.word == "GO"
    result = project.run("checklists/daily.yaml::LOY-07 Points are gone")
    assert result.ret == REFUSED
    result.stderr.fnmatch_lines(
        ["ERROR: checklists/daily.yaml: no item named 'LOY-07'. Did you mean 'LOY-01'? Known: LOY-01."]
    )
    assert project.word == "UNDECIDED"


def test_the_controller_refuses_before_a_worker_starts(project: Project):
    project.write("checklists/conftest.py", 'from pytest_bdd import given\n@given("a till")\ndef a_till(): pass\n')
    project.checklist(item("LOY-01", "Given a till"), item("LOY-02", "Given a til", severity="bloker"))
    assert mistakes(project, "-n2", apart=True) == [
        "checklists/daily.yaml:16: no severity named 'bloker'. Did you mean 'blocker'? "
        "Known: blocker, critical, minor, normal.",
        "checklists/daily.yaml:18: no step is defined for 'Given a til'. Did you mean 'a till'?",
    ]


def test_listing_tells_mistakes_too(project: Project):
    project.checklist(item("LOY-01", severity="bloker"))
    assert project.run("--collect-only").ret == REFUSED


def with_steps(project: Project, steps: str) -> None:
    """Add steps to conftest.py, from line 50 on."""
    conftest = (project.pytester.path / "conftest.py").read_text()
    project.write("conftest.py", conftest + "\n" * (49 - conftest.count("\n")) + steps + "\n")


MISNAMED = """\
store: Ours
url: https://shop.example/
tls: verfy
platform: woocomerce
currency: GBP
locales: {default: en-GB}
services:
  omss: {kind: http, url: "https://oms.example"}
  gateway: {kind: strip, url: "https://pay.example"}
  erp: {kind: our-erp, url: "https://erp.example"}
sales: {orders per hour: 9, average order: GBP 9.00, shares: {gift: 10%}}
"""
OWN_SERVICE = """
from pytest_checkout import ServiceKind

def pytest_checkout_services():
    return [ServiceKind("erp", "our-erp", lambda way: way)]
"""


def test_all_wrong_names_of_the_profile_come_at_once(project: Project):
    project.checklist(item("LOY-01"))
    project.write("store.yaml", MISNAMED)
    project.write("conftest.py", (project.pytester.path / "conftest.py").read_text(encoding="utf-8") + OWN_SERVICE)
    assert [line.split(" Known: ")[0] for line in mistakes(project)] == [
        "store.yaml:3: 'tls': 'verfy' is none of verify, accept self-signed. Did you mean 'verify'?",
        "store.yaml:4: no platform named 'woocomerce'. Did you mean 'woocommerce'?",
        "store.yaml:8: no service named 'omss'. Did you mean 'oms'?",
        "store.yaml:9: no kind of gateway named 'strip'. Did you mean 'stripe'?",
        "store.yaml:11: no disruptor named 'gift'. Did you mean 'gifts'?",
    ]
