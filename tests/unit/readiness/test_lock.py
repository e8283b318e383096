"""A checklist cannot be shortened, weakened or renamed in silence: every difference from the lock is named."""

from __future__ import annotations

import re
import shutil
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pytest_checkout.checklist import loader, stock
from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import lock, lock_file, project
from pytest_checkout.readiness.findings import Weight
from pytest_checkout.readiness.lock import Change, Lock, Place
from tests.unit.readiness.files import mistakes, written

LIST = """
    checklist: Spring sale
    phase: daily
    owner: growth
    backup: payments
    sla: {detect: 24h, respond: 30m}
    items:
      - id: PRO-01
        title: A code lowers the total
        disruptor: promotions
        severity: blocker
        steps: |
          Given I have a product in stock in my cart
          When I apply <code>
          Then my discount should be what the code promises
        examples:
          - {code: a live code}
          - {code: a fixed code}
      - id: PRO-02
        title: A plan says who decides
        disruptor: promotions
        severity: critical
        attest: {by: [head of marketing], evidence: required, valid: 7d}
      - id: GAT-01
        title: A card pays once
        disruptor: gateways
        severity: blocker
        scenarios: ["@ours"]
        trials: {p1: 5%}
"""
FEATURE = """
    @gateways
    Feature: Cards
      Background:
        Given I have a product in stock in my cart

      @ours
      Scenario: A card pays
        When I place my order
        Then exactly 1 order should exist for me

      @ours
      Scenario: Another card pays
        When I choose to pay with a good card
        And I place my order
        Then my order should be confirmed
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("checklists", "features"):
        (tmp_path / name).mkdir()
    written(tmp_path / "checklists" / "spring.yaml", LIST)
    written(tmp_path / "features" / "cards.feature", FEATURE)
    return tmp_path


def present(folder: Path) -> dict[str, Place]:
    found = project.read([folder / "checklists"], [folder / "features"])
    return lock.places(found.checklists, found.library, folder)


def after(folder: Path, file: str, old: str, new: str) -> list[str]:
    """What the lock says when `old` is replaced by `new` in one file."""
    locked = present(folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(each) for each in lock.differences(locked, present(folder))]


def in_list(folder: Path, old: str, new: str) -> list[str]:
    return after(folder, "checklists/spring.yaml", old, new)


def in_feature(folder: Path, old: str, new: str) -> list[str]:
    return after(folder, "features/cards.feature", old, new)


def test_nothing_differs_when_nothing_changed(folder: Path) -> None:
    assert lock.differences(present(folder), present(folder)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("items:", "\n# a word about it\nitems:"),
        ("      When I", "      # tried with two codes\n      When I"),
    ],
)
def test_comments_and_blank_lines_change_nothing(folder: Path, old: str, new: str) -> None:
    assert in_list(folder, old, new) == []


WEAKER = "weakened: GAT-01: it had 7 steps and has"


def test_a_comment_in_a_feature_changes_nothing(folder: Path) -> None:
    assert in_feature(folder, "    When I place", "    # now\n\n    When I place") == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("severity: blocker", "severity: normal", "weakened: PRO-01: its severity was blocker and is normal"),
        ("      Then my discount", "      # Then my discount", "weakened: PRO-01: it had 3 steps and has 2"),
        ("      - {code: a fixed code}\n", "", "weakened: PRO-01: it had 2 tests and has 1"),
        ("evidence: required", "evidence: optional", "weakened: PRO-02: a signature needs no evidence any more"),
        (
            "    trials: {p1: 5%}\n",
            "",
            "weakened: GAT-01: it was tried until a failure rate of 5 % was excluded, and one run decides now",
        ),
        ("{p1: 5%}", "{p1: 8%}", "weakened: GAT-01: its trials had p1 5 % and have 8 %"),
        ("{p1: 5%}", "{p1: 4%}", "changed: GAT-01: other trials"),
        ("valid: 7d", "valid: 30d", "weakened: PRO-02: a signature counts for 30 d, and it was 7 d"),
        ("[head of marketing]", "[head of marketing, anybody]", "weakened: PRO-02: anybody may sign now"),
        (
            'scenarios: ["@ours"]',
            "attest: {by: [me]}",
            "weakened: GAT-01: it was proved by scenarios and is proved by a signature",
        ),
        ("a live code", "an expired code", "changed: PRO-01: other words in its steps, with the same number of them"),
        ("disruptor: gateways", "disruptor: plugins", "changed: GAT-01: other disruptor"),
        (
            "A card pays once",
            "A card pays",
            "renamed: GAT-01: it was called 'A card pays once' and is called 'A card pays'",
        ),
        ("id: PRO-01", "id: PRO-09", "renamed: PRO-01: it is called PRO-09"),
    ],
)
def test_what_happened_to_an_item_is_named(folder: Path, old: str, new: str, told: str) -> None:
    assert in_list(folder, old, new) == [told]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    Then my order should be confirmed\n", "", f"{WEAKER} 6"),
        (
            "      Given I have a product in stock in my cart\n".replace("      ", "    "),
            "    Given I have 2 of it\n",
            None,
        ),
        (
            "  @ours\n  Scenario: A card",
            "  Scenario: A card",
            "weakened: GAT-01: it had 7 steps and has 4; it had 2 tests and has 1",
        ),
        ("exactly 1 order", "exactly 0 orders", None),
    ],
)
def test_the_scenarios_text_counts(folder: Path, old: str, new: str, told: str | None) -> None:
    words = told or "changed: GAT-01: other words in its steps, with the same number of them"
    assert in_feature(folder, old, new) == [words]


NOTE = """
        Then my order should be noted as
          \"\"\"
          as it was typed
          \"\"\"
        And its lines should be
          | a lamp | 1 |
