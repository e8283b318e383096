"""How long the daily checklist takes on the embedded store, with two workers."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import timed

ROOT = Path(__file__).parents[1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-m", "pytest", "checklists/daily.yaml", "--checkout-store=demo", "-n", "2", "-q"]
        options = [f"--checkout-report={folder}/report", f"--alluredir={folder}/results", "-p", "no:cacheprovider"]
        print(f"daily checklist, 2 workers        {timed([*run, *options], ROOT, expected=(0, 1))}", flush=True)


if __name__ == "__main__":
    main()
