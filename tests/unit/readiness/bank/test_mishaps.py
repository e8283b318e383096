"""A disk, a file or a clock that cannot be trusted: one sentence, and nothing is overwritten."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from pytest_checkout.readiness.bank import Bank, BankError, Writer, schema, verify
from tests.unit.readiness.bank.builders import DAY, SCOPE, Clock, a_bank, outcomes, record
from tests.unit.readiness.trials.builders import a_trial


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_bank(tmp_path / "bank.sqlite", "..F")


def refused(path: Path, words: str) -> None:
    """Both ways of opening refuse with one sentence or two, and the file stays as it is, byte for byte."""
    before = path.read_bytes()
    for opened in (Bank.to_write, Bank.to_read):
        with pytest.raises(BankError, match=words) as told:
            opened(path)
        assert "\n" not in str(told.value)
        assert str(path) in str(told.value)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_bank_from_a_newer_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 7")
    connection.close()
    refused(path, r"written by a newer pytest-checkout \(bank version 7, this one knows 1\). Upgrade pytest-checkout")


def test_somebody_else_s_database(tmp_path: Path) -> None:
    path = tmp_path / "mail.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mails (subject TEXT)")
    connection.close()
    refused(path, "is a database of another program, not a bank. Name another file")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Black Friday is on the 27th. " * 20)
    refused(path, "is damaged, or no bank. Keep it for inspection")


def test_a_bank_that_was_cut_in_the_middle(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    told = pytest.raises(BankError, match=r"is damaged\. Keep it for inspection, and import the last export")
    with told, Bank.to_read(path) as bank:
        outcomes(bank)
    assert len(path.read_bytes()) == 5000


def test_a_bank_with_a_few_bytes_overwritten(path: Path) -> None:
    whole = path.read_bytes()
    for place in (whole.index(b'"outcome":"failed"') + 12, whole.index(b'"writer":"ann"') + 12):
        path.write_bytes(whole[:place] + b"\xff\xfe" + whole[place + 2 :])
        with pytest.raises(BankError, match="is damaged"), Bank.to_read(path) as bank:
            outcomes(bank)
        with pytest.raises(BankError, match="is damaged"), Bank.to_read(path) as bank:
            verify(bank)


def test_no_bank(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"there is no bank at .*bank\.sqlite"):
        Bank.to_read(tmp_path / "bank.sqlite")
    with pytest.raises(BankError, match="cannot be opened: its folder is missing or read-only"):
        Bank.to_write(tmp_path / "no" / "bank.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_bank_that_is_read_only_can_be_read_and_says_so_when_written(path: Path) -> None:
    with Bank.to_read(path) as bank:
        assert len(outcomes(bank)) == 3
        with pytest.raises(BankError, match="cannot be written: the file or its folder is read-only"):
            Writer(bank, Clock()).begin("PRO-01", SCOPE)
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_keeps_what_was_written(path: Path) -> None:
    with Bank.to_write(path) as bank:
        bank._connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite's own limit: as small as the file is
        writer = Writer(bank, Clock(), name="bob", run="monday")
        with pytest.raises(BankError, match="cannot be written: the disk is full. Free some space; what was written"):
            record(writer, "PRO-01", "." * 200)
        kept = len(outcomes(bank))

        bank._connection.exec_driver_sql("PRAGMA max_page_count = 10000")
        record(writer, "PRO-01", "..")  # the chain goes on where the disk was full
        assert len(outcomes(bank)) == kept + 2
    with Bank.to_read(path) as bank:
        assert verify(bank).faults == ()


def test_a_bank_that_another_process_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with Bank.to_write(path) as bank, pytest.raises(BankError, match="is busy: another process has held it"):
            Writer(bank, Clock())
    finally:
        holder.close()


def test_a_clock_that_went_back_before_the_run(path: Path) -> None:
    clock = Clock(Clock().now - timedelta(minutes=6))
    with Bank.to_write(path) as bank:
        with pytest.raises(BankError, match=r"the clock went back: .* 2026-11-27T07:00:02\+00:00, and it is now"):
            Writer(bank, clock)
        with pytest.raises(BankError, match="the clock went back"):
            bank.evidence(SCOPE, now=clock.now, at_most=DAY)


def test_a_clock_that_went_back_during_the_run(path: Path) -> None:
    clock = Clock()
    with Bank.to_write(path) as bank:
        writer = Writer(bank, clock, name="bob")
        ticket = writer.begin("PRO-01", SCOPE)
        clock.passes(minutes=-4)
        writer.begin("PRO-01", SCOPE)  # corrected a little, as clocks are
        clock.passes(minutes=-2)
        with pytest.raises(BankError, match="nothing was written"):
            writer.finish(ticket, a_trial())
        assert len(outcomes(bank)) == 3


def test_a_record_that_was_changed_is_not_used_as_evidence(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE records SET text = replace(text, 'failed', 'clean')")
    connection.close()
    with Bank.to_read(path) as bank, pytest.raises(BankError, match=r"changed by hand or is damaged: .*bank verify"):
        outcomes(bank)


def test_each_version_is_brought_up_to_the_next_and_keeps_its_records(path: Path) -> None:
    migrations = (*schema.MIGRATIONS, ("ALTER TABLE records ADD COLUMN note TEXT NOT NULL DEFAULT ''",))
    schema.open_to_write(path, migrations).close()

    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("SELECT count(*), note FROM records").fetchone() == (3, "")
    connection.close()
    with pytest.raises(BankError, match="newer"):
        Bank.to_read(path)


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    broken = (*schema.MIGRATIONS, ("ALTER TABLE records ADD COLUMN note TEXT", "ALTER TABLE nowhere ADD COLUMN x TEXT"))
    with pytest.raises(BankError, match="no such table: nowhere"):
        schema.open_to_write(path, broken)
    assert path.read_bytes() == before


def test_an_older_bank_is_not_read_as_if_it_were_new(path: Path) -> None:
    with pytest.raises(BankError, match=r"is of an older version \(1, now 2\)"):
        schema.open_to_read(path, known=2)


def test_the_tables_are_as_the_migrations_make_them(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        for table in (schema.RECORDS, schema.FLIGHTS):
            made = [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")]
            assert made == [column.name for column in table.columns]
    connection.close()


def test_a_bank_of_the_first_version_opens_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "bank.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "version-1.sql").read_text(encoding="utf-8"))
    connection.close()
    with Bank.to_write(path) as bank:
        assert outcomes(bank) == ["clean", "clean", "failed"]
