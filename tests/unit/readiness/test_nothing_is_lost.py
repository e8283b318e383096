"""A list cannot be shortened silently: every item of every stock list, in every way of losing it, is no GO."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pytest_checkout.checklist import loader, plan, stock
from pytest_checkout.checklist.features import Feature, Library
from pytest_checkout.checklist.model import Attest, Checklist, Item, Scenarios
from pytest_checkout.errors import Problem
from pytest_checkout.readiness import lock, lock_file, project
from pytest_checkout.readiness.gate import GO, UNDECIDED, Circumstances, Decision, decide
from pytest_checkout.readiness.governance import Governance
from pytest_checkout.readiness.join import Heard, join
from pytest_checkout.readiness.lock import Lock
from pytest_checkout.readiness.project import Project
from pytest_checkout.readiness.results import Evidence, State
from tests.unit.readiness.files import utc, written
from tests.unit.readiness.test_lock import called_otherwise, commented_out, deleted, retitled

NOW = utc("2026-11-20 09:00")
WHOLE = project.read([stock.checklists()], [])
LIBRARY = WHOLE.library
_BLOCK = re.compile(r"^  - id: .*\n(?:    .*\n|\n(?=    ))*", re.MULTILINE)
ANOTHER = """\
  - id: ZZZ-01
    title: A list of one item has a neighbour here
    disruptor: people
    severity: minor
    attest: {by: [somebody]}
"""


def _blocks() -> Iterator[tuple[str, str, str]]:
    """Every item of every list: its id, its text, and a list that has one other item."""
    for checklist in WHOLE.checklists:
        text = checklist.path.read_text(encoding="utf-8")
        blocks = _BLOCK.findall(text)
        assert len(blocks) == len(checklist.items), checklist.name
        for number, block in enumerate(blocks):
            other = blocks[number - 1] if len(blocks) > 1 else ANOTHER
            head = text[: text.index("items:\n")] + "items:\n" + other
            yield block.split()[2], block, head


BLOCKS = list(_blocks())
EACH = pytest.mark.parametrize(("id", "block", "head"), BLOCKS, ids=[id for id, _, _ in BLOCKS])


def without_proof(block: str) -> str:
    return re.sub(r"^    (scenarios|attest|steps|examples):.*\n(?:      .*\n)*", "", block, flags=re.MULTILINE)


def with_nothing_in_its_proof(block: str) -> str:
    return without_proof(block) + "    steps: ''\n"


ACTS: tuple[Callable[[str], str], ...] = (
    deleted,
    commented_out,
    called_otherwise,
    retitled,
    without_proof,
    with_nothing_in_its_proof,
)


def passed(item: Item, library: Library) -> Heard:
    """What a run says in which every test of the item passed."""
    cases = plan.cases(item, library)
    runs = [f"daily.yaml::{case.name}[{row}]" for case in cases for row in range(case.runs)]
    if isinstance(item.proof, Attest):
        return Heard((Evidence(f"daily.yaml::{item.id}", State.READY),), 1, NOW.isoformat())
    return Heard(tuple(Evidence(name, State.READY) for name in runs), len(runs), NOW.isoformat())


def decided(
    checklist: Checklist,
    problems: list[Problem],
    library: Library,
    locked: Lock | None,
    changed: Callable[[Item, Heard], Heard] = lambda _, heard: heard,
) -> Decision:
    """What a run comes to, as pytest_plugin/ledger.py joins it, when everything that it finds passes."""
    if problems:
        return decide([], Circumstances(unreadable=str(problems[0])))
    results = [join(checklist, item, changed(item, passed(item, library)), "daily.yaml") for item in checklist.items]
    beside = Governance(checklist.path.parent, lock=locked, project=Project((checklist,), library, ()))
    standing, findings = beside.judged(results, NOW, ())
    return decide(standing, beside.circumstances(findings, NOW, ()))


def locked_and(folder: Path, text: str) -> tuple[Path, Lock]:
    path = written(folder / "daily.yaml", text)
    checklist, problems = loader.read(path, None)
    assert not problems
    locked = Lock(folder / lock_file.NAME, lock.places([checklist], LIBRARY, folder))
    assert decided(checklist, [], LIBRARY, locked).word == GO
    return path, locked


@EACH
def test_deleted_commented_out_renamed_or_emptied(tmp_path: Path, id: str, block: str, head: str) -> None:
    path, locked = locked_and(tmp_path, head + block)
    for act in ACTS:
        lost = act(block)
        assert lost != block
        decision = decided(*loader.read(written(path, head + lost), None), LIBRARY, locked)
        assert decision.word == UNDECIDED, act.__name__
        told = " ".join(rule.detail for rule in decision.rules)
        mistake = re.search(r"daily\.yaml:(\d+): ", told)  # in an item that cannot be read: told by its line
        inside = mistake and head.count("\n") < int(mistake[1]) <= (head + lost).count("\n")
        assert f"{id}: " in told or inside, (act.__name__, told)


@EACH
def test_skipped_deselected_or_only_partly_run(tmp_path: Path, id: str, block: str, head: str) -> None:
    """Whatever its severity, and without any lock: what nobody looked at is no GO."""
    path = written(tmp_path / "daily.yaml", head + block)
    checklist, _ = loader.read(path, None)
    skip = Evidence("daily.yaml::skipped", State.NOT_RUN, "not today", "skipped")

    for act in (
        lambda heard: replace(heard, evidence=()),
        lambda heard: replace(heard, evidence=heard.evidence[1:]),
        lambda heard: replace(heard, evidence=(skip, *heard.evidence[1:])),
    ):

        def changed(item: Item, heard: Heard, act: Callable[[Heard], Heard] = act) -> Heard:
            return act(heard) if item.id == id else heard

        decision = decided(checklist, [], LIBRARY, None, changed)
        assert decision.word == UNDECIDED
        assert id in " ".join(rule.detail for rule in decision.rules)


NAMED = [entry for entry in BLOCKS if isinstance(WHOLE.by_id[entry[0]].proof, Scenarios)]


@pytest.mark.parametrize(("id", "block", "head"), NAMED, ids=[id for id, _, _ in NAMED])
def test_its_scenarios_emptied_or_gone(tmp_path: Path, id: str, block: str, head: str) -> None:
    path, locked = locked_and(tmp_path, head + block)
    checklist, _ = loader.read(path, None)
    mine = {(case.scene.path, case.scene.line) for case in plan.cases(checklist.items[-1], LIBRARY) if case.scene}
    assert mine

    def emptied() -> Library:
        scenes = [
            replace(scene, node={**scene.node, "steps": []}) if (scene.path, scene.line) in mine else scene
            for scene in LIBRARY.scenes
        ]
        return Library([Feature(Path("all.feature"), {}, tuple(scenes), frozenset())])

    def gone() -> Library:
        scenes = tuple(scene for scene in LIBRARY.scenes if (scene.path, scene.line) not in mine)
        return Library([Feature(Path("all.feature"), {}, scenes, frozenset())])

    for library in (emptied(), gone()):
        decision = decided(checklist, list(plan.unmatched(checklist, library)), library, locked)
        assert decision.word == UNDECIDED
        assert id in " ".join(rule.detail for rule in decision.rules)
