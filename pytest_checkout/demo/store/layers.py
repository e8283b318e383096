"""Finds templates in layers: active breakages over active plugins over the theme over the shop over Oscar.

A template of a layer may extend the one of the same name below it, so several plugins can change one page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template import Engine
from django.template.base import Origin
from django.template.loaders import app_directories, cached, filesystem

from pytest_checkout.demo.store.switches import switches

HERE = Path(__file__).parent


def active() -> list[Path]:
    """The template directories of this moment, topmost first."""
    layers = [HERE / "breakages" / "templates" / name for name in sorted(switches.breakages)]
    layers += [HERE / "plugins" / name for name in sorted(switches.plugins)]
    return [*layers, HERE / "themes" / switches.theme]


class _Layers(filesystem.Loader):
    def get_dirs(self) -> list[Path]:
        return active()


class Loader(cached.Loader):
    """Django's caching loader with the active layers in its keys: a switch needs no restart and no flush."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, [])
        # The shop's own templates/ is found as an app's, before Oscar's.
        self.loaders = [_Layers(engine), app_directories.Loader(engine)]

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        own: Any = super().cache_key(template_name, skip)
        return f"{switches.theme}|{sorted(switches.plugins)}|{sorted(switches.breakages)}|{own}"
