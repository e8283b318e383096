"""A checklist file becomes a model, and everything that is wrong with it is told at its line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pytest_checkout.checklist import loader
from pytest_checkout.checklist.model import Attest, Phase, Scenarios, Severity, Sla, Steps
from pytest_checkout.checklist.trialplan import TrialPlan
from pytest_checkout.errors import ProblemsError

HEAD = """\
checklist: Daily checkout trial
phase: daily
owner: growth
backup: payments
sla: {detect: 24h, respond: 30m}
runbook: https://wiki.example.com/daily
items:
"""
ITEM = """\
  - id: PRO-01
    title: A live code takes its share off
    disruptor: promotions
    severity: blocker
"""
STEPS = """\
    steps: |
      Given a shop
      Then it sells
"""


def mistakes(folder: Path, text: str, disruptors: tuple[str, ...] = ("promotions", "gateways")) -> list[str]:
    """Every mistake in a checklist of that text, as "line: sentence"."""
    path = folder / "daily.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        loader.load(path, disruptors)
    return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]


def loaded(folder: Path, text: str):
    path = folder / "daily.yaml"
    path.write_text(text, encoding="utf-8")
    return loader.load(path, ["promotions"])


def test_a_checklist_with_its_head(tmp_path: Path):
    checklist = loaded(tmp_path, HEAD + ITEM + STEPS)
    assert (checklist.title, checklist.phase, checklist.name) == ("Daily checkout trial", Phase.DAILY, "daily")
    assert checklist.sla == Sla(timedelta(hours=24), timedelta(minutes=30))
    item = checklist.items[0]
    assert (item.id, item.severity, item.line) == ("PRO-01", Severity.BLOCKER, 8)
    assert item.proof == Steps(((13, "Given a shop"), (14, "Then it sells")))


def test_an_item_inherits_what_it_does_not_say(tmp_path: Path):
    own = "    owner: marketing\n    sla: {respond: 5m}\n    runbook: https://wiki.example.com/codes\n"
    checklist = loaded(tmp_path, HEAD + ITEM + STEPS + ITEM.replace("01", "02") + own + STEPS)
    first, second = checklist.items
    assert (first.owner, first.backup, first.runbook) == ("growth", "payments", "https://wiki.example.com/daily")
    assert (second.owner, second.backup) == ("marketing", "payments")
    assert second.runbook == "https://wiki.example.com/codes"
    assert second.sla == Sla(timedelta(hours=24), timedelta(minutes=5))


def test_scenarios_and_signatures(tmp_path: Path):
    other = ITEM.replace("01", "02") + "    attest: {by: [head of growth], evidence: required}\n"
    checklist = loaded(tmp_path, HEAD + ITEM + '    scenarios: ["@PR01", A code works]\n' + other)
    assert checklist.items[0].proof == Scenarios(("@PR01", "A code works"))
    assert checklist.items[1].proof == Attest(("head of growth",), evidence_required=True)


def test_trials_by_a_plan_of_its_own_or_by_the_name_of_one(tmp_path: Path):
    own = "    trials: {p1: 10%}\n"
    named = ITEM.replace("01", "02") + "    trials: buttons\n" + STEPS
    once = ITEM.replace("01", "03") + STEPS
    checklist = loaded(tmp_path, "trials: {buttons: {cap: 500}}\n" + HEAD + ITEM + own + STEPS + named + once)
    assert [each.trials for each in checklist.items] == [TrialPlan(p1=0.1), TrialPlan(cap=500), None]


def test_examples_are_rows_of_text(tmp_path: Path):
    rows = "    examples:\n      - {what: a shop, code: '01067'}\n      - {what: '', code: a|b}\n"
    checklist = loaded(tmp_path, HEAD + ITEM + STEPS.replace("a shop", "<what> <code>") + rows)
    assert checklist.items[0].proof.examples == (("what", "code"), ("a shop", "01067"), ("", "a|b"))


def test_the_lines_of_steps_are_right_whatever_the_block_looks_like(tmp_path: Path):
    for opening in ("|", "|-", "| # the way", "|2"):
        text = HEAD + ITEM + STEPS.replace("|", opening).replace("      Given", "\n      Given")
        assert loaded(tmp_path, text).items[0].proof.lines == ((14, "Given a shop"), (15, "Then it sells")), opening


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD.replace("owner: growth\n", "") + ITEM + STEPS, ["1: 'owner' is missing."]),
        (HEAD.replace("sla: {detect: 24h, respond: 30m}\n", "") + ITEM + STEPS,
         ["1: 'sla' is missing: write 'sla: {detect: 24h, respond: 30m}'."]),
        (HEAD.replace("30m", "30 minutes") + ITEM + STEPS,
         ["5: 'respond': '30 minutes' is not a duration; "
          "write a number and s, m, h or d, as in '30m', '24h' or '7d'."]),
        (HEAD.replace(", respond: 30m", "") + ITEM + STEPS, ["5: 'respond' is missing."]),
        (HEAD.replace("daily\n", "dayly\n") + ITEM + STEPS,
         ["2: no phase named 'dayly'. Did you mean 'daily'? Known: daily, deploy, freeze, peak."]),
        (HEAD.replace("owner: growth", "owner: 7") + ITEM + STEPS,
         ["3: 'owner' should be text; put it in quotes, as written, because YAML reads it as a number or a date."]),
        (HEAD.replace("owner: growth", "owner:") + ITEM + STEPS, ["3: 'owner' should be text and is empty."]),
        (HEAD.replace("owner: growth", "owner: [a, b]") + ITEM + STEPS, ["3: 'owner' should be text."]),
        (HEAD.replace("items:", "items: {}"), ["7: 'items' is empty: a checklist without items proves nothing."]),
        (HEAD.replace("items:", "items: 7"), ["7: 'items' should be a list: one '-' per entry."]),
        (HEAD + "  - a\n", ["8: an entry of 'items' should hold keys and values."]),
        (HEAD + ITEM, ["8: nothing proves this item: give it 'steps', 'scenarios' or 'attest'."]),
        (HEAD + ITEM + STEPS + "    scenarios: [A code works]\n",
         ["15: an item has one proof, and this one has steps and scenarios."]),
        (HEAD + ITEM.replace("promotions", "promotion") + STEPS,
         ["10: no disruptor named 'promotion'. Did you mean 'promotions'? Known: gateways, promotions."]),
        (HEAD + ITEM.replace("PRO-01", "pro 1") + STEPS,
         ["8: 'id': 'pro 1' is not an id; write capitals, a dash and a number, as in 'PRO-01'."]),
        (HEAD + ITEM + STEPS + ITEM + STEPS,
         ["15: the id 'PRO-01' is already used in line 8; an id names one item."]),
        (HEAD + ITEM.replace("A live", "Codes::a live") + STEPS,
         ["9: 'title': '::' separates names for pytest and cannot stand in a title."]),
        (HEAD + ITEM.replace("title:", "titel:") + STEPS,
         ["8: 'title' is missing.",
          "9: unknown key 'titel'. Did you mean 'title'? Known: " + ", ".join(loader.ITEM_KEYS) + "."]),
        (HEAD + ITEM + "    steps: |\n      * a shop\n",
         ["13: a step begins with Given, When, Then, And or But, not with '*': write 'And a shop'."]),
        (HEAD + ITEM + "    steps: |\n      And a shop\n",
         ["13: the first step begins with Given, When or Then, not with 'And'."]),
        (HEAD + ITEM + "    steps: |\n      Given a shop\n      Wehn it sells\n",
         ["14: a step begins with Given, When, Then, And or But, not with 'Wehn'. Did you mean 'When'?"]),
        (HEAD + ITEM + "    steps: |\n      Given\n", ["13: nothing follows 'Given'."]),
        (HEAD + ITEM + "    steps: |\n      # later\n",
         ["12: 'steps' holds no step; a step begins with Given, When, Then, And or But."]),
        (HEAD + ITEM + "    steps: [Given a shop]\n",
         ["12: 'steps' should be text: write 'steps: |' and one Gherkin line per row below it."]),
        (HEAD + ITEM + '    steps: |\n      Given a text\n      """\n      Given\n',
         ['15: the text that begins with """ has no end; close it with """.']),
        (HEAD + ITEM + STEPS.replace("a shop", "<what>"),
         ["13: no example gives '<what>'. This item has no 'examples'."]),
        (HEAD + ITEM + STEPS.replace("a shop", "<wat>") + "    examples: [{what: a shop}]\n",
         ["13: no example gives '<wat>'. Did you mean 'what'? Columns: what."]),
        (HEAD + ITEM + STEPS + "    examples: []\n",
         ["15: 'examples' is empty: the item would never run. Add a row, or remove the key."]),
        (HEAD + ITEM + STEPS.replace("a shop", "<a>") + "    examples:\n      - {a: x}\n      - {b: y}\n",
         ["17: 'a' is missing.", "17: unknown key 'b'. Known: a."]),
        (HEAD + ITEM + STEPS.replace("a shop", "<a>") + "    examples:\n      - {a: 01067}\n",
         ["16: 'a' should be text; put it in quotes, as written, because YAML reads it as a number or a date."]),
        (HEAD + ITEM + "    scenarios: []\n", ["12: 'scenarios' should be a list with at least one text in it."]),
        (HEAD + ITEM + "    scenarios: [A, 7]\n",
         ["12: 'scenarios' should hold texts; put it in quotes, as written, "
          "because YAML reads it as a number or a date."]),
        (HEAD + ITEM + "    attest: {}\n", ["12: 'by' is missing: who may sign, as in 'by: [head of payments]'."]),
        (HEAD + ITEM + "    attest: yes please\n", ["12: 'attest' should hold keys and values."]),
        (HEAD + ITEM + "    trials: often\n" + STEPS,
         ["12: there is no plan 'often'. Plans stand under 'trials:' at the top of the checklist."]),
        ("trials: {buttons: {}}\n" + HEAD + ITEM + "    trials: button\n" + STEPS,
         ["13: no plan named 'button'. Did you mean 'buttons'? Known: buttons. "
          "Plans stand under 'trials:' at the top of the checklist."]),
        ("trials: {buttons: {p2: 5%}, other: 5%}\n" + HEAD + ITEM + "    trials: {cap: 9}\n" + STEPS,
         ["1: 'other' should hold keys and values.",
          "1: unknown key 'p2'. Known: p0, p1, alpha, beta, cap.",
          "13: with a cap of 9 the item can never be ready: at least 65 are needed."]),
        (HEAD + ITEM + "    trials: {}\n    attest: {by: [me]}\n",
         ["12: a signature is not tried again and again: 'trials' goes with 'steps' or 'scenarios'."]),
        (HEAD + ITEM + STEPS.replace("a shop", 'a card "4556 7375 8689 9855"'),
         ["13: the number ending in 9855 looks like a real card, and a real card must never be in a file. "
          "Use one of the payment providers' public test cards, for example 4242 4242 4242 4242."]),
        (HEAD + ITEM + STEPS.replace("a shop", "the key sk_" + "live_0123456789"),
         ["13: this looks like a secret. Put it into an environment variable and name that in the store profile, "
          "as in 'token: {env: SHOP_TOKEN}'."]),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, text: str, told: list[str]):
    assert mistakes(tmp_path, text) == told


def test_a_test_card_may_stand_in_a_checklist(tmp_path: Path):
    assert loaded(tmp_path, HEAD + ITEM + STEPS.replace("a shop", 'a card "4242 4242 4242 4242"')).items


def test_a_checklist_with_mistakes_keeps_what_can_still_be_checked(tmp_path: Path):
    path = tmp_path / "daily.yaml"
    path.write_text(HEAD + ITEM.replace("blocker", "bloker") + STEPS)
    checklist, problems = loader.read(path, ["promotions"])
    assert len(problems) == 1
    assert checklist.items[0].proof == Steps(((13, "Given a shop"), (14, "Then it sells")))
