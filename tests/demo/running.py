"""Runs the demo and its services as their callers do: child processes that say where they listen."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pytest_checkout.demo.process import Service

STOP_SECONDS = 15


@contextmanager
def running_service(name: str, log: Path) -> Iterator[dict[str, str]]:
    """Where the service listens; it ends with the block."""
    with Service(name, log) as service:
        yield service.announcement()


@contextmanager
def launched(data: Path, *options: str, environment: Mapping[str, str] = {}) -> Iterator[subprocess.Popen[str]]:
    """The launcher as a process with all its streams in pipes; killed when the block ends, if it still runs then."""
    command = [sys.executable, "-m", "pytest_checkout.demo", "--data", str(data), *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env={**os.environ, **environment}
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def announced(process: subprocess.Popen[str]) -> dict[str, str]:
    """The one line of the launcher; fails with what it said instead."""
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return json.loads(line)


def answers(address: str) -> bool:
    """Whether somebody listens at a URL or at host:port."""
    host, _, port = address.removeprefix("http://").partition("/")[0].rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True
