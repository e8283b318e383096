"""Wall and CPU time of a command with all its children, and a line that tells them."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Time:
    """Seconds on the clock and seconds of CPU (user and system, children included)."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:7.2f} s wall  {self.cpu:7.2f} s CPU"


def timed(command: Sequence[str], cwd: Path, expected: Sequence[int] = (0,)) -> Time:
    """Run a command to its end. Raises RuntimeError with what it said when its exit status is not expected."""
    before, begun = _cpu(), time.perf_counter()
    done = subprocess.run(command, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    wall = time.perf_counter() - begun
    if done.returncode not in expected:
        raise RuntimeError(f"exit {done.returncode}: {' '.join(command)}\n{done.stdout[-3000:]}")
    return Time(wall, _cpu() - before)


def median(times: Sequence[Time]) -> Time:
    return Time(statistics.median(each.wall for each in times), statistics.median(each.cpu for each in times))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
