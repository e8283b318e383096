"""The catalogue of failures: each pattern is complete, each scenario has one, and the right one is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_checkout.checklist import stock
from pytest_checkout.disruptors.disruptor import BUILT_IN
from pytest_checkout.domain import Stage
from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import failures, playbook, project
from pytest_checkout.readiness.failures import Catalogue
from tests.unit.readiness.files import mistakes, written

SCENARIOS = {scene.name for scene in project.read([], []).library.scenes}
STOCK = failures.load(stock.failures(), SCENARIOS)
REASONS = {"capability-absent", "capability-dead", "wrong-amount", "wrong-outcome", "wrong-text"}


def test_there_are_enough_and_each_belongs_to_a_family() -> None:
    assert len(STOCK.patterns) >= 20
    assert {pattern.disruptor for pattern in STOCK.patterns} <= set(BUILT_IN)


def test_every_scenario_that_may_turn_red_has_a_pattern() -> None:
    linked = {name for pattern in STOCK.patterns for name in pattern.scenarios}
    assert SCENARIOS - linked == set()


def test_reasons_and_stages_are_words_that_evidence_knows() -> None:
    assert {code for pattern in STOCK.patterns for code in pattern.reason_codes} <= REASONS
    assert {stage for pattern in STOCK.patterns for stage in pattern.stages} <= set(Stage)


def test_no_playbook_lies_about_without_a_pattern() -> None:
    folder = stock.failures().parent / failures.PLAYBOOKS
    assert {path.stem for path in folder.iterdir()} == {pattern.id for pattern in STOCK.patterns}


def test_no_two_playbooks_tell_the_same() -> None:
    """A step, a question or a criterion that stands in two playbooks was copied and not thought about."""
    seen: dict[str, str] = {}
    for pattern in STOCK.patterns:
        for line in pattern.playbook.read_text(encoding="utf-8").splitlines():
            if line[:1].isdigit():
                step = line.partition(" ")[2]
                assert seen.setdefault(step, pattern.id) == pattern.id, step


def found(disruptor: str, **known: object) -> str:
    pattern = STOCK.pattern_for(disruptor, **known)  # type: ignore[arg-type]
    return pattern.id if pattern else ""


def test_a_scenario_says_most() -> None:
    assert found("gateways", scenarios=["Every way to pay is offered"]) == "gateways.way-to-pay-missing"
    assert found("promotions", scenarios=["An expired code is refused and the total does not move"]) == (
        "promotions.dead-code-honoured"
    )


def test_a_scenario_of_another_family_is_found_too() -> None:
    assert found("promotions", scenarios=["The button to the payment leads to the payment"]) == "friction.dead-button"


def test_the_kind_of_fault_tells_patterns_of_one_scenario_apart() -> None:
    code = ["A live code takes the advertised share off"]
    assert found("promotions", scenarios=code, reason_code="wrong-amount") == "promotions.wrong-discount"
    assert found("promotions", scenarios=code, reason_code="wrong-outcome") == "promotions.code-refused"


def test_without_a_scenario_kind_and_stage_decide() -> None:
    assert found("shipping", reason_code="wrong-amount", stage="delivery") == "shipping.wrong-fee"
    assert found("shipping", reason_code="capability-absent", stage="delivery") == "shipping.wrong-offers"


def test_the_family_alone_is_not_enough() -> None:
    assert found("shipping") == ""
    assert found("shipping", stage="delivery") == ""
    assert found("weather", reason_code="wrong-amount") == ""


# -- a project's own --

OWN = """
    failures:
      - id: loyalty.points-lost
        title: Points are not credited
        disruptor: loyalty
        owner role: marketing
        customer sees: No points after an order.
        likely causes: [the points service is down]
        reason codes: [wrong-amount]
        scenarios: [A good card pays the order once]