"""


@pytest.mark.parametrize(("old", "new"), [("as it was typed", "as it was"), ("| 1 |", "| 2 |")])
def test_texts_and_tables_of_steps_count(folder: Path, old: str, new: str) -> None:
    with (folder / "features" / "cards.feature").open("a", encoding="utf-8") as file:
        file.write(textwrap.dedent(NOTE))
    assert in_feature(folder, old, new) == [
        "changed: GAT-01: other words in its steps, with the same number of them",
    ]


def test_an_item_that_the_lock_does_not_know_is_told(folder: Path) -> None:
    new = "  - {id: GAT-02, title: New, disruptor: gateways, severity: minor, attest: {by: [me]}}\n  - id: GAT-01"
    assert in_list(folder, "  - id: GAT-01", new) == ["added: GAT-02: 'New'"]


def test_a_longer_time_to_notice_is_a_weakness_of_every_item(folder: Path) -> None:
    assert in_list(folder, "detect: 24h", "detect: 36h") == [
        f"weakened: {item}: a fault may go unseen for 36 h, and it was 1 d" for item in ("PRO-01", "PRO-02", "GAT-01")
    ]


def test_another_phase_is_told(folder: Path) -> None:
    assert "changed: GAT-01: other phase" in in_list(folder, "phase: daily", "phase: peak")


def test_an_item_that_moved_to_another_file_is_told(folder: Path) -> None:
    locked = present(folder)
    (folder / "checklists" / "spring.yaml").rename(folder / "checklists" / "summer.yaml")
    assert str(lock.differences(locked, present(folder))[0]) == "moved: PRO-01: it was in checklists/spring.yaml"


def test_a_whole_file_that_is_gone_is_told_item_by_item(folder: Path) -> None:
    locked = present(folder)
    (folder / "checklists" / "spring.yaml").unlink()
    assert [each.kind for each in lock.differences(locked, present(folder))] == [lock.Kind.DELETED] * 3


def test_every_difference_leaves_the_gate_undecided_at_its_line(folder: Path) -> None:
    locked = Lock(folder / "checklists.lock", present(folder))
    in_list(folder, "severity: blocker", "severity: normal")
    [finding] = lock.findings(locked, present(folder), locked.policy)
    assert finding.weight is Weight.UNDECIDED
    assert str(finding) == (
        f"{folder}/checklists/spring.yaml:7: PRO-01: weakened since it was locked: its severity was blocker and is "
        "normal"
    )


# -- every item of the daily list, in every way of losing it --

DAILY = (stock.checklists() / "daily.yaml").read_text(encoding="utf-8")
LIBRARY = project.read([], []).library
BLOCKS = re.findall(r"^  - id: .*\n(?:    .*\n)+", DAILY, flags=re.MULTILINE)


def deleted(_: str) -> str:
    return ""


def commented_out(block: str) -> str:
    return "".join(f"# {line}" for line in block.splitlines(keepends=True))


def emptied(block: str) -> str:
    return re.sub(r"scenarios:(?:.*\n)(?:      .*\n)*", "steps: ''\n", block)


def called_otherwise(block: str) -> str:
    return re.sub(r"id: (\w+)-\d+", r"id: \1-99", block)


def retitled(block: str) -> str:
    return re.sub(r"title: .*", "title: Something", block)


LOST = {
    deleted: lock.Kind.DELETED,
    commented_out: lock.Kind.DELETED,
    emptied: lock.Kind.EMPTIED,
    called_otherwise: lock.Kind.RENAMED,
    retitled: lock.Kind.RENAMED,
}


def test_the_daily_list_is_cut_into_its_items() -> None:
    assert len(BLOCKS) == DAILY.count("  - id: ") >= 30


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split()[2])
def test_no_item_of_the_daily_list_is_lost_unseen(tmp_path: Path, block: str) -> None:
    neighbour = next(each for each in BLOCKS if each != block)
    head = DAILY[: DAILY.index("items:\n")] + "items:\n" + neighbour
    path = tmp_path / "daily.yaml"

    def items(text: str) -> dict[str, Place]:
        checklist, _ = loader.read(written(path, head + text), None)
        return lock.places([checklist], LIBRARY, tmp_path)

    locked, item = items(block), block.split()[2]
    assert lock.differences(locked, items(block)) == []
    for lose, kind in LOST.items():
        found = lock.differences(locked, items(lose(block)))
        assert [(each.kind, each.item) for each in found] == [(kind, item)], lose.__name__


# -- the file --


def test_what_is_written_is_read_again(folder: Path) -> None:
    change = Change(
        datetime(2026, 11, 20, tzinfo=UTC), "Ada: #1", 'the "first" list', {"os user": "ada"}, ("added: PRO-01",)
    )
    before = Lock(folder / "checklists.lock", present(folder), (change,))
    lock_file.write(before)
    assert lock_file.load(before.path) == before
    assert lock.differences(lock_file.load(before.path).items, present(folder)) == []


def test_one_line_for_each_item_so_that_a_review_can_read_it(folder: Path) -> None:
    lock_file.write(Lock(folder / "checklists.lock", present(folder)))
    lines = (folder / "checklists.lock").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.startswith('    "') and '"demand"' in line]) == 3


def test_an_old_lock_is_whole_when_the_new_one_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "checklists.lock"
    lock_file.write(Lock(path, present(folder)))
    before = path.read_bytes()

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        lock_file.write(Lock(path, {}))
    assert path.read_bytes() == before
    assert [each.name for each in folder.glob(".checklists.lock.*")] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "schema: 2\nitems: {}\nhistory: []",
            "1: 'schema' 2 is from a newer version, and this one knows 1: update pytest-checkout.",
        ),
        ("items: {}", "1: 'schema' is missing."),
        ("schema: 1\nitem: {}", "1: 'items' is missing."),
        (
            "schema: 1\nitems: {}\nhistori: []",
            "3: unknown key 'histori'. Did you mean 'history'? Known: about, history, items, policy, schema.",
        ),
        ("<<<<<<< HEAD\nschema: 1", "2: not YAML: mapping values are not allowed here"),
        ("schema: 1\nitems:\n  PRO-01: {file: a.yaml}", "3: 'demand' is missing."),
        (
            '{"schema": 1, "items": {\n"A-1": {},\n"A-1": {}}}',
            '3: not YAML: found duplicate key "A-1" with value "{}" (original value: "{}")',
        ),
    ],
)
def test_a_broken_lock_says_where(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        lock_file.load(written(tmp_path / "checklists.lock", text))
    assert f"checklists.lock:{told}" in mistakes(caught.value)


def test_an_unreadable_checklist_locks_nothing(folder: Path) -> None:
    shutil.copy(folder / "checklists" / "spring.yaml", folder / "checklists" / "twin.yaml")
    with pytest.raises(ProblemsError, match="the id 'PRO-01' is already used at"):
        _ = project.read([folder / "checklists"], [folder / "features"]).items
