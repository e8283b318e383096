"""A bank travels as one file, and the union of banks is the same in whatever order they meet."""

from __future__ import annotations

import gzip
import itertools
import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_checkout.checklist.trialplan import TrialPlan
from pytest_checkout.readiness.bank import Bank, BankError, Imported, Writer, export, import_, verify
from pytest_checkout.readiness.trials import judge
from tests.unit.readiness.bank.builders import DAY, SCOPE, Clock, a_bank, outcomes, record


def exported(bank: Path, to: Path) -> Path:
    with Bank.to_read(bank) as opened:
        export(opened, to)
    return to


@pytest.mark.parametrize("name", ["bank.jsonl", "bank.jsonl.gz"])
def test_what_is_exported_is_imported_once(tmp_path: Path, name: str) -> None:
    file = exported(a_bank(tmp_path / "ci.sqlite", "..F"), tmp_path / name)
    with Bank.to_write(tmp_path / "mine.sqlite") as mine:
        assert import_(mine, file) == Imported(added=3, known=0)
        assert import_(mine, file) == Imported(added=0, known=3)
        assert outcomes(mine) == ["clean", "clean", "failed"]
        assert verify(mine).faults == ()


def test_the_same_bank_gives_the_same_bytes_and_replaces_its_older_export(tmp_path: Path) -> None:
    bank = a_bank(tmp_path / "bank.sqlite", "..F", writers=["ann", "bob"])
    first = exported(bank, tmp_path / "bank.jsonl.gz").read_bytes()
    assert exported(bank, tmp_path / "bank.jsonl.gz").read_bytes() == first


def test_a_chain_that_grew_is_continued(tmp_path: Path) -> None:
    theirs, mine = tmp_path / "theirs.sqlite", tmp_path / "mine.sqlite"
    with Bank.to_write(mine) as bank:
        import_(bank, exported(a_bank(theirs, ".."), tmp_path / "one.jsonl"))
        newer = exported(a_bank(theirs, "F"), tmp_path / "two.jsonl")
        assert import_(bank, newer) == Imported(added=1, known=2)
        assert import_(bank, tmp_path / "one.jsonl") == Imported(added=0, known=2)


@settings(deadline=None, max_examples=8)
@given(
    chains=st.lists(st.text(".....F?$", min_size=1, max_size=12), min_size=2, max_size=3),
    minutes=st.lists(st.integers(0, 20), min_size=3, max_size=3),
)
def test_merging_in_any_order_gives_the_same_bank_and_the_same_verdict(
    tmp_path_factory: pytest.TempPathFactory, chains: list[str], minutes: list[int]
) -> None:
    folder, plan = tmp_path_factory.mktemp("merge"), TrialPlan(p0=0.05, p1=0.5, alpha=0.1, beta=0.2)
    files = []
    for number, letters in enumerate(chains):
        clock = Clock()
        clock.passes(minutes=minutes[number])
        bank = a_bank(folder / f"{number}.sqlite", letters, writers=[f"writer-{number}"], clock=clock)
        files.append(exported(bank, folder / f"{number}.jsonl"))

    merged = set()
    for turn, order in enumerate(itertools.permutations(files)):
        with Bank.to_write(folder / f"merged-{turn}.sqlite") as bank:
            for file in order:
                import_(bank, file)
            evidence = bank.evidence(SCOPE, now=Clock().now + timedelta(hours=1), at_most=DAY)
            heads = tuple(bank.heads().items())
            merged.add((evidence["PRO-01"], heads, judge(evidence["PRO-01"], plan)))
    assert len(merged) == 1


