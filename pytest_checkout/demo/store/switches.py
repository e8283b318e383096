"""What can be switched while the shop runs: its theme, its plugins and its breakages. Kept in DATA/state.json."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from pathlib import Path

THEMES = ("classic", "compact")
PLUGINS = ("loyalty-badge", "consent-banner", "quick-basket")
ON_BY_DEFAULT = frozenset({"loyalty-badge"})


class Switches:
    """The switches of this process; changing one takes effect with the next page."""

    def __init__(self) -> None:
        self.theme = THEMES[0]
        self.plugins = ON_BY_DEFAULT
        self.breakages: frozenset[str] = frozenset()
        self._file: Path | None = None
        self._lock = threading.Lock()

    def load(self, file: Path, breakages: Iterable[str] = (), plugins: Iterable[str] = ()) -> None:
        """Take over what `file` remembers from before, and switch `breakages` and `plugins` on."""
        if file.exists():
            state = json.loads(file.read_text("utf-8"))
            self.theme, self.plugins = state["theme"], frozenset(state["plugins"])
            self.breakages = frozenset(state["breakages"])
        self.breakages |= frozenset(breakages)
        self.plugins |= frozenset(plugins)
        self._file = file

    def use_theme(self, name: str) -> None:
        with self._lock:
            self.theme = name
            self._save()

    def set_plugin(self, name: str, active: bool) -> None:
        with self._lock:
            self.plugins = self.plugins | {name} if active else self.plugins - {name}
            self._save()

    def set_breakage(self, name: str, active: bool) -> None:
        with self._lock:
            self.breakages = self.breakages | {name} if active else self.breakages - {name}
            self._save()

    def _save(self) -> None:
        if self._file is None:
            return
        state = {"theme": self.theme, "plugins": sorted(self.plugins), "breakages": sorted(self.breakages)}
        written = self._file.with_suffix(".tmp")
        written.write_text(json.dumps(state), "utf-8")
        written.replace(self._file)


switches = Switches()
