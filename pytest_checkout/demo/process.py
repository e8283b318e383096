"""Life and death of the demo's processes: start a service, hear where it listens, never outlive the parent."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from pytest_checkout.demo.errors import DemoError

ANNOUNCE_SECONDS = 30
"""How long a service may take to say where it listens; it binds before its slow imports, so this is generous."""


def exit_with_parent() -> None:
    """End this process at once when its standard input ends.

    A parent that holds the other end of the pipe needs no shutdown code: the pipe
    closes even when it is killed with -9.
    """
    threading.Thread(target=_exit_at_end_of_input, name="parent-watch", daemon=True).start()


def _exit_at_end_of_input() -> None:
    # os.read, not sys.stdin.read: a daemon thread inside sys.stdin would hold its lock when the interpreter shuts down.
    while os.read(0, 4096):
        pass
    os._exit(0)


class Service:
    """A service of the demo as a child process that ends when this one does.

    As a context manager it ends the child on leaving: by closing its standard input, after `patience` seconds by
    killing it.
    """

    def __init__(self, name: str, log: Path, command: Sequence[str] = (), *, patience: float = 5) -> None:
        """Start `command` (default: `python -m pytest_checkout.demo.services NAME`), its stderr going to `log`."""
        self.name = name
        self.log = log
        self.patience = patience
        with log.open("wb") as stderr:
            self.process = subprocess.Popen(
                command or [sys.executable, "-m", "pytest_checkout.demo.services", name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )

    def announcement(self) -> dict[str, Any]:
        """The JSON object the service prints once it listens, for example {"url": "http://127.0.0.1:4242"}.

        Raises DemoError when the service ended or stayed silent instead.
        """
        assert self.process.stdout is not None
        too_late = threading.Timer(ANNOUNCE_SECONDS, self.process.kill)
        too_late.start()
        line = self.process.stdout.readline()
        too_late.cancel()
        if not line:
            raise DemoError(f"The {self.name} did not start: {last_line(self.log)} (all of it: {self.log})")
        announced: dict[str, Any] = json.loads(line)
        return announced

    def obituary(self) -> str:
        """Wait until the service ends, and say so."""
        code = self.process.wait()
        return f"The {self.name} ended by itself (exit code {code}): {last_line(self.log)} (all of it: {self.log})"

    def __enter__(self) -> "Service":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(timeout=self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def last_line(log: Path) -> str:
    """The last line with text of a log file, or "it said nothing"."""
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it said nothing"
