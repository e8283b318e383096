"""`pytest-checkout demo`: serve the embedded store, a real django-oscar shop to try everything on."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from pytest_checkout import wirefaults
from pytest_checkout.errors import UserError

HELP = "serve the embedded store, to try everything on"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="the store's port (default: a free one)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where it keeps its data (default: thrown away)")
    parser.add_argument("--database", metavar="NAME", help="sqlite or postgresql (default: sqlite)")
    parser.add_argument("--breakage", action="append", default=[], metavar="NAME", help="break it; may be given again")
    parser.add_argument("--plugin", action="append", default=[], metavar="NAME", help="switch a store plugin on")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C. Raises UserError with the store's own words when it does not start."""
    with tempfile.TemporaryDirectory(prefix="checkout-demo-") as thrown_away:
        data = arguments.data or Path(thrown_away) / "store"
        secret = {
            name: os.environ.get(name) or f"sk_test_{secrets.token_urlsafe(18)}"
            for name in ("CHECKOUT_DEMO_TOKEN", "CHECKOUT_DEMO_GATEWAY_KEY")
        }
        switches = {
            "CHECKOUT_DEMO_BREAKAGES": ",".join(arguments.breakage),
            "CHECKOUT_DEMO_PLUGINS": ",".join(arguments.plugin),
            "CHECKOUT_DEMO_STAND_BEFORE": json.dumps(wirefaults.command()),
        }
        # The child writes its progress and its errors where ours go; its one line of JSON is for us.
        options = ["--data", str(data), "--port", str(arguments.port), "--with-parent"]
        options += ["--database", arguments.database] if arguments.database else []
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest_checkout.demo", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **secret, **switches},
        )
        with process, contextlib.suppress(KeyboardInterrupt):
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line:
                raise UserError("The embedded store did not start; the line above says why.")
            print(_where(json.loads(line), secret), flush=True)
            return process.wait()
    return 0


def _where(found: dict[str, str], secret: dict[str, str]) -> str:
    exports = "\n".join(f"  export {name}={value}" for name, value in secret.items())
    return f"""
store        {found["url"]}
profile      {found["profile"]}
back office  {found["backoffice_url"]}
gateway      {found["gateway_url"]}
mailbox      {found["mailbox_url"]}messages

Shop in it from another terminal:
{exports}
  pytest checklists/daily.yaml --checkout-store={found["profile"]}

Ctrl-C ends it."""
