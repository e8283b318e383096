"""The daily checklist, run with a profile that `pytest-checkout discover` wrote, as its owner would run it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """How the items ended: by state, each with its reason and the code of it."""

    ready: frozenset[str]
    not_ready: dict[str, str]
    unknown: dict[str, tuple[str, str]]

    @property
    def unprovided(self) -> dict[str, str]:
        """What is unknown for another reason than that the shop, or its profile, lacks something."""
        return {name: why for name, (why, code) in self.unknown.items() if code != "cannot-provide"}


def shops_by(profile: Path, folder: Path) -> Outcome:
    """Run the stock daily checklist with `profile`; its report goes into `folder`."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        ROOT / "checklists" / "daily.yaml",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
    ]
    options = [f"--checkout-store={profile}", f"--checkout-report={folder / 'report'}", f"--rootdir={ROOT}"]
    done = subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True, timeout=900, check=False)
    decided = folder / "report" / "readiness.json"
    assert decided.exists(), f"pytest ended with {done.returncode}: {done.stdout[-3000:]}{done.stderr[-1000:]}"
    items = json.loads(decided.read_text(encoding="utf-8"))["items"]
    by = {state: [item for item in items if item["state"] == state] for state in ("ready", "not ready", "unknown")}
    return Outcome(
        frozenset(item["id"] for item in by["ready"]),
        {item["id"]: item["reason"] for item in by["not ready"]},
        {item["id"]: (item["reason"], item["reason_code"]) for item in by["unknown"]},
    )
