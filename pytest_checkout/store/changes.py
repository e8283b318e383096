"""What a run changes in a back office, written down before it is changed, so that it can be put back whatever happens.

Each change is a file of its own (`.checkout/changes/*.json`), there from before the change until it is undone. What a
killed run leaves there, the next run puts back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

from pytest_checkout.errors import CouldNotLook, NotPutBack
from pytest_checkout.store.settings import SETTINGS, Setting

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True)
class Change:
    """One setting that was changed: whose store, which setting, of what, what it was and what it was changed to."""

    store: str
    """The store's address."""
    setting: str
    of: str
    before: Any
    after: Any
    at: str

    @property
    def words(self) -> str:
        """ "the price of BAG-1 was GBP 40.00"."""
        return f"{SETTINGS[self.setting].words.format(self.of)} was {_told(self.before)}"

    def undo(self, office: Any) -> None:
        """Set it back. Raises what the back office raises."""
        setting = SETTINGS[self.setting]
        setting.write(office, self.of, setting.value(self.before))


class ChangeBook:
    """The changes of a store that are not put back yet, in a folder."""

    def __init__(self, folder: Path, store: str) -> None:
        self.folder, self.store = folder, store

    def note(self, change: Change) -> Path:
        """Write a change down, atomically and on the disk, before it is made; gives its file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        before = [int(path.stem) for path in self.folder.glob("*.json") if path.stem.isdecimal()]
        finished = self.folder / f"{max(before, default=0) + 1:06}.json"
        unfinished = finished.with_suffix(".new")
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(change.__dict__, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(finished)
        return finished

    def left_behind(self) -> Iterator[tuple[Path, Change]]:
        """Every change of this store that is still written down, the last one first: it may be a change of a change.

        Raises NotPutBack for a file that cannot be read: nobody knows what it says.
        """
        for path in sorted(self.folder.glob("*.json"), reverse=True):
            try:
                change = Change(**json.loads(path.read_text(encoding="utf-8")))
                SETTINGS[change.setting].value(change.before)
            except (OSError, ValueError, TypeError, KeyError) as error:
                raise NotPutBack(
                    f"{path} should tell what a run changed in a store, and cannot be read ({type(error).__name__}): "
                    "look whether the store is as it should be, then delete the file"
                ) from error
            if change.store == self.store:
                yield path, change

    def restore(self, office: Any) -> list[Change]:
        """Put back all that was left behind; gives what that was. Raises NotPutBack, saying what to restore."""
        restored = []
        for path, change in self.left_behind():
            _undo(change, path, office)
            restored.append(change)
        return restored


@dataclass(frozen=True)
class Changes:
    """What one scenario changes in the back office of its store; `undo` puts it back when the scenario ends."""

    office: Any
    book: ChangeBook
    undo: ExitStack
    now: datetime

    def make(self, setting: Setting[T], of: str, value: T) -> None:
        """Change a setting. What it was is written down, and its undoing registered, before anything is changed."""
        before = setting.read(self.office, of)
        change = Change(
            self.book.store, setting.name, of, setting.plain(before), setting.plain(value), self.now.isoformat()
        )
        self.undo.callback(_undo, change, self.book.note(change), self.office)
        setting.write(self.office, of, value)


@dataclass(frozen=True)
class Settable(Generic[T]):
    """One setting of the store in the hands of a scenario: read it, and set it until the scenario ends."""

    setting: Setting[T]
    changes: Changes

    def now(self, of: str = "") -> T:
        return self.setting.read(self.changes.office, of)

    def set(self, value: T, of: str = "") -> None:
        self.changes.make(self.setting, of, value)


class Undo(ExitStack):
    """Callbacks that undo, the last one first; one that fails keeps no other from its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.failed: list[str] = []
        """What could not be undone, in words."""

    def callback(self, undo: Callable[P, T], /, *args: P.args, **more: P.kwargs) -> Callable[P, T]:
        super().callback(self._try, partial(undo, *args, **more))
        return undo

    def _try(self, undo: Callable[[], object]) -> None:
        try:
            undo()
        except Exception as error:  # whatever it is, the next one must have its turn
            named = "" if isinstance(error, CouldNotLook) else f"{type(error).__name__}: "
            self.failed.append(f"{named}{error}")


def _undo(change: Change, path: Path, office: Any) -> None:
    try:
        change.undo(office)
    except Exception as error:
        raise NotPutBack(
            f"{change.words}, a run changed it to {_told(change.after)}, and it could not be put back ({error}): "
            f"restore it, then delete {path}"
        ) from error
    path.unlink()


def _told(plain: Any) -> str:
    """A kept value in words: GBP 40.00, true, or its parts."""
    if isinstance(plain, dict):
        if plain.keys() == {"amount", "currency"}:
            return f"{plain['currency']} {plain['amount']}"
        return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in plain.items() if value is not None)
    return ("no", "yes")[plain] if isinstance(plain, bool) else str(plain)
