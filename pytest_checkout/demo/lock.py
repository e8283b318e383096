"""A lock between processes that the operating system lets go of when the holder dies, even by kill -9.

It is an SQLite file because that is the one such lock the standard library has on every platform.
"""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class Locked(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(file: Path, *, patience: float = 0, waiting: str = "") -> Iterator[None]:
    """Hold the lock that `file` stands for; wait `patience` seconds for it, saying `waiting` on stderr first.

    Raises Locked when another process still holds it then, PermissionError when the file cannot be written.
    """
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        if not _take(connection, file):
            if not patience:
                raise Locked(str(file))
            print(waiting, file=sys.stderr, flush=True)
            connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
            if not _take(connection, file):
                raise Locked(str(file))
        yield


def _take(connection: sqlite3.Connection, file: Path) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise PermissionError(errno.EACCES, str(error), str(file)) from error
    return True