"""
PLAYBOOK = """
    # Points are not credited

    ## Trigger

    - The item is red.

    ## Roles

    - Marketing leads.
    - Web team.

    ## Steps

    1. Look.
    2. Think.
    3. Repair.
    4. Look again.

    ## Success criteria

    - Points come.
    - Once.

    ## Rollback

    - Credit by hand.

    ## Questions for the caller

    - When?
    - How many?
    - Which card?
    - Which order?
"""


def own(folder: Path, patterns: str = OWN, text: str = PLAYBOOK) -> Catalogue:
    (folder / "playbooks").mkdir(exist_ok=True)
    written(folder / "playbooks" / "loyalty.points-lost.md", text)
    return failures.load(written(folder / "failures.yaml", patterns), SCENARIOS)


def test_a_project_adds_its_own_which_are_asked_first(tmp_path: Path) -> None:
    both = STOCK.with_own(own(tmp_path))
    pattern = both.pattern_for("gateways", scenarios=["A good card pays the order once"])
    assert pattern is not None
    assert pattern.id == "loyalty.points-lost"
    assert pattern.playbook == tmp_path / "playbooks" / "loyalty.points-lost.md"
    assert len(both.patterns) == len(STOCK.patterns) + 1


def test_a_project_replaces_a_stock_pattern_of_the_same_id() -> None:
    [first, *_] = STOCK.patterns
    assert STOCK.with_own(Catalogue((first,))).patterns == STOCK.patterns


def test_no_file_is_no_pattern(tmp_path: Path) -> None:
    assert failures.load(tmp_path / "failures.yaml") == Catalogue(())


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    patterns = """
        failures:
          - id: Loyalty
            title: t
            disruptor: loyalty
            owner role: marketing
            customer sees: x
            likely causes: [a]
            reason codes: []
            scenarios: [A good card pays the order one]
          - id: gateways.points-lost
            titel: t
            disruptor: loyalty
            owner role: marketing
            customer sees: x
            likely causes: [a]
            reason codes: [wrong-amount]
            scenarios: [A good card pays the order once]
          - id: gateways.points-lost
            title: t
            disruptor: gateways
            owner role: marketing
            customer sees: x
            reason codes: [wrong-amount]
            scenarios: [A good card pays the order once]
        """
    with pytest.raises(ProblemsError) as caught:
        own(tmp_path, patterns)
    assert mistakes(caught.value) == [
        "failures.yaml:2: 'id': 'Loyalty' is not an id; write disruptor, dot, what happened: 'gateways.charged-twice'.",
        "failures.yaml:8: 'reason codes' should be a list with at least one text in it.",
        "failures.yaml:9: no scenario is called 'A good card pays the order one'. Did you mean 'A good card pays the "
        "order once'?",
        "failures.yaml:10: 'title' is missing.",
        "failures.yaml:10: its playbook is missing: write playbooks/gateways.points-lost.md.",
        "failures.yaml:10: the id begins with the disruptor: 'loyalty.points-lost'.",
        "failures.yaml:11: unknown key 'titel'. Did you mean 'title'? Known: id, title, disruptor, owner role, "
        "customer sees, likely causes, reason codes, stages, scenarios.",
        "failures.yaml:18: 'likely causes' is missing.",
        "failures.yaml:18: the id 'gateways.points-lost' is already used at line 10.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# Points", "# Pints", "1: the first line should be '# Points are not credited'."),
        ("## Rollback", "## Rolback", "1: the section '## Rollback' is missing."),
        (
            "## Rollback",
            "## Rolback",
            "24: unknown section 'Rolback'. Did you mean 'Rollback'? Known: " + ", ".join(playbook.SECTIONS) + ".",
        ),
        ("- Which order?\n", "", "28: 'Questions for the caller' has 3 entries and needs at least 4."),
        ("- Credit by hand.", "", "24: 'Rollback' has 0 entries and needs at least 1."),
    ],
)
def test_a_playbook_with_a_hole_says_where(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        own(tmp_path, text=PLAYBOOK.replace(old, new))
    assert f"loyalty.points-lost.md:{told}" in mistakes(caught.value)
