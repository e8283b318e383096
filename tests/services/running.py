"""Real services for the tests of our adapters: the demo's own, as processes."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

KEY = "sk_test_for_our_adapters"


@contextlib.contextmanager
def service(name: str) -> Iterator[dict[str, Any]]:
    """Run the demo's gateway or mailbox; gives what it announces (its url)."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest_checkout.demo.services", name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "CHECKOUT_DEMO_GATEWAY_KEY": KEY},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()
