"""Runs one service of the demo as the launcher does: a child process that says where it listens."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytest_checkout.demo.process import Service


@contextmanager
def running_service(name: str, log: Path) -> Iterator[dict[str, str]]:
    """Where the service listens; it ends with the block."""
    with Service(name, [], log) as service:
        yield service.announcement()
