"""`python -m pytest_checkout.demo --data DIR`: start the embedded store with its services and say where they are.

Exit codes: 0 ended by a signal or by its parent's end, 1 a service ended by itself, 2 could not start.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from pytest_checkout.demo.errors import DemoError
from pytest_checkout.demo.process import exit_with_parent

PARTS = {
    "oscar": "django-oscar",
    "sorl": "sorl-thumbnail",
    "cheroot": "cheroot",
    "stripe": "stripe",
    "aiohttp": "aiohttp",
    "aiosmtpd": "aiosmtpd",
}
"""What the extra [demo] installs: module and package."""


def missing_part(find: Callable[[str], object] = find_spec) -> str | None:
    """The first package of the extra [demo] that is not installed, or None."""
    return next((package for module, package in PARTS.items() if find(module) is None), None)


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m pytest_checkout.demo", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help="directory for the database, pictures, logs and profile of this start",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=port, default=0, help="port of the store (default: a free one)")
    parser.add_argument(
        "--database",
        metavar="NAME",
        default=os.environ.get("CHECKOUT_DEMO_DATABASE"),
        help="sqlite or postgresql (default: $CHECKOUT_DEMO_DATABASE, else sqlite)",
    )
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    return parser


def port(text: str) -> int:
    """A TCP port number. Raises ValueError."""
    if not 0 <= int(text) <= 65535:
        raise ValueError(text)
    return int(text)


def main() -> int:
    """Run the store until it is told to end; returns the exit code."""
    given = arguments().parse_args()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    os.environ["CHECKOUT_DEMO_DATABASE"] = given.database or ""  # the child that seeds reads it too
    if given.with_parent:
        exit_with_parent()
    try:
        if missing := missing_part():
            raise DemoError(
                f"The demo store needs {missing}, which is not installed: pip install 'pytest-checkout[demo]'"
            )
        from pytest_checkout.demo import launcher  # only now: it imports what may be missing

        ended = launcher.run(launcher.Options(given.data, given.host, given.port))
    except DemoError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    print(ended, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
