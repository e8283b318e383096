"""What the evidence bank costs: recording a trial, verifying chains, and deciding from a year of daily evidence."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytest_checkout.checklist.trialplan import TrialPlan
from pytest_checkout.readiness.bank import TRIAL, Bank, Record, Scope, TrialRecord, Writer, verify
from pytest_checkout.readiness.bank.bank import row_of
from pytest_checkout.readiness.bank.schema import RECORDS
from pytest_checkout.readiness.trials import Outcome, Trial, judge

NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)
SCOPE = Scope("shop", "r42", "c" * 64, "d" * 64)
ITEMS, DAYS = 1_000, 365


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _recording(Path(folder) / "recording.sqlite")
        _verifying(Path(folder) / "verifying.sqlite")
        path = Path(folder) / "year.sqlite"
        _a_year(path)
        print(f"a year of {ITEMS} items                  {path.stat().st_size / 2**20:7.0f} MB", flush=True)
        for days in (1, 7, 30):
            # In a process of its own, so that what it says of memory is about deciding and nothing else.
            subprocess.run([sys.executable, "-m", "benchmarks.bank", str(path), str(days)], check=True)


def _recording(path: Path, count: int = 5_000) -> None:
    with Bank.to_write(path) as bank:
        writer = Writer(bank, lambda: datetime.now(UTC))
        begun, used = time.perf_counter(), time.process_time()
        for _ in range(count):
            writer.finish(writer.begin("PRO-01", SCOPE), Trial(datetime.now(UTC), Outcome.CLEAN, 20.0))
        wall, cpu = (time.perf_counter() - begun) / count, (time.process_time() - used) / count
    print(f"record a trial, begin to end       {1e3 * wall:7.2f} ms wall {1e3 * cpu:6.2f} ms CPU", flush=True)


def _verifying(path: Path, count: int = 10_000) -> None:
    _fill(path, _chain("ann", range(count // 100), 100))
    with Bank.to_read(path) as bank:
        begun, used = time.perf_counter(), time.process_time()
        assert verify(bank).faults == ()
        wall, cpu = time.perf_counter() - begun, time.process_time() - used
    print(f"verify {count} records               {wall:7.2f} s wall  {cpu:6.2f} s CPU", flush=True)


def _a_year(path: Path) -> None:
    """Every item tried once a day, by a writer a day, as scheduled runs do."""
    for day in range(DAYS):
        _fill(path, _chain(f"day-{day}", range(day, day + 1), ITEMS))


def _chain(writer: str, days: range, items: int) -> Iterator[Record]:
    previous, number = "", 0
    for day in days:
        for item in range(items):
            trial = Trial(NOW - timedelta(days=day, seconds=items - item), Outcome.CLEAN, 20.0, run=writer)
            content = TrialRecord(f"GEN-{item:04}", SCOPE, trial).content()
            number += 1
            record = Record.new(
                writer=writer,
                number=number,
                previous=previous,
                kind=TRIAL,
                subject=SCOPE.key,
                at=trial.at,
                content=content,
            )
            previous = record.hash
            yield record


def _fill(path: Path, records: Iterator[Record]) -> None:
    with Bank.to_write(path) as bank, bank.transaction() as connection:
        connection.execute(RECORDS.insert(), [row_of(record) for record in records])


def _decide(path: Path, days: int) -> None:
    """All items from evidence that is good for so many days: an SLA's time to detect is one, seldom thirty."""
    plan = TrialPlan()
    begun, used = time.perf_counter(), time.process_time()
    with Bank.to_read(path) as bank:
        evidence = bank.evidence(SCOPE, now=NOW, at_most=timedelta(days=days))
    verdicts = [judge(trials, plan, items=ITEMS) for trials in evidence.values()]
    wall, cpu = time.perf_counter() - begun, time.process_time() - used
    assert len(verdicts) == ITEMS
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    trials = sum(verdict.seen.trials for verdict in verdicts)
    print(
        f"decide {ITEMS} items, {days:3} days count    {wall:7.2f} s wall  {cpu:6.2f} s CPU  "
        f"{memory:4.0f} MB  ({trials} trials)",
        flush=True,
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _decide(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        main()
