"""Several processes write at once; one is killed in the middle of it."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pytest_checkout.readiness.bank import Bank, Writer, verify
from tests.unit.readiness.bank.builders import DAY, SCOPE, outcomes

ROOT = Path(__file__).parents[4]


def writing(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.unit.readiness.bank.writing", str(path), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_processes_that_start_together_share_a_new_bank(tmp_path: Path) -> None:
    path, count = tmp_path / "bank.sqlite", 40
    processes = [writing(path, f"worker-{number}", count) for number in range(4)]
    assert [process.communicate(timeout=120) and process.returncode for process in processes] == [0, 0, 0, 0]

    with Bank.to_read(path) as bank:
        assert {writer: head.number for writer, head in bank.heads().items()} == {
            f"worker-{number}": count for number in range(4)
        }
        assert len(outcomes(bank, now=datetime.now(UTC))) == 4 * count
        found = verify(bank)
        assert (found.faults, found.in_flight) == ((), ())
    assert [each.name for each in tmp_path.iterdir()] == ["bank.sqlite"]


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_process_loses_at_most_the_trial_in_flight_and_it_is_seen(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "bank.sqlite"
    process = writing(path, "killed", 1_000_000)
    assert process.stdout
    told = 0
    for _ in range(random.Random(seed).randint(1, 200)):
        told = int(process.stdout.readline())
    process.kill()  # SIGKILL: it writes without a pause, so this is in the middle of it
    told = max([told, *(int(line) for line in process.stdout.read().split("\n")[:-1])])
    process.wait()
    process.stdout.close()

    with Bank.to_write(path) as bank:
        found, now = verify(bank), datetime.now(UTC)
        recorded = len(outcomes(bank, now=now))
        assert found.faults == ()
        assert told <= recorded <= told + 1
        assert len(found.in_flight) <= 1

        later = Writer(bank, lambda: now + timedelta(hours=1), name="later")
        assert later.settle(longest=timedelta(minutes=10)) == len(found.in_flight)
        assert len(outcomes(bank, now=now + timedelta(hours=1))) == recorded + len(found.in_flight)
        assert verify(bank).faults == ()


def test_a_trial_that_kills_its_process_is_not_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "bank.sqlite"
    died = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from tests.unit.readiness.bank.builders import SCOPE, Clock\n"
        "from pytest_checkout.readiness.bank import Bank, Writer\n"
        f"Writer(Bank.to_write(Path({str(path)!r})), Clock()).begin('PAY-01', SCOPE)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", died], check=False, cwd=ROOT, timeout=60).returncode == -9

    with Bank.to_write(path) as bank:
        ((_, item, began),) = verify(bank).in_flight
        assert item == "PAY-01"
        now = began + timedelta(hours=1)
        Writer(bank, lambda: now).settle(longest=timedelta(minutes=10))
        (lost,) = bank.evidence(SCOPE, now=now, at_most=DAY)["PAY-01"]
        assert (str(lost.outcome), lost.reason_code) == ("could not look", "trial-lost")
