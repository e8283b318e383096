"""`pytest-checkout discover` in a process of its own: one thread cannot hold a second Playwright besides the tests'."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def discover(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest_checkout.cli", "discover", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
