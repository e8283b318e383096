"""The directory of one running store: its database, pictures and logs, fresh at every start, used by one at a time."""

import shutil
from collections.abc import Container, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pytest_checkout.demo.errors import DemoError
from pytest_checkout.demo.lock import Locked, locked

MARK = "demo-store.lock"
"""The lock, which also says that the directory is ours to clear."""


@contextmanager
def claimed(directory: Path) -> Iterator[Path]:
    """Own `directory` (made if missing) until the block ends, empty but for the lock.

    Raises DemoError when it cannot be written, is used by another demo store, or holds files of somebody else.
    """
    with ExitStack() as held:
        try:
            directory.mkdir(parents=True, exist_ok=True)
            if any(directory.iterdir()) and not (directory / MARK).exists():
                raise DemoError(
                    f"{directory} holds files that are not a demo store's. Give an empty or a new directory as --data."
                )
            held.enter_context(locked(directory / MARK))
            _clear(directory)
        except Locked:
            raise DemoError(
                f"Another demo store is running in {directory}. End it, or give another directory as --data."
            ) from None
        except OSError as error:
            raise _unwritable(directory, error) from error
        yield directory


def fill(directory: Path, template: Path, leave_out: Container[str] = ()) -> None:
    """Copy the seeded template into the directory. Raises DemoError when the disk is full or the like."""
    try:
        for entry in template.iterdir():  # one by one: copying the directory itself would change its permissions
            if entry.name in leave_out:
                continue
            if entry.is_dir():
                shutil.copytree(entry, directory / entry.name)
            else:
                shutil.copy2(entry, directory)
    except OSError as error:  # copytree collects its errors and has no strerror
        raise _unwritable(directory, error) from error


def _unwritable(directory: Path, error: OSError) -> DemoError:
    reason = error.strerror or error
    return DemoError(f"The data directory {directory} cannot be written ({reason}). Give another one as --data.")


def _clear(directory: Path) -> None:
    for old in directory.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
        elif not old.name.startswith(MARK):
            old.unlink()
