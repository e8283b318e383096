"""Theme, plugins and breakages, switched while the shop runs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pytest_checkout.demo.store import breakages
from pytest_checkout.demo.store.backoffice.access import Json, known, only
from pytest_checkout.demo.store.switches import PLUGINS, THEMES, switches


def theme() -> Json:
    return {"name": switches.theme, "themes": list(THEMES)}


def use_theme(wanted: dict[str, Any]) -> Json:
    only(wanted, name=str)
    if "name" in wanted:
        known("theme", wanted["name"], THEMES)
        switches.use_theme(wanted["name"])
    return theme()


def plugins() -> list[dict[str, Any]]:
    return [_switch(name, switches.plugins) for name in PLUGINS]


def plugin(name: str) -> Json:
    known("plugin", name, PLUGINS)
    return _switch(name, switches.plugins)


def set_plugin(name: str, wanted: dict[str, Any]) -> Json:
    only(wanted, active=bool)
    known("plugin", name, PLUGINS)
    if "active" in wanted:
        switches.set_plugin(name, wanted["active"])
    return _switch(name, switches.plugins)


def breakages_listed() -> list[dict[str, Any]]:
    return [_switch(name, switches.breakages) for name in breakages.known()]


def breakage(name: str) -> Json:
    known("breakage", name, breakages.known())
    return _switch(name, switches.breakages)


def set_breakage(name: str, wanted: dict[str, Any]) -> Json:
    only(wanted, active=bool)
    known("breakage", name, breakages.known())
    if "active" in wanted:
        switches.set_breakage(name, wanted["active"])
    return _switch(name, switches.breakages)


def _switch(name: str, on: Collection[str]) -> dict[str, Any]:
    return {"name": name, "active": name in on}
