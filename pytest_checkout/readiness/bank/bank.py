"""The evidence bank: one SQLite file that keeps trials and runs over days and machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, func, select, tuple_
from sqlalchemy.engine import Row

from pytest_checkout.readiness import moments
from pytest_checkout.readiness.bank import mishap, schema
from pytest_checkout.readiness.bank.canonical import hash_of
from pytest_checkout.readiness.bank.record import (
    TRIAL,
    Record,
    TrialRecord,
    from_microseconds,
    microseconds,
)
from pytest_checkout.readiness.bank.schema import FLIGHTS, RECORDS
from pytest_checkout.readiness.bank.scope import Scope
from pytest_checkout.readiness.trials import Trial

_AT_ONCE = 500
"""Scopes in one question: SQLite takes some thousand values."""


@dataclass(frozen=True)
class Head:
    """The end of one writer's chain. Whoever keeps it can prove later that nothing before it was changed or cut."""

    number: int
    hash: str


class Bank:
    """An open bank. `Bank.to_write(path)` creates what is missing; `Bank.to_read(path)` changes nothing, ever.

    Everything here raises BankError, with one sentence, for a disk, a file or a clock that cannot be trusted.
    """

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path, self._connection = path, connection

    @classmethod
    def to_write(cls, path: Path) -> Self:
        return cls(path, schema.open_to_write(path))

    @classmethod
    def to_read(cls, path: Path) -> Self:
        return cls(path, schema.open_to_read(path))

    def close(self) -> None:
        schema.close(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- evidence --

    def evidence(
        self, scope: Scope, *, now: datetime, at_most: timedelta, run: str = ""
    ) -> dict[str, tuple[Trial, ...]]:
        """The trials of `scope` of the last `at_most`, by item, in the order in which they started.

        The order is by time, then by writer: the same whatever bank was imported into which first. Without a known
        deploy only the trials of `run` count: nobody knows whether the shop is still the same.
        """
        found: dict[str, list[Trial]] = {}
        for told in self.trials(scope.key, now=now, at_most=at_most):
            if scope.carries_over or (run and told.trial.run == run):
                found.setdefault(told.item, []).append(told.trial)
        return {item: tuple(trials) for item, trials in found.items()}

    def evidence_of(
        self, scopes: Mapping[Scope, timedelta], *, now: datetime
    ) -> dict[Scope, dict[str, tuple[Trial, ...]]]:
        """The trials of many scopes with a known deploy, each with how old they may be: as `evidence`, at once."""
        by_key = {scope.key: scope for scope in scopes if scope.carries_over}
        longest = max(scopes.values(), default=timedelta())
        found: dict[Scope, dict[str, list[Trial]]] = {}
        keys = list(by_key)
        for first in range(0, len(keys), _AT_ONCE):
            for record in self.records(TRIAL, *keys[first : first + _AT_ONCE], now=now, at_most=longest):
                scope = by_key[record.subject]
                if record.at >= now - scopes[scope]:
                    told = self._trial(record)
                    found.setdefault(scope, {}).setdefault(told.item, []).append(told.trial)
        return {scope: {name: tuple(trials) for name, trials in tests.items()} for scope, tests in found.items()}

    def trials(self, subject: str, *, now: datetime, at_most: timedelta) -> Iterator[TrialRecord]:
        """The trials of the last `at_most` under the key of a scope, the oldest first."""
        for record in self.records(TRIAL, subject, now=now, at_most=at_most):
            yield self._trial(record)

    def _trial(self, record: Record) -> TrialRecord:
        try:
            return TrialRecord.of(record)
        except ValueError as error:
            raise mishap.altered(self.path, str(error)) from error

    def records(
        self, kind: str, *subjects: str, now: datetime, at_most: timedelta, latest: int | None = None
    ) -> Iterator[Record]:
        """The records of the last `at_most` about `subjects`, each checked against its hash, the oldest first.

        With `latest`, only so many of them, the newest.
        """
        wanted = select(RECORDS.c.text, RECORDS.c.hash).where(
            RECORDS.c.kind == kind, RECORDS.c.subject.in_(subjects), RECORDS.c.at >= microseconds(now - at_most)
        )
        order = (RECORDS.c.at, RECORDS.c.writer, RECORDS.c.number)
        newest_first = wanted.order_by(*(column.desc() for column in order)).limit(latest)
        with mishap.told(self.path):
            rows = self._connection.execute(newest_first if latest else wanted.order_by(*order))
            for text, hash in reversed(rows.all()) if latest else rows:
                if hash_of(text) != hash:
                    raise mishap.altered(self.path, "a record does not match its hash")
                record = Record.read(text)
                if record.at > now + moments.CLOCK_TOLERANCE:
                    raise mishap.clock_went_back(self.path, record.at, now)
                yield record

    def subjects(self, kind: str) -> list[str]:
        """What there are records of this kind about: the keys of scopes for trials, stores for runs."""
        about = select(RECORDS.c.subject).where(RECORDS.c.kind == kind).group_by(RECORDS.c.subject)
        with mishap.told(self.path):
            return list(self._connection.execute(about.order_by(func.max(RECORDS.c.at), RECORDS.c.subject)).scalars())

    # -- chains --

    def heads(self, writers: Iterable[str] | None = None) -> dict[str, Head]:
        """The end of every chain, or of those of `writers`: what readiness.json keeps, to find a cut tail later."""
        last = select(RECORDS.c.writer, func.max(RECORDS.c.number)).group_by(RECORDS.c.writer)
        if writers is not None:
            last = last.where(RECORDS.c.writer.in_(list(writers)))
        ends = select(RECORDS.c.writer, RECORDS.c.number, RECORDS.c.hash).where(
            tuple_(RECORDS.c.writer, RECORDS.c.number).in_(last)
        )
        with mishap.told(self.path):
            return {
                writer: Head(number, hash)
                for writer, number, hash in self._connection.execute(ends.order_by(RECORDS.c.writer))
            }

    def rows(self) -> Iterator[Row[Any]]:
        """Every row as it lies there, unchecked, chain by chain."""
        with mishap.told(self.path):
            yield from self._connection.execute(select(RECORDS).order_by(RECORDS.c.writer, RECORDS.c.number))

    def flights(self) -> list[tuple[str, str, datetime]]:
        """Trials that have begun and are not recorded: (writer, item, when). Nobody may be at them any more."""
        begun = select(FLIGHTS.c.writer, FLIGHTS.c.item, FLIGHTS.c.at).order_by(FLIGHTS.c.at, FLIGHTS.c.writer)
        with mishap.told(self.path):
            return [(writer, item, from_microseconds(at)) for writer, item, at in self._connection.execute(begun)]

    def is_sound(self) -> str:
        """ "ok", or what SQLite finds wrong with the file as such."""
        with mishap.told(self.path):
            return str(self._connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())

    # -- writing --

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing; other processes wait. Raises BankError."""
        with mishap.told(self.path):
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.exec_driver_sql("COMMIT")
            except BaseException:
                # A full disk ends the transaction by itself; there is then nothing to roll back.
                if self._connection.connection.in_transaction:
                    self._connection.exec_driver_sql("ROLLBACK")
                raise


def row_of(record: Record) -> Mapping[str, Any]:
    """A record as a row of the table."""
    return {
        "writer": record.writer,
        "number": record.number,
        "hash": record.hash,
        "kind": record.kind,
        "subject": record.subject,
        "at": record.microseconds,
        "text": record.text,
    }
