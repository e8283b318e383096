"""The bank's tables, how they came about, and how a file is opened so that nothing is ever overwritten."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, column, create_engine, table
from sqlalchemy.pool import StaticPool

from pytest_checkout.readiness.bank import mishap

APPLICATION = 0x50794368
"""Stands in the file's header (PRAGMA application_id), so that nobody's else database is taken for a bank."""
BUSY_SECONDS = 30.0
OWN_FOLDER = ".checkout"
"""Made where it is missing."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE records (
            writer TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, kind TEXT NOT NULL,
            subject TEXT NOT NULL, at BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (writer, number))""",
        "CREATE INDEX records_by_subject ON records (kind, subject, at)",
        """CREATE TABLE flights (
            writer TEXT NOT NULL, ticket INTEGER NOT NULL, run TEXT NOT NULL, item TEXT NOT NULL,
            scope TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (writer, ticket))""",
    ),
)
"""What each version added; a bank of version n has had the first n. Entries are never changed, only added."""

RECORDS = table("records", *map(column, ("writer", "number", "hash", "kind", "subject", "at", "text")))
"""The chains. All but `text` and `hash` repeat what stands in `text`, to be found by it."""
FLIGHTS = table("flights", *map(column, ("writer", "ticket", "run", "item", "scope", "at")))
"""Trials that have begun and are not recorded yet. What stays here was killed."""


def open_to_write(path: Path, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> Connection:
    """The bank at `path`, created or brought up to date where necessary. Raises BankError."""
    if path.parent.name == OWN_FOLDER:  # any other that is missing is probably a slip of the hand
        _make_folder(path.parent)
    with mishap.told(path):
        connection = _connect(path, "mode=rwc")
        try:
            _migrate(connection, path, migrations)
            # Readers and one writer at a time do not wait for each other, and a commit survives a killed process.
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.exec_driver_sql("PRAGMA synchronous = NORMAL")
        except BaseException:
            close(connection)
            raise
        return connection


def open_to_read(path: Path, known: int = len(MIGRATIONS)) -> Connection:
    """The bank at `path`, which nothing done through it can change. Raises BankError."""
    if not path.exists():
        raise mishap.missing(path)
    with mishap.told(path):
        # A file in WAL mode needs others beside it even to be read, and only who may write tidies them away. On a disk
        # where none can be made and none is left over, nobody is writing.
        asleep = [] if path.with_name(f"{path.name}-wal").exists() else ["mode=ro&immutable=1"]
        connection = _connect(path, "mode=rw", "mode=ro", *asleep)
        try:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            version = _version(connection, path, known)
            if version < known:
                raise mishap.BankError(
                    f"the bank {path} is of an older version ({version}, now {known}). "
                    f"`pytest-checkout bank import` or the next run brings it up to date."
                )
        except BaseException:
            close(connection)
            raise
        return connection


def _make_folder(folder: Path) -> None:
    """The folder, which tells git to leave it alone: a bank belongs to a machine, and travels by export."""
    if folder.is_dir():
        return
    try:
        folder.mkdir()
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise mishap.BankError(f"{folder}, for the bank, cannot be made: {error.strerror or error}.") from error


def close(connection: Connection) -> None:
    """Give the file back; what lay beside it is tidied away by whoever closes it last."""
    connection.close()
    connection.engine.dispose()


def _connect(path: Path, *modes: str) -> Connection:
    """A connection in the first mode that the disk allows."""

    def connect() -> sqlite3.Connection:
        for mode in modes[:-1]:
            with contextlib.suppress(sqlite3.OperationalError):
                return _opened(path, mode)
        return _opened(path, modes[-1])

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
    return engine.connect()


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
    try:
        connection.execute("PRAGMA schema_version").fetchone()  # connecting alone does not open the file
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _version(connection: Connection, path: Path, known: int) -> int:
    """The version of a bank, 0 for an empty file. Raises BankError for what is no bank, or one from the future."""
    # One statement, one moment: another process may be creating the bank just now.
    application, version, tables = connection.exec_driver_sql(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master) "
        "FROM pragma_application_id, pragma_user_version"
    ).one()
    if application != APPLICATION and (tables or version or application):
        raise mishap.foreign(path)
    if version > known:
        raise mishap.newer(path, version, known)
    return int(version)


def _migrate(connection: Connection, path: Path, migrations: tuple[tuple[str, ...], ...]) -> None:
    known = len(migrations)
    if _version(connection, path, known) == known:
        return
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        version = _version(connection, path, known)  # another process may have been faster
        for statements in migrations[version:]:
            for statement in statements:
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        connection.exec_driver_sql(f"PRAGMA user_version = {known}")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")
