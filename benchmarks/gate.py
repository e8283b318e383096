"""What a decision costs: 1,000 items in ten locked lists, waivers, and a year of daily evidence in the bank."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measure import Time, median, timed
from pytest_checkout.readiness import governance, lock, lock_file, project, summary
from pytest_checkout.readiness.bank import NAME, TRIAL, Bank, Record, Scope, Target, TrialRecord
from pytest_checkout.readiness.bank.bank import row_of
from pytest_checkout.readiness.bank.schema import RECORDS
from pytest_checkout.readiness.gate import decide
from pytest_checkout.readiness.join import Heard, join
from pytest_checkout.readiness.lock import Lock, Place
from pytest_checkout.readiness.results import Evidence, ItemResult, State
from pytest_checkout.readiness.summary import Summary
from pytest_checkout.readiness.trials import Outcome, Trial

LISTS, ITEMS, DAYS, TIMES = 10, 100, 365, 5
TARGET = Target("shop", "r42", "c" * 64)
STEPS = ("Given I have a product in my cart", "When I apply a live code", "Then the discount should be as advertised")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = _project(folder)
        command = [sys.executable, "-m", "pytest_checkout.cli", "gate"]
        _told("gate, 1,000 items with lock and waivers", command, folder)
        _a_year(folder, places)
        size = (folder / NAME).stat().st_size / 2**20
        print(f"a year of evidence in the bank               {size:7.0f} MB", flush=True)
        _told("the same with --bank", [*command, "--bank"], folder)


def _told(what: str, command: list[str], folder: Path) -> None:
    """Wall and CPU time, the median, and the most memory that any process took so far."""
    times: list[Time] = [timed(command, folder, expected=(0,)) for _ in range(TIMES)]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{what:44} {median(times)}  {memory:4.0f} MB  load {os.getloadavg()[0]:.0f}", flush=True)


def _project(folder: Path) -> dict[str, Place]:
    """A project whose last run saw everything ready an hour ago, but for two waived items."""
    (folder / "checklists").mkdir()
    for number in range(LISTS):
        (folder / "checklists" / f"list{number}.yaml").write_text("".join(_list(number)), encoding="utf-8")
    whole = project.read([folder / "checklists"], [])
    assert not whole.problems, whole.problems[0]
    places = lock.places(whole.checklists, whole.library, folder)
    lock_file.write(Lock(folder / lock_file.NAME, places))
    until = datetime.now(UTC) + timedelta(days=9)
    waivers = [
        f"  - {{item: {item}, owner: a, approver: b, reason: later, expiry: {until:%Y-%m-%d}}}\n"
        for item in ("GEN-0001", "GEN-0002")
    ]
    (folder / "waivers.yaml").write_text("waivers:\n" + "".join(waivers), encoding="utf-8")
    now = datetime.now(UTC)
    results: list[ItemResult] = []
    for checklist in whole.checklists:
        for item in checklist.items:
            seen = Evidence(item.id, State.READY, seconds=20.0, facts=(("cart", "total", "GBP 10.00"),) * 8)
            at = (now - timedelta(hours=1)).isoformat()
            results.append(join(checklist, item, Heard((seen,), 1, at), f"checklists/{checklist.path.name}"))
    run = {
        "phases": ["daily"],
        "target": TARGET.to_json(),
        "beside": governance.load(folder, [folder / "checklists"], [], now).files,
    }
    summary.write(folder / "checkout-report", Summary(decide(results), tuple(results), run))
    return places


def _list(number: int) -> Iterator[str]:
    yield f"checklist: List {number}\nphase: daily\nowner: growth\nbackup: payments\n"
    yield "sla: {detect: 24h, respond: 30m}\nitems:\n"
    for item in range(number * ITEMS, (number + 1) * ITEMS):
        yield f"  - id: GEN-{item:04}\n    title: Item {item} works\n    disruptor: promotions\n    severity: blocker\n"
        yield "    steps: |\n" + "".join(f"      {step}\n" for step in (*STEPS, f'And I should see "{item}"'))


def _a_year(folder: Path, places: dict[str, Place]) -> None:
    """Every item tried once a day, by a writer a day, as scheduled runs do."""
    scopes = {item: TARGET.scope(place.demand.fingerprint) for item, place in places.items()}
    (folder / NAME).parent.mkdir()
    with Bank.to_write(folder / NAME) as bank, bank.transaction() as connection:
        for day in range(DAYS):
            connection.execute(RECORDS.insert(), [row_of(record) for record in _chain(day, scopes)])


def _chain(day: int, scopes: dict[str, Scope]) -> Iterator[Record]:
    writer, previous = f"day-{day}", ""
    at = datetime.now(UTC) - timedelta(days=day, hours=1)
    for number, (item, scope) in enumerate(scopes.items(), start=1):
        content = TrialRecord(item, scope, Trial(at, Outcome.CLEAN, 20.0, run=writer)).content()
        record = Record.new(
            writer=writer, number=number, previous=previous, kind=TRIAL, subject=scope.key, at=at, content=content
        )
        previous = record.hash
        yield record


if __name__ == "__main__":
    main()
