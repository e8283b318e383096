"""Turns at a store: who changes it has it alone, all others share it, and a killed holder holds nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.store.turns import turn

HOLDS = """
import sys, pathlib
from pytest_checkout.store.turns import turn
with turn(pathlib.Path(sys.argv[1]), alone=sys.argv[2] == "alone"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(file: Path, how: str) -> subprocess.Popen[str]:
    """Another process that holds a turn until its standard input ends."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", HOLDS, str(file), how], stdin=pipe, stdout=pipe, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.parametrize(
    ("held", "wanted", "possible"),
    [
        ("alone", "alone", False),
        ("alone", "together", False),
        ("together", "alone", False),
        ("together", "together", True),
    ],
)
def test_who_changes_a_store_has_it_alone(held: str, wanted: str, possible: bool, tmp_path: Path) -> None:
    file = tmp_path / "turns.sqlite"
    with holder(file, held) as process:
        try:
            if possible:
                with turn(file, alone=wanted == "alone", patience=0.05):
                    pass
            else:
                with (
                    pytest.raises(ServiceUnavailable, match=r"no turn .* within 0.05 seconds .* see who holds"),
                    turn(file, alone=wanted == "alone", patience=0.05),
                ):
                    pass
        finally:
            process.kill()


def test_a_turn_of_the_dead_is_free(tmp_path: Path) -> None:
    file = tmp_path / "turns.sqlite"
    with holder(file, "alone") as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with turn(file, alone=True, patience=5):
            pass


def test_a_turn_ends_with_its_block_also_when_that_fails(tmp_path: Path) -> None:
    file = tmp_path / "turns.sqlite"
    with pytest.raises(ZeroDivisionError), turn(file, alone=True):
        raise ZeroDivisionError
    with turn(file, alone=True, patience=0.05):
        pass
