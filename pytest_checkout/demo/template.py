"""The seeded store, made once and kept in the user's cache, from which every start takes a copy.

The cache key covers the store's source and the versions of what seeds it: nothing is ever stale.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from pytest_checkout.demo import database
from pytest_checkout.demo.errors import DemoError
from pytest_checkout.demo.lock import Locked, locked
from pytest_checkout.demo.process import exit_with_parent, last_line

STORE = Path(__file__).parent / "store"
SEEDERS = ("django", "django-oscar", "babel", "pillow", "sorl-thumbnail")
SEEDING = "seeding the store, once per version (about 5 s) ..."
WAITING = "another process is seeding the store; waiting for it ..."
PATIENCE = 600
"""Seconds to wait for another process that seeds."""
UNFINISHED = ".building-"
KEPT_DAYS = 14
"""Templates that no start has used for so long are removed."""


def cache_dir() -> Path:
    """Where templates are kept: $XDG_CACHE_HOME or ~/.cache, below it pytest-checkout/demo."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pytest-checkout" / "demo"


def fingerprint(store: Path = STORE) -> str:
    """Sixteen hex digits for all that a seeded store depends on: the store's files, Python and the packages."""
    digest = hashlib.sha256()
    for package in SEEDERS:
        digest.update(f"{package} {version(package)}\n".encode())
    digest.update(f"python {sys.version_info[:2]}\n".encode())
    for file in sorted(store.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts and file.suffix != ".mo":
            digest.update(f"{file.relative_to(store).as_posix()}\n".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def seed_in_child(directory: Path, log: Path) -> int:
    """Seed the store in a child process, its output going to `log`; returns the exit code."""
    # By way of this module, so that the child watches for its parent's end.
    command = [sys.executable, "-m", "pytest_checkout.demo.template", str(directory)]
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output) as seed,
    ):
        return seed.wait()


def ready_template(cache: Path, name: str | None = None, seed: Callable[[Path, Path], int] = seed_in_child) -> Path:
    """The directory of the seeded template `name` (default: this version's), made now if there is none yet.

    Any number of processes may ask at once: one seeds, the others wait for it. A template appears by one rename, so
    that a killed builder leaves no half of one. Raises DemoError when seeding fails or the cache cannot be written.
    """
    name = name or fingerprint()
    template = cache / name
    if not template.is_dir():
        try:
            cache.mkdir(parents=True, exist_ok=True)
            with locked(cache / "seeding.lock", patience=PATIENCE, waiting=WAITING):
                if not template.is_dir():
                    _prune(cache)
                    _build(template, seed)
        except Locked:
            raise DemoError(
                f"Another process has been seeding the store for {PATIENCE} s. End it and start again."
            ) from None
        except OSError as error:
            raise DemoError(
                f"The template cache {cache} cannot be written: {error.strerror}. "
                "Set XDG_CACHE_HOME to a directory that can."
            ) from error
    with suppress(PermissionError):  # a cache that came with the machine, read-only: nobody prunes it either
        os.utime(template)
    return template


def _build(template: Path, seed: Callable[[Path, Path], int]) -> None:
    building = Path(tempfile.mkdtemp(prefix=f"{template.name}{UNFINISHED}", dir=template.parent))
    print(SEEDING, file=sys.stderr, flush=True)
    log = template.with_suffix(".log")
    try:
        if seed(building, log):
            raise DemoError(f"Seeding the store failed: {last_line(log)} (all of it: {log})")
        building.rename(template)
    finally:
        shutil.rmtree(building, ignore_errors=True)  # gone already when it became the template


def _prune(cache: Path) -> None:
    """Remove what killed builders left, and templates that no start has used for a while. Needs the lock."""
    oldest = time.time() - KEPT_DAYS * 86400
    for entry in cache.iterdir():
        if entry.is_dir() and (UNFINISHED in entry.name or entry.stat().st_mtime < oldest):
            shutil.rmtree(entry, ignore_errors=True)
            entry.with_suffix(".log").unlink(missing_ok=True)


def main() -> None:
    """Seed the directory given on the command line, in a process that ends when its parent does."""
    exit_with_parent()
    from pytest_checkout.demo.store import seed

    directory = Path(sys.argv[1])
    with database.seeding(database.chosen(os.environ), directory) as variables:
        os.environ |= variables
        seed.main(directory)


if __name__ == "__main__":
    main()
