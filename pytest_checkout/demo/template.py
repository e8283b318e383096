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
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from pytest_checkout.demo.errors import DemoError
from pytest_checkout.demo.lock import Locked, locked
from pytest_checkout.demo.process import exit_with_parent, last_line

STORE = Path(__file__).parent / "store"
SEEDERS = ("django", "django-oscar", "babel", "pillow", "sorl-thumbnail")
SEEDING = "seeding the store, once per version (about 20 s) ..."
WAITING = "another process is seeding the store; waiting for it ..."
PATIENCE = 600
"""Seconds to wait for another process that seeds."""
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


def ready_template(cache: Path) -> Path:
    """The directory of the seeded template, made now if this version has none yet.

    Any number of processes may ask at once: one seeds, the others wait for it. A template appears by one rename, so
    that a killed builder leaves no half of one. Raises DemoError when seeding fails or the cache cannot be written.
    """
    name = fingerprint()
    template = cache / name
    if not template.is_dir():
        try:
            cache.mkdir(parents=True, exist_ok=True)
            with locked(cache / "seeding.lock", patience=PATIENCE, waiting=WAITING):
                if not template.is_dir():
                    _build(template)
                    _prune(cache, keep=name)
        except Locked:
            raise DemoError(f"Another process has been seeding the store for {PATIENCE} s. "
                            "End it and start again.") from None
        except OSError as error:
            raise DemoError(f"The template cache {cache} cannot be written: {error.strerror}. "
                            "Set XDG_CACHE_HOME to a directory that can.") from error
    with suppress(PermissionError):  # a cache that came with the machine, read-only: nobody prunes it either
        os.utime(template)
    return template



def _build(template: Path) -> None:
    print(SEEDING, file=sys.stderr, flush=True)
    building = Path(tempfile.mkdtemp(prefix=f"{template.name}.building-", dir=template.parent))
    log = template.with_suffix(".log")
    try:
        with log.open("wb") as output:
            # This module, not the seed itself: the seeding process too must end when its parent does.
            seed = subprocess.Popen([sys.executable, "-m", __name__, str(building)],
                                    stdin=subprocess.PIPE, stdout=output, stderr=output)
            with seed:
                failed = seed.wait()
        if failed:
            raise DemoError(f"Seeding the store failed: {last_line(log)} (all of it: {log})")
        building.rename(template)
    finally:
        shutil.rmtree(building, ignore_errors=True)  # gone already when it became the template


def _prune(cache: Path, keep: str) -> None:
    """Remove what no start has used for a while; templates in use have a fresh time stamp."""
    oldest = time.time() - KEPT_DAYS * 86400
    for leftover in cache.iterdir():
        if leftover.is_dir() and leftover.name != keep and leftover.stat().st_mtime < oldest:
            shutil.rmtree(leftover, ignore_errors=True)


def main() -> None:
    """Seed the directory given on the command line, in a process that ends when its parent does."""
    exit_with_parent()
    from pytest_checkout.demo.store import seed

    seed.main(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
