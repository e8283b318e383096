"""One process that adds to a bank: its own chain, and the trials it has in flight."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from pytest_checkout.readiness.bank import mishap
from pytest_checkout.readiness.bank.bank import Bank, Head, row_of
from pytest_checkout.readiness.bank.record import TRIAL, Record, Scope, content_of, from_microseconds, microseconds
from pytest_checkout.readiness.bank.schema import FLIGHTS, RECORDS
from pytest_checkout.readiness.trials import Outcome, Trial

LOST = "trial-lost"
"""Reason code of a trial that began and was never recorded: its process was killed."""


class Writer:
    """A chain of its own for one process, so that no two ever wait for each other's hashes.

    `now` is the clock, `name` unique in all banks that will ever be merged (one is made up when it is empty), `run`
    the test run. Every record is one transaction: a process that is killed loses at most the trial in flight, and
    that one left its mark when it began. Raises BankError when the clock is behind what the bank already holds.
    """

    def __init__(self, bank: Bank, now: Callable[[], datetime], *, name: str = "", run: str = "") -> None:
        self.name = name or uuid.uuid4().hex
        self.run = run
        self._bank, self._now = bank, now
        with bank.transaction() as connection:
            newest = connection.execute(select(func.max(RECORDS.c.at))).scalar_one()
            ticket = connection.execute(
                select(func.coalesce(func.max(FLIGHTS.c.ticket), 0)).where(FLIGHTS.c.writer == self.name)
            ).scalar_one()
        self._ticket = int(ticket)
        self._head = bank.heads([self.name]).get(self.name, Head(0, ""))
        self._newest = from_microseconds(newest) if newest is not None else now()
        self._in_time()

    @property
    def head(self) -> Head:
        return self._head

    def begin(self, item: str, scope: Scope) -> int:
        """A ticket for a trial that begins now."""
        at = self._in_time()
        self._ticket += 1
        flight = {
            "writer": self.name,
            "ticket": self._ticket,
            "run": self.run,
            "item": item,
            "scope": json.dumps(asdict(scope)),
            "at": microseconds(at),
        }
        with self._bank.transaction() as connection:
            connection.execute(FLIGHTS.insert(), flight)
        return self._ticket

    def finish(self, ticket: int, trial: Trial) -> Record:
        """Record how the trial of `ticket` ended. Raises ValueError for a ticket that is not in flight."""
        self._in_time()
        mine = (FLIGHTS.c.writer == self.name) & (FLIGHTS.c.ticket == ticket)
        with self._transaction() as connection:
            flight = connection.execute(select(FLIGHTS).where(mine)).one_or_none()
            if flight is None:
                raise ValueError(f"no trial {ticket} of {self.name} is in flight")
            return self._land(connection, flight, trial)

    def write(self, kind: str, subject: str, at: datetime, content: Mapping[str, Any]) -> Record:
        """Add a record of any kind to the chain."""
        self._in_time()
        with self._transaction() as connection:
            return self._append(connection, kind, subject, at, content)

    def settle(self, *, longest: timedelta) -> int:
        """Record those trials that began longer ago than any trial lasts as ones that could not look; how many.

        A trial that takes its process down with it is the last that may vanish: it may be the one that matters.
        """
        overdue = FLIGHTS.c.at < microseconds(self._in_time() - longest)
        with self._transaction() as connection:
            lost = connection.execute(select(FLIGHTS).where(overdue).order_by(FLIGHTS.c.at, FLIGHTS.c.writer)).all()
            for flight in lost:
                at, why = from_microseconds(flight.at), f"its process ended before it did (writer {flight.writer})"
                trial = Trial(at, Outcome.UNSEEN, reason=why, reason_code=LOST, run=flight.run)
                self._land(connection, flight, trial)
        return len(lost)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        head = self._head
        try:
            with self._bank.transaction() as connection:
                yield connection
        except BaseException:
            self._head = head  # nothing was written
            raise

    def _land(self, connection: Connection, flight: Row[Any], trial: Trial) -> Record:
        """The flight is over: its mark goes, its record comes."""
        connection.execute(
            FLIGHTS.delete().where((FLIGHTS.c.writer == flight.writer) & (FLIGHTS.c.ticket == flight.ticket))
        )
        scope = Scope(**json.loads(flight.scope))
        trial = replace(trial, run=trial.run or self.run)
        return self._append(connection, TRIAL, scope.key, trial.at, content_of(trial, flight.item, scope))

    def _append(
        self, connection: Connection, kind: str, subject: str, at: datetime, content: Mapping[str, Any]
    ) -> Record:
        record = Record.new(
            writer=self.name,
            number=self._head.number + 1,
            previous=self._head.hash,
            kind=kind,
            subject=subject,
            at=at,
            content=content,
        )
        connection.execute(RECORDS.insert(), row_of(record))
        self._head = Head(record.number, record.hash)
        return record

    def _in_time(self) -> datetime:
        now = self._now()
        if now < self._newest - mishap.CLOCK_TOLERANCE:
            raise mishap.clock_went_back(self._bank.path, self._newest, now)
        self._newest = max(self._newest, now)
        return now
