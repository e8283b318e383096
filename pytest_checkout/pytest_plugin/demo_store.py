"""Starts the embedded store as a process of its own, for one test process, and ends it with it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from pytest_checkout import wirefaults
from pytest_checkout.errors import UserError

START_SECONDS = 300.0
"""How long a first start may take: it draws and seeds the whole store once."""


@contextlib.contextmanager
def running(data: Path) -> Iterator[Path]:
    """Run the embedded store with its data in `data`; gives the path of its profile.

    The store's secrets are chosen here and live in the environment of this process. The child watches its
    standard input, so that it ends with us even when we are killed. Raises UserError with the store's own words.
    """
    for name in ("CHECKOUT_DEMO_TOKEN", "CHECKOUT_DEMO_GATEWAY_KEY"):
        os.environ[name] = f"sk_test_{secrets.token_urlsafe(18)}"
    log = data.with_name(data.name + ".log")
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest_checkout.demo", "--data", str(data), "--with-parent"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "CHECKOUT_DEMO_STAND_BEFORE": json.dumps(wirefaults.command())},
        )
    bound = threading.Timer(START_SECONDS, process.kill)
    bound.start()
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        bound.cancel()
        if not line:
            words = log.read_text(errors="replace").strip().splitlines() or ["it said nothing"]
            raise UserError(f"the embedded store did not start: {words[-1]} (all it said: {log})")
        yield Path(json.loads(line)["profile"])
    finally:
        bound.cancel()
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
