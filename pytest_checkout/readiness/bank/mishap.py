"""What can be wrong with a bank's file, the disk or the clock, each in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from pytest_checkout.errors import UserError

_WORDS = {
    "SQLITE_READONLY": "cannot be written: the file or its folder is read-only. Make it writable, or name another bank",
    "SQLITE_CANTOPEN": "cannot be opened: its folder is missing or read-only. Make it writable, or name another bank",
    "SQLITE_FULL": "cannot be written: the disk is full. Free some space; what was written before is kept",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error. Copy the file elsewhere and check the disk",
    "SQLITE_NOTADB": "is damaged, or no bank. Keep it for inspection, and import the last export into a new bank",
    "SQLITE_CORRUPT": "is damaged. Keep it for inspection, and import the last export into a new bank",
    "SQLITE_BUSY": "is busy: another process has held it for too long. Try again when that one has ended",
    "SQLITE_CONSTRAINT": "has two processes that write in one name. Give each writer a name of its own",
    "SQLITE_PERM": "may not be opened by this user. Ask for the right to read and write it, or name another bank",
}


class BankError(UserError):
    """The evidence bank cannot be used as it is. The decision is UNDECIDED, and nothing was overwritten."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite reports, in words. Raises BankError."""
    try:
        yield
    except DBAPIError as error:
        name = str(getattr(error.orig, "sqlite_errorname", ""))
        if "Could not decode" in str(
            error.orig
        ):  # a text of other bytes than were written; the driver has no code for it
            name = "SQLITE_CORRUPT"
        words = next((words for code, words in _WORDS.items() if name.startswith(code)), "")
        raise BankError(f"the bank {path} {words or f'failed ({error.orig})'}.") from error


def missing(path: Path) -> BankError:
    return BankError(f"there is no bank at {path}. A run with evidence to keep creates one.")


def foreign(path: Path) -> BankError:
    return BankError(f"{path} is a database of another program, not a bank. Name another file.")


def newer(path: Path, version: int, known: int) -> BankError:
    return BankError(
        f"the bank {path} was written by a newer pytest-checkout (bank version {version}, this one knows {known}). "
        f"Upgrade pytest-checkout; the bank was left as it is."
    )


def clock_went_back(path: Path, before: datetime, now: datetime) -> BankError:
    return BankError(
        f"the clock went back: the bank {path} has a record of {before.isoformat(timespec='seconds')}, and it is now "
        f"{now.isoformat(timespec='seconds')}. Evidence ages by the clock: set it right; nothing was written."
    )


def altered(path: Path, what: str) -> BankError:
    return BankError(
        f"the bank {path} was changed by hand or is damaged: {what}. `pytest-checkout bank verify {path}` lists "
        f"everything; import the last export into a new bank."
    )
