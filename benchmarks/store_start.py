"""How long the embedded store takes to answer, from its seeded template."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5


def main() -> None:
    _start()  # seeds the template when it is not there yet
    seconds = [_start() for _ in range(RUNS)]
    print(f"embedded store answers after      {statistics.median(seconds):7.2f} s wall  (median of {RUNS})", flush=True)


def _start() -> float:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        store = subprocess.Popen(
            [sys.executable, "-m", "pytest_checkout.demo", "--data", f"{folder}/store"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert store.stdout is not None
        line = store.stdout.readline()
        seconds = time.perf_counter() - begun
        store.terminate()
        store.wait(timeout=30)
        if not line.startswith("{"):
            raise RuntimeError("the store did not start: run `pytest-checkout demo` to see why")
        return seconds


if __name__ == "__main__":
    main()
