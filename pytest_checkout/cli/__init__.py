"""The command `pytest-checkout`: a module here is a verb with HELP, configure(parser), run(arguments), or "_shared"."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence

from pytest_checkout.errors import ProblemsError, UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. A user's mistake is told in words on stderr, never as a traceback, and the exit status is 2."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(prog="pytest-checkout", description="Can we sell today?")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    # A verb that was named is imported alone: CI asks the gate often, and it needs nothing of what reports need.
    for name in given[:1] if given[:1] and given[0] in names else names:
        module = importlib.import_module(f"{__name__}.{name}")
        verb = verbs.add_parser(name, help=module.HELP, description=module.__doc__)
        module.configure(verb)
        verb.set_defaults(run=module.run)
    chosen = parser.parse_args(given)
    try:
        return int(chosen.run(chosen))
    except (UserError, ProblemsError) as error:
        print(error, file=sys.stderr)
        return 2
