"""Every option, ini key and marker in one table, and what a run was asked to do."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from pytest_checkout.pytest_plugin import hookspecs
from pytest_checkout.readiness import bank


def _day(text: str) -> str:
    """A day as text: pytest-xdist hands options to its workers, and takes no dates."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as in 2026-11-26") from None


OPTIONS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    (
        "--checkout-store",
        {"metavar": "FILE", "help": "the store's profile, or 'demo' for the embedded store (default: store.yaml)"},
    ),
    (
        "--checkout-gate",
        {
            "choices": ("on", "off"),
            "default": "on",
            "help": "on: pytest fails unless the decision is GO; off: pytest's own exit status",
        },
    ),
    (
        "--checkout-report",
        {
            "metavar": "DIR",
            "default": "checkout-report",
            "help": "where results are written (default: checkout-report)",
        },
    ),
    (
        "--checkout-bank",
        {
            "metavar": "FILE",
            "help": f"the evidence bank, or 'off' for none (default: {bank.NAME} in pytest's root)",
        },
    ),
    (
        "--checkout-deploy",
        {
            "metavar": "ID",
            "default": "",
            "help": "what is deployed, so that evidence carries over runs of it (default: the profile's 'deploy')",
        },
    ),
    (
        "--checkout-scheduled",
        {
            "action": "store_true",
            "help": "this run is one of many on a schedule: an item is tried once, and its first failure starts a "
            "burst of trials that confirms it or clears it",
        },
    ),
    (
        "--checkout-day",
        {
            "metavar": "DAY",
            "type": _day,
            "help": "whose combinations are run of scenarios tagged @pairwise, as in 2026-11-26 (default: today, UTC)",
        },
    ),
    (
        "--checkout-explain",
        {
            "action": "store_true",
            "help": "tell every decision of the shopper with its evidence, in the terminal and in the report",
        },
    ),
    (
        "--checkout-browser",
        {
            "metavar": "PROGRAM",
            "help": "Chromium to start: a path or a name on the PATH (default: Playwright's, then any)",
        },
    ),
)

INI_KEYS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("checkout_store", {"help": "the store's profile, or 'demo'", "default": ""}),
    ("checkout_browser", {"help": "Chromium to start: a path or a name on the PATH", "default": ""}),
    (
        "checkout_checklists",
        {"type": "args", "default": ["checklists"], "help": "folders, seen from the root, whose YAML are checklists"},
    ),
    (
        "checkout_features",
        {"type": "args", "default": ["features"], "help": "folders with scenarios that checklists name"},
    ),
)
MARKERS: Final = (
    "checkout_item(id): the checklist item that a test proves",
    "checkout_tag(text): a Gherkin tag that cannot be a marker's name, such as @item:PRO-01",
)


@dataclass(frozen=True)
class Settings:
    """What this run was asked to do; every path is absolute."""

    report: Path
    gate: bool
    checklists: tuple[Path, ...]
    features: tuple[Path, ...]
    bank: Path | None
    """None: nothing is kept."""
    scheduled: bool
    day: date
    """Whose combinations of values are run."""


def settings(config: pytest.Config) -> Settings:
    """The settings of a run. Paths on the command line start where pytest was called, those of ini keys at the root."""
    return Settings(
        report=config.invocation_params.dir / config.getoption("checkout_report"),
        gate=config.getoption("checkout_gate") == "on",
        checklists=tuple(config.rootpath / name for name in config.getini("checkout_checklists")),
        features=tuple(config.rootpath / name for name in config.getini("checkout_features")),
        bank=_bank(config),
        scheduled=config.getoption("checkout_scheduled"),
        day=_this_day(config),
    )


def _this_day(config: pytest.Config) -> date:
    """The day that was asked for, else today; kept, so that workers of pytest-xdist, who get our options, have ours."""
    config.option.checkout_day = config.option.checkout_day or datetime.now(UTC).date().isoformat()
    return date.fromisoformat(config.option.checkout_day)


def _bank(config: pytest.Config) -> Path | None:
    chosen = config.getoption("checkout_bank")
    if chosen == "off":
        return None
    return config.invocation_params.dir / chosen if chosen else config.rootpath / bank.NAME


def store_path(config: pytest.Config) -> Path | None:
    """The file of the store profile; None for the embedded store, whose profile is written when it starts."""
    chosen = config.getoption("checkout_store") or config.getini("checkout_store")
    return None if chosen == "demo" else config.rootpath / (chosen or "store.yaml")


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(hookspecs)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("checkout", "checkout readiness")
    for name, details in OPTIONS:
        group.addoption(name, **details)
    for name, details in INI_KEYS:
        parser.addini(name, **details)


def pytest_configure(config: pytest.Config) -> None:
    # pytest-playwright's own `base_url` fixture, on pytest 9: in every run, and nothing that a user could change.
    config.addinivalue_line("filterwarnings", "ignore:Session-scoped fixtures defined as instance methods")
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
