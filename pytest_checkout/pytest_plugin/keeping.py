"""Pytest part: opens the evidence bank, says what a run is about, and keeps what the run came to.

A bank that cannot be used ends no test: the run goes on, says why in one sentence, and is UNDECIDED.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import cached_property
from importlib import metadata
from typing import Any, Final

import pytest

from pytest_checkout.errors import ProblemsError
from pytest_checkout.pytest_plugin.options import settings, store_path
from pytest_checkout.readiness import history
from pytest_checkout.readiness.bank import Bank, BankError, Target, Writer
from pytest_checkout.readiness.history import PastRun
from pytest_checkout.readiness.results import ItemResult
from pytest_checkout.store import profile as profiles

SHOWN: Final = timedelta(days=90)
"""How far back the report shows trends."""


class Keeping:
    """The bank of one process. `target` says what its evidence is about, `run` names the test run in it."""

    def __init__(self, config: pytest.Config, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._config, self._now = config, now
        self._path = settings(config).bank
        self._bank: Bank | None = None
        self.run = uuid.uuid4().hex
        self.trouble = ""
        """Why the bank cannot be used; empty while all is well."""

    @cached_property
    def target(self) -> Target:
        """Which store this run is about, without asking the store itself."""
        path = store_path(self._config)
        if path is None:
            return Target("demo", "", f"pytest-checkout {metadata.version('pytest-checkout')}")
        try:
            found = profiles.load(path) if path.exists() else None
        except ProblemsError:  # told before the run, if anything in it needs the store
            found = None
        if found is None:
            return Target(path.name, "", "")
        address = self._config.getoption("base_url", default=None)
        return Target(found.store, "", (found.at(address) if address else found).fingerprint)

    @cached_property
    def writer(self) -> Writer | None:
        """Adds to the bank, which is opened now; None when there is none, or it cannot be used (`trouble`)."""
        if self._path is None:
            return None
        with self._told():
            self._bank = Bank.to_write(self._path)
            return Writer(self._bank, self._now, run=self.run)
        return None

    def open(self) -> None:
        """Learn now whether the bank can be used: `trouble` says why not."""
        _ = self.writer

    def keep(
        self, results: Sequence[ItemResult], fingerprints: Mapping[str, str], *, word: str, started: datetime
    ) -> None:
        """Add what the run came to. `fingerprints` say what each item demanded."""
        writer = self.writer
        if writer is None or not results:
            return
        now = self._now()
        scope = self.target.scope("", *fingerprints.values())
        run = PastRun.of(results, at=now, run=self.run, scope=scope, word=word, seconds=(now - started).total_seconds())
        with self._told():
            history.save(writer, run)

    @property
    def heads(self) -> dict[str, Any]:
        """The ends of all chains, by which `pytest-checkout bank verify --heads` finds a cut tail later."""
        if self._bank is None or self.trouble:
            return {}
        with self._told():
            return {writer: asdict(head) for writer, head in self._bank.heads().items()}
        return {}

    def past(self) -> tuple[PastRun, ...]:
        """The latest runs against this store, the oldest first."""
        if self._bank is None or self.trouble:
            return ()
        with self._told():
            return history.load(self._bank, self.target.store, now=self._now(), at_most=SHOWN)
        return ()

    def close(self) -> None:
        if self._bank is not None:
            self._bank.close()
            self._bank = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except BankError as error:
            self.trouble = self.trouble or str(error)


KEEPING: Final = pytest.StashKey[Keeping]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    keeping = config.stash[KEEPING] = Keeping(config)
    config.add_cleanup(keeping.close)
