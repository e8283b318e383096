"""What can be set while the shop runs: theme, plugins, breakages, what is withdrawn, fees, rates, the clock.

Kept in DATA/state.json, so that it outlives a restart.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

THEMES = ("classic", "compact")
TERMS_BOX = "terms-box"
PLUGINS = ("loyalty-badge", "consent-banner", "quick-basket", TERMS_BOX)
ON_BY_DEFAULT = frozenset({"loyalty-badge"})


class Switches:
    """The switches of this process; changing one takes effect with the next page."""

    def __init__(self) -> None:
        self.theme = THEMES[0]
        self.plugins = ON_BY_DEFAULT
        self.breakages: frozenset[str] = frozenset()
        self.withdrawn: frozenset[str] = frozenset()
        """What is not offered for now, as "payment:card", "delivery:express" or "code:LIVE10"."""
        self.fees: Mapping[str, Decimal] = {}
        """Fees of deliveries by code, where they are not those of the assortment; with tax."""
        self.rates: Mapping[str, Decimal] = {}
        """Tax rates by kind ("standard", "reduced"), where they are not those of the assortment."""
        self.clock_ahead = 0.0
        """Seconds by which the shop's clock is ahead of the machine's."""
        self._file: Path | None = None
        self._lock = threading.Lock()

    def load(self, file: Path, breakages: Iterable[str] = (), plugins: Iterable[str] = ()) -> None:
        """Take over what `file` remembers from before, and switch `breakages` and `plugins` on."""
        if file.exists():
            state = json.loads(file.read_text("utf-8"))
            self.theme, self.plugins = state["theme"], frozenset(state["plugins"])
            self.breakages, self.withdrawn = frozenset(state["breakages"]), frozenset(state["withdrawn"])
            self.fees, self.rates = _amounts(state["fees"]), _amounts(state["rates"])
            self.clock_ahead = state["clock_ahead"]
        self.breakages |= frozenset(breakages)
        self.plugins |= frozenset(plugins)
        self._file = file

    def use_theme(self, name: str) -> None:
        self._change(theme=name)

    def set_plugin(self, name: str, active: bool) -> None:
        self._change(plugins=_with(self.plugins, name, active))

    def set_breakage(self, name: str, active: bool) -> None:
        self._change(breakages=_with(self.breakages, name, active))

    def offers(self, kind: str, name: str) -> bool:
        return f"{kind}:{name}" not in self.withdrawn

    def offer(self, kind: str, name: str, offered: bool) -> None:
        self._change(withdrawn=_with(self.withdrawn, f"{kind}:{name}", not offered))

    def set_fee(self, delivery: str, fee: Decimal | None) -> None:
        """Have a delivery cost this everywhere; None: what the carrier says."""
        others = {name: known for name, known in self.fees.items() if name != delivery}
        self._change(fees=others if fee is None else {**others, delivery: fee})

    def set_rate(self, kind: str, rate: Decimal) -> None:
        self._change(rates={**self.rates, kind: rate})

    def set_clock(self, ahead: float) -> None:
        self._change(clock_ahead=ahead)

    def _change(self, **values: Any) -> None:
        with self._lock:
            for name, value in values.items():
                setattr(self, name, value)
            self._save()

    def _save(self) -> None:
        if self._file is None:
            return
        state = {
            "theme": self.theme,
            "plugins": sorted(self.plugins),
            "breakages": sorted(self.breakages),
            "withdrawn": sorted(self.withdrawn),
            "fees": {name: str(fee) for name, fee in self.fees.items()},
            "rates": {name: str(rate) for name, rate in self.rates.items()},
            "clock_ahead": self.clock_ahead,
        }
        written = self._file.with_suffix(".tmp")
        written.write_text(json.dumps(state), "utf-8")
        written.replace(self._file)


def _with(names: frozenset[str], name: str, there: bool) -> frozenset[str]:
    return names | {name} if there else names - {name}


def _amounts(written: Mapping[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(amount) for name, amount in written.items()}


switches = Switches()
