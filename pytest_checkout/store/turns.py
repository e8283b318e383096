"""Whose turn it is at a store that several processes shop in: those who change it alone, all others together.

An SQLite file is the lock: the one of the standard library that is shared or exclusive, works on every platform, keeps
nobody waiting for ever, and is let go by the operating system when its holder dies, even by kill -9.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pytest_checkout.errors import ServiceUnavailable

PATIENCE = 1800.0
"""Seconds to wait for a turn: an item takes minutes at most, and some may be in line."""


@contextmanager
def turn(file: Path, *, alone: bool, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a turn at the store that `file` stands for. Raises ServiceUnavailable when none comes within `patience`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE" if alone else "BEGIN DEFERRED")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # only a read takes the shared lock
        except sqlite3.OperationalError as error:
            raise ServiceUnavailable(
                f"no turn at the store came within {patience:g} seconds ({error}): another run is changing it; "
                f"see who holds {file}"
            ) from error
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
