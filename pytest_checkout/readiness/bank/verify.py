"""Finds every change to a bank: to a record, to the order of records, and, given a kept head, a cut tail."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from pytest_checkout.readiness.bank.bank import Bank, Head
from pytest_checkout.readiness.bank.canonical import hash_of
from pytest_checkout.readiness.bank.record import Record


@dataclass(frozen=True)
class Fault:
    """Something in a chain that is not as it was written."""

    writer: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"record {self.number} of {self.writer}: {self.what}"


@dataclass(frozen=True)
class Verification:
    """What was read and what is wrong. `in_flight` are trials that began and were not recorded (yet)."""

    records: int
    chains: int
    faults: tuple[Fault, ...]
    in_flight: tuple[tuple[str, str, datetime], ...]


def verify(bank: Bank, heads: Mapping[str, Head] | None = None) -> Verification:
    """Read the whole bank and compare it with its hashes and with `heads` kept elsewhere (readiness.json, an export).

    A chain proves that what lies before its head is untouched. It is no signature: who rewrites a whole chain is
    found only by a head that he could not reach.
    """
    counted: dict[str, int] = {}
    faults: list[Fault] = []
    kept = dict(heads or {})
    for writer, rows in itertools.groupby(bank.rows(), key=lambda row: row.writer):
        chain = _Chain(writer, kept.pop(writer, None))
        faults += chain.faults(rows)
        counted[writer] = chain.count
    faults += [Fault(writer, head.number, "the whole chain is gone") for writer, head in sorted(kept.items())]
    if (file := bank.is_sound()) != "ok":
        faults.append(Fault("the file", 0, file))
    return Verification(sum(counted.values()), len(counted), tuple(faults), tuple(bank.flights()))


class _Chain:
    """The rows of one writer, in order."""

    def __init__(self, writer: str, head: Head | None) -> None:
        self.writer, self.head, self.count = writer, head, 0

    def faults(self, rows: Iterable[Row[Any]]) -> Iterator[Fault]:
        previous = Head(0, "")
        for row in rows:
            self.count += 1
            what = _wrong(row, previous)
            if not what and self.head and row.number == self.head.number and row.hash != self.head.hash:
                what = "the chain was rewritten: its hash is not the one that was kept"
            if what:
                yield Fault(self.writer, row.number, what)
            previous = Head(row.number if isinstance(row.number, int) else previous.number, row.hash)
        if self.head and previous.number < self.head.number:
            yield Fault(self.writer, previous.number, f"the chain is cut: it went on to {self.head.number}")


def _wrong(row: Row[Any], previous: Head) -> str:
    """What is wrong with one row, given the one before it; empty when nothing is."""
    if row.number != previous.number + 1:
        return f"it follows record {previous.number}: what was between them is gone"
    if not isinstance(row.text, str) or hash_of(row.text) != row.hash:
        return "it was changed: it does not match its hash"
    try:
        record = Record.read(row.text)
    except ValueError as error:
        return str(error)
    if record.previous != previous.hash:
        return "the record before it was changed: their hashes do not link"
    told = (record.writer, record.number, record.kind, record.subject, record.microseconds)
    if (row.writer, row.number, row.kind, row.subject, row.at) != told:
        return "its columns were changed: they differ from its text"
    return ""
