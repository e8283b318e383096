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

from pytest_checkout.errors import ProblemsError, ServiceUnavailable
from pytest_checkout.pytest_plugin.options import settings, store_path
from pytest_checkout.readiness import history
from pytest_checkout.readiness.bank import TRIAL, Bank, BankError, Target, TrialRecord, Writer
from pytest_checkout.readiness.history import PastRun
from pytest_checkout.readiness.results import ItemResult
from pytest_checkout.readiness.trials import Trial
from pytest_checkout.services import deploy
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import StoreProfile

NOBODY_SAID: Final = "nobody said what is deployed (--checkout-deploy ID, or 'deploy:' in the store profile)"
LONGEST_TRIAL: Final = timedelta(minutes=30)
"""A trial that began longer ago and was never recorded took its process down with it."""
_INPUT: Final = "checkout_keeping"
SHOWN: Final = timedelta(days=90)
"""How far back the report shows trends."""
SHOWN_RUNS: Final = 60
"""At most so many: a store that is looked at every five minutes has hundreds a day."""


class Keeping:
    """The bank of one process. `target` says what its evidence is about, `run` names the test run in it."""

    def __init__(self, config: pytest.Config, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._config, self._now = config, now
        self._path = settings(config).bank
        self._bank: Bank | None = None
        self._input: dict[str, Any] = getattr(config, "workerinput", {}).get(_INPUT, {})
        self.run: str = self._input.get("run") or uuid.uuid4().hex
        self.trouble = ""
        """Why the bank cannot be used; empty while all is well."""
        self.not_carried = "" if config.getoption("checkout_deploy") else NOBODY_SAID
        """Why evidence of this run does not count in the next one; empty when it does."""

    @cached_property
    def target(self) -> Target:
        """Which store this run is about, and what is deployed there: the same in all processes of a run."""
        if self._input:
            return Target.from_json(self._input["target"])
        path, given = store_path(self._config), str(self._config.getoption("checkout_deploy"))
        if path is None:
            return Target("demo", given, f"pytest-checkout {metadata.version('pytest-checkout')}")
        try:
            found = profiles.load(path) if path.exists() else None
        except ProblemsError:  # told before the run, if anything in it needs the store
            found = None
        if found is None:
            return Target(path.name, given, "")
        address = self._config.getoption("base_url", default=None)
        found = found.at(address) if address else found
        return Target(found.store, given or self._deployed(found), found.fingerprint)

    @cached_property
    def writer(self) -> Writer | None:
        """Adds to the bank, which is opened now; None when there is none, or it cannot be used (`trouble`)."""
        if self._path is None:
            return None
        with self._told():
            self._bank = Bank.to_write(self._path)
            writer = Writer(self._bank, self._now, run=self.run)
            writer.settle(longest=LONGEST_TRIAL)
            return writer
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

    def keep_trial(self, test: str, fingerprint: str, trial: Trial) -> None:
        """Add what one test saw that was tried once; who tries more often keeps each trial as it ends."""
        if self.writer is not None:
            scope = self.target.scope(fingerprint)
            with self._told():
                self.writer.write(TRIAL, scope.key, trial.at, TrialRecord(test, scope, trial).content())

    def carried(self, test: str, fingerprint: str, at_most: timedelta) -> tuple[Trial, ...]:
        """The trials of a test that still count: of this run, and of earlier ones when the deploy is known."""
        if self.writer is None or self._bank is None:
            return ()
        with self._told():
            scope = self.target.scope(fingerprint)
            return self._bank.evidence(scope, now=self._now(), at_most=at_most, run=self.run).get(test, ())
        return ()

    def begin(self, test: str, fingerprint: str) -> int:
        """A ticket for a trial that begins now: its mark remains whatever becomes of this process."""
        if self.writer is not None:
            with self._told():
                return self.writer.begin(test, self.target.scope(fingerprint))
        return 0

    def finish(self, ticket: int, trial: Trial) -> None:
        """Keep what the trial of `ticket` saw."""
        if self.writer is not None and ticket:
            with self._told():
                self.writer.finish(ticket, trial)

    def call_off(self, ticket: int) -> None:
        """Nothing was tried after all."""
        if self.writer is not None and ticket:
            with self._told():
                self.writer.call_off(ticket)

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
            return history.load(self._bank, self.target.store, now=self._now(), at_most=SHOWN, latest=SHOWN_RUNS)
        return ()

    def _deployed(self, store: StoreProfile) -> str:
        """What the profile says is deployed; empty when nobody knows, and then `not_carried` says why."""
        try:
            found = deploy.identify(store)
        except ServiceUnavailable as reason:
            self.not_carried = str(reason)
            return ""
        self.not_carried = "" if found else NOBODY_SAID
        return found

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


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """pytest-xdist starts a worker: it takes part in the same run, about the same deploy."""
    keeping = node.config.stash[KEEPING]
    node.workerinput[_INPUT] = {"run": keeping.run, "target": keeping.target.to_json()}
