"""One process that adds to a bank: its own chain, and the trials it has in flight."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from pytest_checkout.readiness import moments
from pytest_checkout.readiness.bank import mishap
from pytest_checkout.readiness.bank.bank import Bank, Head, row_of
from pytest_checkout.readiness.bank.record import TRIAL, Record, TrialRecord, from_microseconds, microseconds
from pytest_checkout.readiness.bank.schema import FLIGHTS, RECORDS
from pytest_checkout.readiness.bank.scope import Scope
from pytest_checkout.readiness.trials import Outcome, Trial

# Made once: building a statement takes longer than running it.
_TAKE_OFF, _RECORD = FLIGHTS.insert(), RECORDS.insert()
_LAND = FLIGHTS.delete().where((FLIGHTS.c.writer == bindparam("_writer")) & (FLIGHTS.c.ticket == bindparam("_ticket")))
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
        self._flying: dict[int, tuple[str, Scope]] = {}
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
            "scope": json.dumps(scope.to_json()),
            "at": microseconds(at),
        }
        with self._bank.transaction() as connection:
            connection.execute(_TAKE_OFF, flight)
        self._flying[self._ticket] = item, scope
        return self._ticket

    def finish(self, ticket: int, trial: Trial) -> Record:
        """Record how the trial of `ticket` ended. Raises ValueError for a ticket that is not in flight."""
        if ticket not in self._flying:
            raise ValueError(f"no trial {ticket} of {self.name} is in flight")
        self._in_time()
        with self._transaction() as connection:
            record = self._land(connection, self.name, ticket, *self._flying[ticket], trial)
        del self._flying[ticket]
        return record

    def call_off(self, ticket: int) -> None:
        """Nothing was tried after all: the store cannot provide what the trial needs. Raises ValueError as `finish`."""
        if ticket not in self._flying:
            raise ValueError(f"no trial {ticket} of {self.name} is in flight")
        with self._bank.transaction() as connection:
            connection.execute(_LAND, {"_writer": self.name, "_ticket": ticket})
        del self._flying[ticket]

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
                scope = Scope(**json.loads(flight.scope))
                self._land(connection, flight.writer, flight.ticket, flight.item, scope, trial)
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

    def _land(self, connection: Connection, writer: str, ticket: int, item: str, scope: Scope, trial: Trial) -> Record:
        """The flight is over: its mark goes, its record comes.

        A trial that was given up by `settle` and ends after all is recorded too: both are what happened.
        """
        connection.execute(_LAND, {"_writer": writer, "_ticket": ticket})
        trial = replace(trial, run=trial.run or self.run)
        return self._append(connection, TRIAL, scope.key, trial.at, TrialRecord(item, scope, trial).content())

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
        connection.execute(_RECORD, row_of(record))
        self._head = Head(record.number, record.hash)
        return record

    def _in_time(self) -> datetime:
        now = self._now()
        if now < self._newest - moments.CLOCK_TOLERANCE:
            raise mishap.clock_went_back(self._bank.path, self._newest, now)
        self._newest = max(self._newest, now)
        return now
