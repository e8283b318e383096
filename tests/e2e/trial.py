"""Runs a stock checklist whole on the embedded store, as CI does, and reads what it decided."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
BOUND = 900
"""Seconds after which a run is called hung: several times what it takes on two cores."""


@dataclass(frozen=True)
class TrialRun:
    """What one run left behind."""

    exit_code: int
    output: str
    readiness: dict[str, Any]

    @property
    def word(self) -> str:
        return str(self.readiness["decision"]["word"])

    def ids(self, state: str) -> set[str]:
        """The items in that state."""
        return {item["id"] for item in self.readiness["items"] if item["state"] == state}

    def reason(self, item: str) -> str:
        """Why the item is what it is."""
        return next(str(each["reason"]) for each in self.readiness["items"] if each["id"] == item)

    def reasons(self, *states: str) -> str:
        """Why, for the message of a failed test."""
        return "\n".join(
            f"{item['id']} {item['state']}: {item['reason']}"
            for item in self.readiness["items"]
            if item["state"] in states
        )


def run_trial(
    report: Path,
    *arguments: str,
    checklist: str = "daily",
    breakages: str = "",
    plugins: str = "",
    database: str = "",
    bound: float = BOUND,
) -> TrialRun:
    """Run a stock checklist, or a folder of them, with two workers against a fresh embedded store.

    `bound`: seconds after which it is called hung.
    """
    lists = Path("checklists") / checklist
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            str(lists if (ROOT / lists).is_dir() else f"{lists}.yaml"),
            "--checkout-store=demo",
            f"--checkout-report={report}",
            "-n2",
            "-q",
            *arguments,
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "CHECKOUT_DEMO_BREAKAGES": breakages,
            "CHECKOUT_DEMO_PLUGINS": plugins,
            "CHECKOUT_DEMO_DATABASE": database,
        },
        capture_output=True,
        text=True,
        timeout=bound,
        check=False,
    )
    readiness = json.loads((report / "readiness.json").read_text(encoding="utf-8"))
    return TrialRun(done.returncode, done.stdout + done.stderr, readiness)
