"""Theme, plugins and breakages, switched while the shop runs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pytest_checkout.demo.store import breakages
from pytest_checkout.demo.store.backoffice.access import Json, Refused, only
from pytest_checkout.demo.store.switches import PLUGINS, THEMES, switches


def theme() -> Json:
    return {"name": switches.theme, "themes": list(THEMES)}


def use_theme(wanted: dict[str, Any]) -> Json:
    only(wanted, name=str)
    if "name" in wanted:
        switches.use_theme(_known("theme", wanted["name"], THEMES))
    return theme()


def plugins() -> list[dict[str, Any]]:
    return [_switch(name, switches.plugins) for name in PLUGINS]


def plugin(name: str) -> Json:
    return _switch(_known("plugin", name, PLUGINS), switches.plugins)


def set_plugin(name: str, wanted: dict[str, Any]) -> Json:
    only(wanted, active=bool)
    _known("plugin", name, PLUGINS)
    if "active" in wanted:
        switches.set_plugin(name, wanted["active"])
    return _switch(name, switches.plugins)


def breakages_listed() -> list[dict[str, Any]]:
    return [_switch(name, switches.breakages) for name in breakages.known()]


def breakage(name: str) -> Json:
    return _switch(_known("breakage", name, breakages.known()), switches.breakages)


def set_breakage(name: str, wanted: dict[str, Any]) -> Json:
    only(wanted, active=bool)
    _known("breakage", name, breakages.known())
    if "active" in wanted:
        switches.set_breakage(name, wanted["active"])
    return _switch(name, switches.breakages)


def _switch(name: str, on: Collection[str]) -> dict[str, Any]:
    return {"name": name, "active": name in on}


def _known(kind: str, name: str, names: Collection[str]) -> str:
    if name not in names:
        raise Refused(f"There is no {kind} '{name}'; there are {', '.join(names)}.", 404)
    return name
