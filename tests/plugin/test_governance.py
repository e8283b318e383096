"""The files beside the checklists decide with the run: waivers, signatures, lock, freezes, roster, playbooks, sales."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from pytest_checkout import cli
from pytest_checkout.cli import gate
from pytest_checkout.readiness import attestations, summary
from pytest_checkout.readiness.gate import decide
from pytest_checkout.readiness.summary import Summary
from tests.plugin.checklist_project import Project, item, project

__all__ = ["project"]

NOW = datetime.now(UTC)
READY = item("LOY-01")
NOT_READY = item("LOY-02", "Given a shop", "Then the button should work")
CHEAP = item("GIF-01", "Given a shop", "Then the button should work", disruptor="gifts")
SIGNED = item("LOY-06", attest="{by: [head of growth], valid: 2d}")


def day(days: float) -> str:
    """The day so many days from now, in UTC."""
    return f"{NOW + timedelta(days=days):%Y-%m-%d}"


def waive(project: Project, expiry: str, id: str = "LOY-02") -> None:
    project.write(
        "waivers.yaml",
        f"""\
        waivers:
          - item: {id}
            owner: growth
            approver: head of e-commerce
            reason: nobody needs the button before Friday
            expiry: {expiry}
        """,
    )


def sign(*arguments: str) -> None:
    """Sign LOY-06 in the project of the test, which is the current folder."""
    assert cli.main(["attest", "LOY-06", "--by", "head of growth", *arguments]) == 0


def age_signatures(project: Project, by: timedelta) -> None:
    """As if all had been signed so much earlier."""
    path = project.pytester.path / attestations.NAME
    old = [each.model_copy(update={"at": each.at - by, "until": each.until - by}) for each in attestations.load(path)]
    path.unlink()
    for each in old:
        attestations.append(path, each)


def judged(project: Project, now: datetime | None = None, phase: str | None = None) -> gate.Decision:
    """What the gate says of the last run at a moment."""
    root = project.pytester.path
    return gate.judged(root / "checkout-report" / "readiness.json", root, now or datetime.now(UTC), phase)[0]


# -- waivers --


def test_a_waived_blocker_is_listed_and_not_counted_as_ready(project: Project):
    project.checklist(READY, NOT_READY)
    waive(project, day(3))
    result = project.run()
    assert project.states == {"LOY-01": "ready", "LOY-02": "waived"}
    assert project.word == "GO"
    assert result.ret == 1  # the test failed, whoever lives with it
    assert project.readiness["score"] == {"ready": 1, "waived": 1, "counted": 2}
    assert project.readiness["items"][1]["behind"] == {
        "state": "not ready",
        "reason": "the button has no effect",
        "reason_code": "capability-dead",
    }
    result.stdout.fnmatch_lines(
        ["Score: 1 of 2 ready; 1 of 1 without the waived", "  note: waivers.yaml:2: LOY-02: waived until * by growth,*"]
    )


def test_an_expired_waiver_is_no_go_even_for_a_ready_item(project: Project):
    project.checklist(READY)
    waive(project, day(-2), "LOY-01")
    assert project.run().ret == 1
    assert project.word == "NO-GO"
    assert "waivers.yaml:2: LOY-01: the waiver expired at" in project.broken_rules()["no waiver has expired"]


def test_a_waiver_that_expires_after_the_run_gives_the_item_its_state_back(project: Project):
    project.checklist(READY, NOT_READY)
    waive(project, day(3))
    project.run()
    assert judged(project).word == "GO"
    later = judged(project, NOW + timedelta(days=5))
    broken = {rule.name: rule.detail for rule in later.rules if not rule.passed}
    assert later.word == "NO-GO"
    assert broken["no blocking item is not ready"].startswith("LOY-02 is not ready: the button has no effect")
    assert "no waiver has expired" in broken


# -- signatures --


def test_a_signature_makes_an_item_ready_for_as_long_as_it_says(project: Project):
    project.checklist(READY, SIGNED)
    sign()
    assert project.run().ret == 0
    assert project.states == {"LOY-01": "ready", "LOY-06": "ready"}
    found = project.readiness["items"][1]
    signature = attestations.load(project.pytester.path / attestations.NAME)[0]
    assert found["at"] == signature.at.isoformat(timespec="seconds")
    assert found["valid_until"] == signature.until.isoformat(timespec="seconds")


def test_a_signature_that_has_expired_is_not_run(project: Project):
    project.checklist(READY, SIGNED)
    sign()
    age_signatures(project, timedelta(days=3))
    assert project.run().ret == 1
    assert (project.states["LOY-06"], project.word) == ("not run", "UNDECIDED")
    assert "that expired at" in project.readiness["items"][1]["reason"]
    assert project.readiness["items"][1]["reason_code"] == "not-signed"


def test_a_signature_older_than_the_sla_counts_as_long_as_it_is_valid(project: Project):
    project.checklist(READY, SIGNED)
    sign()
    age_signatures(project, timedelta(hours=30))  # the SLA's detect is 24 h
    assert project.run().ret == 0


def test_the_gate_sees_who_signs_and_who_withdraws_after_the_run(project: Project):
    project.checklist(READY, SIGNED)
    project.run()
    assert judged(project).word == "UNDECIDED"
    sign()
    assert judged(project).word == "GO"
    sign("--withdraw", "two numbers were wrong")
    assert judged(project).word == "UNDECIDED"


def test_a_signature_ends_between_the_run_and_the_gate(project: Project):
    project.checklist(SIGNED)
    sign("--valid", "1h")
    project.run()
    assert judged(project).word == "GO"
    assert judged(project, NOW + timedelta(hours=2)).word == "UNDECIDED"


def test_no_signature_repairs_what_a_test_found_wrong(project: Project):
    path = project.checklist(NOT_READY.replace("LOY-02", "LOY-06"))
    project.run()
    project.write(str(path), path.read_text().partition("  - id")[0] + SIGNED)
    sign()
    assert judged(project).word == "NO-GO"


# -- the lock --


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (NOT_READY.replace("LOY-02", "LOY-03"), "", "LOY-03: deleted since it was locked"),
        ("Then I should have 2 points", "# Then I should", "LOY-01: weakened since it was locked: it had 3 steps"),
        ("id: LOY-01", "id: LOY-09", "LOY-01: renamed since it was locked: it is called LOY-09"),
        ("severity: blocker", "severity: minor", "LOY-01: weakened since it was locked: its severity was blocker"),
    ],
    ids=["deleted", "commented out", "renamed", "weakened"],
)
def test_what_differs_from_the_lock_is_named_and_undecided(project: Project, old: str, new: str, told: str):
    project.checklist(READY, item("LOY-02"), NOT_READY.replace("LOY-02", "LOY-03"))
    assert cli.main(["lock", "--by", "Ada", "--reason", "the first list"]) == 0
    path = project.pytester.path / "checklists" / "daily.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    project.run()
    assert told in project.broken_rules()["the checklists are those that were locked"]
    assert project.word != "GO"


def test_a_list_without_its_failing_item_is_undecided_and_the_whole_list_is_go(project: Project):
    path = project.checklist(READY, item("LOY-02"))
    cli.main(["lock", "--by", "Ada", "--reason", "the first list"])
    assert project.run().ret == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(item("LOY-02"), ""), encoding="utf-8")
    assert project.run().ret == 1
    assert project.word == "UNDECIDED"
    assert project.broken_rules() == {
        "the checklists are those that were locked": (
            "checklists/daily.yaml:1: LOY-02: deleted since it was locked: 'Points are added'"
        )
    }


def test_a_list_beside_the_locked_folder_is_no_way_around_it(project: Project):
    project.checklist(READY)
    cli.main(["lock", "--by", "Ada", "--reason", "the first list"])
    project.checklist(item("LOY-07"), name="short.checklist.yaml")
    project.run("short.checklist.yaml")
    assert project.word == "UNDECIDED"
    told = project.broken_rules()["the checklists are those that were locked"]
    assert "short.checklist.yaml:7: LOY-07: added since it was locked" in told
    assert judged(project).word == "UNDECIDED"


def test_a_list_that_is_changed_and_locked_again_needs_another_run(project: Project):
    path = project.checklist(READY)
    cli.main(["lock", "--by", "Ada", "--reason", "the first list"])
    project.run()
    assert judged(project).word == "GO"
    path.write_text(path.read_text(encoding="utf-8").replace("2 points", "3 points"), encoding="utf-8")
    cli.main(["lock", "--by", "Ada", "--reason", "more points"])
    decision = judged(project)
    assert decision.word == "UNDECIDED"
    [told] = [rule.detail for rule in decision.rules if rule.name == "every item was run"]
    assert told == "LOY-01 is not run: what it demands has changed since it was looked at (owner: growth)"


def test_a_lock_that_is_gone_when_the_gate_is_asked_is_no_go_ahead(project: Project):
    project.checklist(READY)
    cli.main(["lock", "--by", "Ada", "--reason", "the first list"])
    project.run()
    assert judged(project).word == "GO"
    (project.pytester.path / "checklists.lock").unlink()
    decision = judged(project)
    assert decision.word == "UNDECIDED"
    assert "checklists.lock: there when the checklists ran, and not in" in decision.rules[-1].detail


# -- freezes --

FREEZE = f"windows:\n  - {{name: Sale, who: our store, from: {day(-1)}, until: {day(1)}}}\n"
RULE = "no freeze forbids a deploy"


def test_a_freeze_forbids_the_phase_deploy_and_nothing_else(project: Project):
    path = project.checklist(READY)
    project.write("freeze.yaml", FREEZE)
    assert project.run().ret == 0
    assert judged(project).word == "GO"
    assert judged(project, phase="deploy").word == "NO-GO"
    assert judged(project, NOW + timedelta(days=3), "deploy").word != "NO-GO"
    path.write_text(path.read_text().replace("phase: daily", "phase: deploy"))
    assert project.run().ret == 1
    assert project.word == "NO-GO"
    assert "freeze.yaml:2: freeze: no deploys: Sale (our store) until" in project.broken_rules()[RULE]


def test_an_emergency_opens_a_freeze_and_is_told(project: Project):
    project.checklist(READY)
    emergency = (
        "emergencies:\n  - {windows: [Sale], owner: Ada, approver: Grace, reason: a certificate expires, "
        f"from: {day(0)}, expiry: {day(1)}}}\n"
    )
    project.write("freeze.yaml", FREEZE + emergency)
    project.run()
    decision = judged(project, phase="deploy")
    assert decision.word == "GO"
    assert "is open for an emergency until" in decision.notes[0]


# -- the roster, playbooks and sales --

ROSTER = """\
contacts:
  ada: {{name: Ada Byron, reach: "+49 30 1234", confirmed: {confirmed}}}
  grace: {{name: Grace Hopper, reach: "#growth", confirmed: {confirmed}}}
