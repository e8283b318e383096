"""A bank as one file that travels (a CI artefact), and the union of what two banks know."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import select

from pytest_checkout.readiness.bank.bank import Bank, Head, row_of
from pytest_checkout.readiness.bank.mishap import BankError
from pytest_checkout.readiness.bank.record import Record
from pytest_checkout.readiness.bank.schema import RECORDS
from pytest_checkout.readiness.bank.verify import verify

_FORMAT = "pytest-checkout bank"
_VERSION = 1


@dataclass(frozen=True)
class Imported:
    """How many records were new and how many the bank had already."""

    added: int
    known: int


def export(bank: Bank, path: Path) -> int:
    """Write every record to `path`, one line each, below a line with all heads; how many.

    Compressed when the name ends in ".gz". The same bank gives the same bytes. Raises BankError for a bank that does
    not verify, a file that cannot be written, and a file that is there and is no export.
    """
    if faults := verify(bank).faults:
        raise BankError(f"the bank {bank.path} is not exported, because it does not verify: {faults[0]}.")
    if path.exists() and not _is_export(path):
        raise BankError(f"{path} is there and is no export of a bank; it was left as it is. Name another file.")
    heads = bank.heads()
    header = {
        "format": _FORMAT,
        "version": _VERSION,
        "records": sum(head.number for head in heads.values()),
        "heads": {writer: asdict(head) for writer, head in heads.items()},
    }
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with _writing(unfinished, compressed=path.suffix == ".gz") as file:
            file.write(json.dumps(header) + "\n")
            for row in bank.rows():
                # A bank that grows meanwhile: the header says where this file ends.
                if row.writer in heads and row.number <= heads[row.writer].number:
                    file.write(row.text + "\n")
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BankError(f"{path} cannot be written: {error.strerror or error}.") from error
    return sum(head.number for head in heads.values())


def import_(bank: Bank, path: Path) -> Imported:
    """Add what the file knows and the bank does not: the union of their chains, whichever is imported first.

    Raises BankError, with the bank as it was, for a file that is damaged, cut or changed, and for a chain that
    differs from the bank's own of the same writer.
    """
    heads = _header(path)
    added = known = 0
    seen: dict[str, Head] = {}
    with bank.transaction() as connection:
        for writer, chain in itertools.groupby(_records(path), key=lambda record: record.writer):
            ours = connection.execute(select(RECORDS.c.number, RECORDS.c.hash).where(RECORDS.c.writer == writer))
            had = {row.number: row.hash for row in ours}
            head = seen.pop(writer, Head(0, ""))
            new = []
            for record in chain:
                if record.number != head.number + 1 or record.previous != head.hash:
                    raise _damaged(path, f"record {record.number} of {writer} does not follow the one before it")
                head = Head(record.number, record.hash)
                if had.get(record.number, record.hash) != record.hash:
                    raise BankError(
                        f"{path} and the bank {bank.path} disagree about record {record.number} of {writer}: one of "
                        f"them was changed. `pytest-checkout bank verify` says which; nothing was imported."
                    )
                if record.number in had:
                    known += 1
                else:
                    new.append(row_of(record))
            seen[writer] = head
            added += len(new)
            if new:
                connection.execute(RECORDS.insert(), new)
        if seen != heads:
            raise _damaged(path, "it does not hold what its first line promises; it may be cut")
    return Imported(added, known)


def _records(path: Path) -> Iterator[Record]:
    for number, line in enumerate(_lines(path), start=1):
        if number > 1:
            try:
                yield Record.read(line)
            except ValueError as error:
                raise _damaged(path, f"line {number}: {error}") from error


def _header(path: Path) -> dict[str, Head]:
    """The heads that an export promises. Raises BankError for a file that is none."""
    first = next(_lines(path), "")
    try:
        header = json.loads(first)
        if header["format"] != _FORMAT:
            raise ValueError
        version = int(header["version"])
    except (ValueError, TypeError, KeyError) as error:
        raise BankError(f"{path} is not an export of a bank; nothing was imported.") from error
    if version > _VERSION:
        raise BankError(
            f"{path} was exported by a newer pytest-checkout (version {version}, this one knows {_VERSION}). "
            f"Upgrade pytest-checkout."
        )
    try:
        return {writer: Head(**head) for writer, head in header["heads"].items()}
    except (TypeError, KeyError, AttributeError) as error:
        raise _damaged(path, "its first line does not name the heads") from error


def _is_export(path: Path) -> bool:
    try:
        _header(path)
    except BankError:
        return False
    return True


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as raw:
            compressed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            for line in gzip.GzipFile(fileobj=raw) if compressed else raw:
                yield line.decode("utf-8").rstrip("\n")
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise _damaged(path, "it ends too early or holds something else") from error
    except OSError as error:
        raise BankError(f"{path} cannot be read: {error.strerror or error}.") from error


@contextmanager
def _writing(path: Path, *, compressed: bool) -> Iterator[IO[str]]:
    with path.open("wb") as raw:
        if not compressed:
            with io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as text:
                yield text
            return
        # No time and no name in the header: the same bank gives the same bytes.
        with (
            gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed,
            io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as text,
        ):
            yield text


def _damaged(path: Path, what: str) -> BankError:
    return BankError(f"the export {path} is damaged: {what}. Nothing was imported; make the export again.")
