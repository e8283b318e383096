"""The embedded Oscar store as a stranger meets it: its address alone, and a door to its own records for the test."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tests.demo.running import announced, launched


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """Serve a freshly seeded store until the block ends; its address."""
    with launched(folder / "data", "--with-parent") as process:
        yield announced(process)["url"]