services:
  growth:
    - {{days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", until: "24:00", primary: ada, backup: grace}}
"""


def test_a_red_item_says_whom_to_call_by_the_clock(project: Project):
    project.checklist(NOT_READY)
    project.write("roster.yaml", ROSTER.format(confirmed=day(-1)))
    result = project.run()
    assert project.readiness["items"][0]["call"] == "Ada Byron (+49 30 1234): primary of growth"
    result.stdout.fnmatch_lines(["  call: Ada Byron (+49 30 1234): primary of growth"])
    root = project.pytester.path
    _, results = gate.judged(root / "checkout-report" / "readiness.json", root, NOW + timedelta(hours=1))
    assert results[0].call == "Grace Hopper (#growth): backup of growth, because Ada Byron had 30 minutes"


def test_without_a_roster_the_owner_is_called_and_then_the_backup(project: Project):
    project.checklist(NOT_READY)
    project.run()
    assert project.readiness["items"][0]["call"] == "growth"
    root = project.pytester.path
    _, results = gate.judged(root / "checkout-report" / "readiness.json", root, NOW + timedelta(hours=1))
    assert results[0].call == "payments, because growth had 30 minutes"


def test_a_contact_that_nobody_confirmed_leaves_it_undecided(project: Project):
    project.checklist(READY)
    project.write("roster.yaml", ROSTER.format(confirmed=day(-40)))
    assert project.run().ret == 1
    assert project.word == "UNDECIDED"
    assert "roster.yaml:2: Ada Byron: not run:" in project.broken_rules()["confirmed people answer for every service"]


def test_a_red_item_links_to_its_pattern_and_playbook(project: Project):
    project.checklist(NOT_READY)
    project.write(
        "failures.yaml",
        """\
        failures:
          - id: loyalty.button-dead
            title: The button is dead
            disruptor: loyalty
            owner role: growth
            customer sees: Nothing happens.
            likely causes: [a script]
            reason codes: [wrong-amount]
            scenarios: [Points are added]
        """,
    )
    parts = ("Trigger", "Roles", "Steps", "Success criteria", "Rollback", "Questions for the caller")
    entries = "".join(f"- a word about it, number {number}\n" for number in range(4))
    playbook = "# The button is dead\n" + "".join(f"\n## {part}\n\n{entries}" for part in parts)
    project.write("playbooks/loyalty.button-dead.md", playbook)
    result = project.run("--alluredir=allure-results", apart=True)
    found = project.readiness["items"][0]
    assert (found["pattern"], found["playbook"]) == ("loyalty.button-dead", "playbooks/loyalty.button-dead.md")
    result.stdout.fnmatch_lines(["  playbook: playbooks/loyalty.button-dead.md (loyalty.button-dead)"])
    allure = project.pytester.path / "allure-results"
    [told] = [json.loads(path.read_text())["statusDetails"]["message"] for path in allure.glob("*-result.json")]
    assert told.endswith("\nPlaybook: playbooks/loyalty.button-dead.md (loyalty.button-dead)")


STORE = """\
store: Trial
url: http://localhost:1
currency: GBP
locales: {default: en-GB}
sales:
  orders per hour: 100
  average order: GBP 80.00
  shares: {loyalty: 30%, gifts: 1%}
"""


def test_the_dearest_fault_comes_first(project: Project, capsys: pytest.CaptureFixture[str]):
    project.checklist(CHEAP, NOT_READY)
    project.write("store.yaml", STORE)
    result = project.run()
    cheap, dear = project.readiness["items"]
    assert cheap["lost_per_hour"][1] == "80.00"
    assert dear["lost_per_hour"] == ["495.72", "2400.00", "2400.00"]
    assert dear["impact"].startswith("about 30.0 orders an hour (6.2 to 30.0), GBP 2400.00")
    result.stdout.fnmatch_lines(["NOT READY  LOY-02*", "  lost: about 30.0 orders an hour*", "NOT READY  GIF-01*"])
    capsys.readouterr()
    assert cli.main(["gate"]) == 1
    told = capsys.readouterr().out
    assert told.index("LOY-02 Points are added: not ready") < told.index("GIF-01 Points are added: not ready")


def test_a_share_of_a_family_that_nobody_declares_is_a_mistake_at_its_line(project: Project):
    project.checklist(READY)
    project.write("store.yaml", STORE.replace("gifts: 1%", "gift: 1%"))
    result = project.run()
    assert result.ret == 4
    assert "store.yaml:8: no disruptor named 'gift'. Did you mean 'gifts'?" in result.stderr.str()


# -- mistakes, and the same answer twice --


def test_mistakes_in_all_files_are_told_at_once_with_those_of_the_checklists(project: Project):
    project.checklist(item("LOY-01", "Given a shopp"))
    waive(project, "tomorrow", "LOY-1")
    project.write("attestations.jsonl", "{}\n")
    project.write("checklists.lock", '{"schema": 1}\n')
    project.write("freeze.yaml", "window: []\n")
    project.write("roster.yaml", "contacts: {}\nservice: {}\n")
    project.write("failures.yaml", "failure: []\n")
    result = project.run()
    assert (result.ret, project.word) == (4, "UNDECIDED")
    told = result.stderr.str()
    places = (
        "attestations.jsonl:1: ",
        "checklists.lock:1: ",
        "checklists/daily.yaml:12: ",
        "failures.yaml:1: ",
        "freeze.yaml:1: ",
        "roster.yaml:2: unknown key 'service'. Did you mean 'services'?",
        "waivers.yaml:2: no item has the id 'LOY-1'. Did you mean 'LOY-01'?",
        "waivers.yaml:6: ",
    )
    for place in places:
        assert f"\n{place}" in f"\n{told}", place


def test_a_mistake_that_the_gate_finds_leaves_a_go_undecided_and_a_no_go_standing(project: Project):
    for entry, word in ((READY, "UNDECIDED"), (NOT_READY, "NO-GO")):
        project.checklist(entry)
        project.run()
        path = project.write("roster.yaml", "contacts: {}\n")
        decision = judged(project)
        assert decision.word == word
        assert "roster.yaml:1: 'services' is missing." in decision.rules[-1].detail
        path.unlink()


def test_the_same_files_and_the_same_moment_give_the_same_decision(project: Project):
    project.checklist(NOT_READY, SIGNED, READY)
    waive(project, day(3))
    sign()
    cli.main(["lock", "--by", "Ada", "--reason", "the first list"])
    project.write("freeze.yaml", FREEZE)
    project.write("roster.yaml", ROSTER.format(confirmed=day(-40)))
    project.run()
    now, root = NOW + timedelta(hours=1), project.pytester.path
    path = root / "checkout-report" / "readiness.json"
    texts = []
    for name in ("first", "second"):
        decision, results = gate.judged(path, root, now, "deploy")
        texts.append(summary.write(root / name, Summary(decision, tuple(results), {})).read_bytes())
    assert texts[0] == texts[1]
    assert decision.word == "NO-GO"


def test_without_any_of_the_files_there_are_no_more_rules(project: Project):
    project.checklist(READY)
    project.run()
    assert len(project.readiness["decision"]["rules"]) == len(decide([]).rules)
    assert project.readiness["run"]["beside"] == []


# -- a list cannot be shortened silently: a few of the acts, in whole runs --


@pytest.mark.parametrize("severity", ["blocker", "minor"])
@pytest.mark.parametrize(
    "arguments",
    [("-k", "not LOY-02"), ("--deselect", "checklists/daily.yaml::LOY-02 Points are added"), ("-m", "not gifts")],
    ids=["-k", "--deselect", "-m"],
)
def test_what_was_not_chosen_is_no_go_whatever_its_severity(
    project: Project, severity: str, arguments: tuple[str, str]
):
    project.checklist(READY, item("LOY-02", disruptor="gifts", severity=severity))
    assert project.run(*arguments).ret == 1
    assert project.word == "UNDECIDED"
    assert "LOY-02 is not run" in project.broken_rules()["every item was run"]


@pytest.mark.parametrize("severity", ["blocker", "minor"])
def test_a_skip_by_tag_marker_or_hook_is_no_go_whatever_its_severity(project: Project, severity: str):
    project.write(
        "features/loyalty.feature",
        "Feature: Loyalty\n  @skip\n  Scenario: Points are kept\n    Given a shop\n",
    )
    kept = item("LOY-03", scenarios='["Points are kept"]', severity=severity)
    project.checklist(READY, kept)
    assert project.run().ret == 1
    assert (project.word, project.states["LOY-03"]) == ("UNDECIDED", "not run")
    project.checklist(READY, item("LOY-02", severity=severity))
    hook = """
import pytest

def pytest_collection_modifyitems(items):
    for item in items:
        if "LOY-02" in item.name:
            item.add_marker(pytest.mark.skip(reason="flaky"))
"""
    conftest = project.pytester.path / "conftest.py"
    conftest.write_text(conftest.read_text(encoding="utf-8") + hook, encoding="utf-8")
    assert project.run().ret == 1
    assert project.broken_rules()["every item was run"] == "LOY-02 is not run: flaky (owner: growth)"
    assert judged(project).word == "UNDECIDED"


def test_a_weaker_policy_is_named_and_undecided(project: Project):
    project.checklist(READY, item("LOY-02", "Given a shop", "Then the button should work", severity="critical"))
    path = project.write("policy.yaml", "blocking: [blocker, critical]\n")
    cli.main(["lock", "--by", "Ada", "--reason", "the first list"])
    project.run()
    assert project.word == "NO-GO"
    for change in (lambda: path.write_text("blocking: [blocker]\n"), path.unlink):
        change()
        project.run()
        assert project.word == "UNDECIDED"
        assert project.broken_rules() == {
            "the checklists are those that were locked": (
                "policy.yaml:1: the policy: weakened since it was locked: 'blocking' was [blocker, critical] and is "
                "[blocker]; policy.yaml:1: the policy: weakened since it was locked: 'unknown' of critical was no-go "
                "and is ignore"
            )
        }


def test_a_mistake_in_the_policy_is_told_before_anything_runs(project: Project):
    project.checklist(READY)
    project.write("policy.yaml", "blocking: [bloker]\ncoverage: {loyality: 1%}\n")
    result = project.run()
    assert (result.ret, project.word) == (4, "UNDECIDED")
    told = result.stderr.str()
    assert "policy.yaml:1: no severity named 'bloker'. Did you mean 'blocker'?" in told
    assert "policy.yaml:2: unknown key 'loyality'. Did you mean 'loyalty'?" in told
