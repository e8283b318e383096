"""Whatever is changed in a bank is found."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pytest_checkout.readiness.bank import Bank, Head, verify
from pytest_checkout.readiness.bank.canonical import hash_of
from tests.unit.readiness.bank.builders import a_bank


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_bank(tmp_path_factory.mktemp("sound") / "bank.sqlite", "..F?.", writers=["ann", "bob"])


@pytest.fixture
def bank(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "bank.sqlite"))


def change(path: Path, sql: str, *values: object) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(sql, values)
    connection.close()


def faults(path: Path, heads: dict[str, Head] | None = None) -> list[str]:
    with Bank.to_read(path) as bank:
        return [str(fault) for fault in verify(bank, heads).faults]


def heads(path: Path) -> dict[str, Head]:
    with Bank.to_read(path) as bank:
        return bank.heads()


def test_an_untouched_bank_has_no_faults(bank: Path) -> None:
    with Bank.to_read(bank) as opened:
        found = verify(opened, opened.heads())
    assert (found.records, found.chains, found.faults, found.in_flight) == (10, 2, (), ())


def test_a_failure_that_was_made_clean_is_found(bank: Path) -> None:
    change(bank, "UPDATE records SET text = replace(text, 'failed', 'clean') WHERE writer = 'bob'")
    assert faults(bank) == ["record 3 of bob: it was changed: it does not match its hash"]


def test_also_when_its_hash_was_made_anew(bank: Path) -> None:
    with sqlite3.connect(bank) as connection:
        (text,) = connection.execute("SELECT text FROM records WHERE writer = 'bob' AND number = 3").fetchone()
    text = text.replace("failed", "clean")
    change(bank, "UPDATE records SET text = ?, hash = ? WHERE writer = 'bob' AND number = 3", text, hash_of(text))
    assert faults(bank) == ["record 4 of bob: the record before it was changed: their hashes do not link"]


def test_a_chain_that_was_rewritten_to_its_end_is_found_by_a_kept_head(bank: Path) -> None:
    kept = heads(bank)
    with sqlite3.connect(bank) as connection:
        previous = ""
        rows = connection.execute("SELECT number, text FROM records WHERE writer = 'bob' ORDER BY number").fetchall()
        for number, text in rows:
            data = json.loads(text.replace("failed", "clean")) | {"previous": previous}
            forged = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            previous = hash_of(forged)
            connection.execute(
                "UPDATE records SET text = ?, hash = ? WHERE writer = 'bob' AND number = ?", (forged, previous, number)
            )
    assert faults(bank) == []
    assert faults(bank, kept) == ["record 5 of bob: the chain was rewritten: its hash is not the one that was kept"]


def test_a_missing_record_is_found(bank: Path) -> None:
    change(bank, "DELETE FROM records WHERE writer = 'ann' AND number = 3")
    assert faults(bank) == ["record 4 of ann: it follows record 2: what was between them is gone"]


def test_a_cut_tail_and_a_missing_chain_are_found_by_kept_heads(bank: Path) -> None:
    kept = heads(bank)
    change(bank, "DELETE FROM records WHERE writer = 'ann' AND number > 3")
    change(bank, "DELETE FROM records WHERE writer = 'bob'")
    assert faults(bank) == []
    assert faults(bank, kept) == [
        "record 3 of ann: the chain is cut: it went on to 5",
        "record 5 of bob: the whole chain is gone",
    ]


def test_a_bank_that_grew_still_fits_older_heads(bank: Path) -> None:
    kept = heads(bank)
    a_bank(bank, "..", writers=["ann"])
    assert faults(bank, kept) == []


@settings(deadline=None, max_examples=50)  # each example is a file of its own
@given(
    row=st.integers(0, 9),
    column=st.sampled_from(["writer", "number", "hash", "kind", "subject", "at", "text"]),
    value=st.one_of(st.none(), st.integers(-(2**60), 2**60), st.text(min_size=1, max_size=5), st.binary(max_size=5)),
)
def test_any_other_value_in_any_column_of_any_record_is_found(
    sound: Path, tmp_path_factory: pytest.TempPathFactory, row: int, column: str, value: object
) -> None:
    path = Path(shutil.copy(sound, tmp_path_factory.mktemp("any") / "bank.sqlite"))
    kept = heads(path)
    connection = sqlite3.connect(path, isolation_level=None)
    before = connection.execute("SELECT * FROM records").fetchall()
    with contextlib.suppress(sqlite3.IntegrityError):  # the table itself refuses it
        connection.execute(f"UPDATE records SET {column} = ? WHERE rowid = ?", (value, row + 1))
    after = connection.execute("SELECT * FROM records").fetchall()
    connection.close()

    assume(before != after)
    assert faults(path, kept)
