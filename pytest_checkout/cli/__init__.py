"""The command `pytest-checkout`: each module here is a verb with HELP, configure(parser), run(arguments)."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence

from pytest_checkout.errors import ProblemsError, UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. A user's mistake is told in words on stderr, never as a traceback, and the exit status is 2."""
    parser = argparse.ArgumentParser(prog="pytest-checkout", description="Can we sell today?")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "__main__"):
        module = importlib.import_module(f"{__name__}.{name}")
        verb = verbs.add_parser(name, help=module.HELP, description=module.__doc__)
        module.configure(verb)
        verb.set_defaults(run=module.run)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (UserError, ProblemsError) as error:
        print(error, file=sys.stderr)
        return 2
