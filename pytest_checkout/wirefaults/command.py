"""How another process starts the proxy: it adds `--to NAME=ADDRESS` for each service, and reads one line of JSON."""

from __future__ import annotations

import sys


def command() -> list[str]:
    """`pytest-checkout proxy` with this interpreter, as a child that ends with its parent."""
    return [sys.executable, "-m", "pytest_checkout.cli", "proxy", "--json", "--with-parent"]
