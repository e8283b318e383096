"""Where the store keeps its data, by CHECKOUT_DEMO_DATABASE: a file of SQLite, or a PostgreSQL server of its own.

SQLite needs nothing, and lets one transaction write at a time. PostgreSQL is where two shoppers really race.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path

from pytest_checkout.demo import postgresql
from pytest_checkout.demo.errors import DemoError

VARIABLE = "CHECKOUT_DEMO_DATABASE"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASES = (SQLITE, POSTGRESQL)
SOCKET = "CHECKOUT_DEMO_POSTGRESQL"
"""Tells the store in which directory the server's socket is; without it the store uses SQLite."""


def chosen(environment: Mapping[str, str], find: Callable[[str], object] = find_spec) -> str:
    """The database that the environment asks for. Raises DemoError for an unknown one, or when its driver lacks."""
    name = environment.get(VARIABLE) or SQLITE
    if name not in DATABASES:
        nearest = get_close_matches(name.lower(), DATABASES, n=1, cutoff=0.4)
        hint = f"Did you mean '{nearest[0]}'? " if nearest else ""
        raise DemoError(f"{VARIABLE}: no database '{name}'. {hint}Known: {', '.join(DATABASES)}.")
    if name == POSTGRESQL and find("psycopg") is None:
        raise DemoError("PostgreSQL needs psycopg, which is not installed: pip install 'pytest-checkout[postgresql]'")
    return name


def edition(name: str) -> str:
    """What a seeded template of this database depends on besides the store, as a suffix of its name."""
    return f"-postgresql-{postgresql.version()}" if name == POSTGRESQL else ""


@contextmanager
def serving(name: str, data: Path, template: Path) -> Iterator[dict[str, str]]:
    """Variables for the store that lives in `data`, while its database, a copy of the template's, is there to answer.

    Raises DemoError.
    """
    if name == SQLITE:  # the file was copied with the rest of the template
        yield {}
        return
    with postgresql.server(data / "postgresql.log", base=template / POSTGRESQL) as server:
        yield {SOCKET: server.announcement()["socket"]}


@contextmanager
def seeding(name: str, template: Path) -> Iterator[dict[str, str]]:
    """The same for a template that is being made: the data that stands in the end becomes a part of it."""
    if name == SQLITE:
        yield {}
        return
    with postgresql.server(template / "postgresql.log", keep=template / POSTGRESQL) as server:
        yield {SOCKET: server.announcement()["socket"]}
