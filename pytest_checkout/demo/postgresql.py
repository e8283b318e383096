"""A PostgreSQL server for one start: a process that ends with its parent and throws its data away.

`python -m pytest_checkout.demo.postgresql [--base DIR] [--keep DIR]` makes an empty server, or one with a copy of the
data in `--base`; prints one JSON line, {"socket": DIR}, once it answers; ends when standard input does, and leaves its
data in `--keep`. The user is "store", the database "postgres", there is no password: only who can reach the socket's
directory can connect.
"""

from __future__ import annotations

import argparse
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from pytest_checkout.demo.errors import DemoError
from pytest_checkout.demo.process import Service

USER, DATABASE = "store", "postgres"
DEBIAN = Path("/usr/lib/postgresql")
"""Debian keeps the programs of each version apart and off the PATH."""
END_SECONDS = 60
"""How long the server may take to write down its data and end, on a busy machine."""
READY = "database system is ready to accept connections"

# Data that lives as long as one start needs no protection from a power cut.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "lc_messages": "C",
    "logging_collector": "off",
    "log_destination": "stderr",
}


class User(Protocol):
    """Who the server runs as (pwd.struct_passwd)."""

    @property
    def pw_uid(self) -> int: ...
    @property
    def pw_gid(self) -> int: ...


def server(log: Path, *, base: Path | None = None, keep: Path | None = None) -> Service:
    """The server as a child process of this one; its announcement is {"socket": DIR}."""
    options = [*(("--base", str(base)) if base else ()), *(("--keep", str(keep)) if keep else ())]
    command = [sys.executable, "-m", "pytest_checkout.demo.postgresql", *options]
    return Service("PostgreSQL server", log, command, patience=END_SECONDS)


def version() -> str:
    """What the server's data is good for: "15". Raises DemoError when it is not installed, or does not run."""
    try:
        said = subprocess.run([programs() / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise DemoError(f"PostgreSQL does not run: {error}") from error
    found = re.search(r"\d+", said)
    if found is None:
        raise DemoError(f"PostgreSQL does not say its version, but '{said.strip()}'.")
    return found[0]


def programs(which: Callable[[str], str | None] = shutil.which, debian: Path = DEBIAN) -> Path:
    """The directory of initdb and postgres: on the PATH, else Debian's newest. Raises DemoError when there is none."""
    if found := which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(debian.glob("*/bin/initdb"), key=lambda found: float(found.parents[1].name))
    if not versions:
        raise DemoError(
            f"PostgreSQL is not installed: there is no initdb on the PATH nor below {debian}. On Debian: "
            "apt-get install postgresql. Or leave CHECKOUT_DEMO_DATABASE out: the store then keeps its data in SQLite."
        )
    return versions[-1].parent


def unprivileged(lookup: Callable[[str], User] = pwd.getpwnam) -> User | None:
    """Who to be instead of root, whom PostgreSQL refuses; None for everybody else. Raises DemoError."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return lookup(name)
        except KeyError:
            continue
    raise DemoError("PostgreSQL does not run as root, and there is no user 'postgres' nor 'nobody' to run it as.")


def run(base: Path | None, keep: Path | None) -> int:
    """Serve until standard input ends; returns the server's exit code. Raises DemoError when it does not start."""
    user = unprivileged()
    # Not below the store's own directory: as root that may be closed to everybody else, and a socket's path is short.
    with tempfile.TemporaryDirectory(prefix="checkout-pg-", ignore_cleanup_errors=True) as place:
        data = Path(place) / "data"
        if base is None:
            _own(Path(place), user)
            _make(data, user)
        else:
            shutil.copytree(base, data)
            data.chmod(0o700)
            _own(Path(place), user)
        with subprocess.Popen(
            [
                programs() / "postgres",
                *("-D", data, "-k", place),
                *(word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")),
            ],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **_as(user, place),
        ) as process:
            # "Fast shutdown": connections are cut, the data is written.
            signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGINT))
            threading.Thread(target=_end_with_input, args=(process,), daemon=True).start()
            assert process.stderr is not None
            for line in process.stderr:
                print(line, end="", file=sys.stderr, flush=True)
                if READY in line:
                    print(json.dumps({"socket": place}), flush=True)
        if keep is not None and process.returncode == 0:
            shutil.copytree(data, keep)
        return process.returncode


def _make(data: Path, user: User | None) -> None:
    options = ["-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--wal-segsize=1"]
    made = subprocess.run(
        [programs() / "initdb", *options], capture_output=True, text=True, check=False, **_as(user, str(data.parent))
    )
    if made.returncode:
        raise DemoError(f"initdb failed: {(made.stderr or made.stdout).strip().splitlines()[-1]}")


def _own(place: Path, user: User | None) -> None:
    if user is not None:
        for entry in (place, *place.rglob("*")):
            os.chown(entry, user.pw_uid, user.pw_gid)


def _as(user: User | None, place: str) -> dict[str, Any]:
    """How to start a program as `user`, untouched by a Ctrl-C in the terminal and by the variables of other servers."""
    who = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**who, "cwd": place, "env": environment | {"LC_ALL": "C"}, "start_new_session": True}


def _end_with_input(process: subprocess.Popen[str]) -> None:
    # os.read, not sys.stdin.read: see process.exit_with_parent.
    while os.read(0, 4096):
        pass
    process.send_signal(signal.SIGINT)


def main() -> int:
    """Run the server as a process."""
    parser = argparse.ArgumentParser(prog="python -m pytest_checkout.demo.postgresql", description=__doc__)
    parser.add_argument("--base", type=Path, metavar="DIR", help="data to begin with, which stays as it is")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to leave the data in the end")
    given = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return run(given.base, given.keep)
    except DemoError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