def test_a_changed_export_is_refused_and_nothing_imported(tmp_path: Path) -> None:
    file = exported(a_bank(tmp_path / "ci.sqlite", "..F.", writers=["ann", "bob"]), tmp_path / "bank.jsonl")
    whole = file.read_text()
    lines = whole.splitlines(keepends=True)
    changed = {
        "a failure made clean": whole.replace("failed", "clean"),
        "a cut tail": "".join(lines[:-1]),
        "a missing line": "".join(lines[:3] + lines[4:]),
        "a line in two": whole[:-40],
        "nonsense": whole + "and so on\n",
        "heads of nothing": json.dumps({**json.loads(lines[0]), "heads": 5}) + "\n" + "".join(lines[1:]),
    }
    with Bank.to_write(tmp_path / "mine.sqlite") as mine:
        for text in changed.values():
            file.write_text(text)
            with pytest.raises(BankError, match=r"bank\.jsonl is damaged: .*Nothing was imported"):
                import_(mine, file)
            assert mine.heads() == {}


def test_a_cut_archive_is_refused(tmp_path: Path) -> None:
    file = exported(a_bank(tmp_path / "ci.sqlite", "." * 50), tmp_path / "bank.jsonl.gz")
    file.write_bytes(file.read_bytes()[:-100])
    with Bank.to_write(tmp_path / "mine.sqlite") as mine, pytest.raises(BankError, match="it ends too early"):
        import_(mine, file)


def test_a_chain_that_differs_from_our_own_is_refused(tmp_path: Path) -> None:
    theirs = exported(a_bank(tmp_path / "theirs.sqlite", ".."), tmp_path / "bank.jsonl")
    mine = a_bank(tmp_path / "mine.sqlite", ".F")
    with Bank.to_write(mine) as bank:
        with pytest.raises(BankError, match="disagree about record 2 of ann: one of them was changed"):
            import_(bank, theirs)
        assert outcomes(bank) == ["clean", "failed"]


def test_only_an_export_is_overwritten(tmp_path: Path) -> None:
    path = a_bank(tmp_path / "bank.sqlite", "..")
    before = path.read_bytes()
    with Bank.to_read(path) as bank, pytest.raises(BankError, match="is no export of a bank; it was left as it is"):
        export(bank, path)
    assert path.read_bytes() == before


def test_something_else_is_not_imported(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text('{"format": "notes"}\n')
    with Bank.to_write(tmp_path / "mine.sqlite") as bank, pytest.raises(BankError, match="is not an export of a bank"):
        import_(bank, file)


def test_an_export_of_the_future_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bank.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"format": "pytest-checkout bank", "version": 2}\n'))
    with Bank.to_write(tmp_path / "mine.sqlite") as bank, pytest.raises(BankError, match="by a newer pytest-checkout"):
        import_(bank, file)


def test_what_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    path = a_bank(tmp_path / "bank.sqlite", "..")
    with Bank.to_write(path) as bank:
        with pytest.raises(BankError, match="cannot be read: No such file"):
            import_(bank, tmp_path / "nowhere.jsonl")
        with pytest.raises(BankError, match="cannot be written: No such file"):
            export(bank, tmp_path / "no" / "folder.jsonl")
    assert [each.name for each in tmp_path.iterdir()] == ["bank.sqlite"]


def test_a_bank_that_does_not_verify_is_not_exported(tmp_path: Path) -> None:
    path = a_bank(tmp_path / "bank.sqlite", "..")
    with Bank.to_write(path) as bank:
        with bank.transaction() as connection:
            connection.exec_driver_sql("UPDATE records SET text = 'x' WHERE number = 1")
        with pytest.raises(BankError, match="is not exported, because it does not verify: record 1 of ann"):
            export(bank, tmp_path / "bank.jsonl")


def test_a_writer_goes_on_after_an_import(tmp_path: Path) -> None:
    file = exported(a_bank(tmp_path / "ci.sqlite", ".."), tmp_path / "bank.jsonl")
    with Bank.to_write(tmp_path / "mine.sqlite") as mine:
        import_(mine, file)
        record(Writer(mine, Clock(), name="me"), "PRO-01", ".")
        assert {writer: head.number for writer, head in mine.heads().items()} == {"ann": 2, "me": 1}
