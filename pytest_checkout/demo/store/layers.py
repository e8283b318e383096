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


ENGLISH_IN_OSCAR = {
    'aria-label="breadcrumb"': """aria-label="{% trans 'You are here' %}\"""",
    'aria-label="Toggle navigation"': """aria-label="{% trans 'Show the menu' %}\"""",
    ">Toggle Dropdown<": ">{% trans 'Show the basket' %}<",
}
"""The texts in Oscar's templates that no catalogue can translate, and what stands in their place."""


class _AppTemplates(app_directories.Loader):
    def get_contents(self, origin: Origin) -> str:
        source: str = super().get_contents(origin)
        for english, translatable in ENGLISH_IN_OSCAR.items():
            source = source.replace(english, translatable)
        return source


class _Layers(filesystem.Loader):
    def get_dirs(self) -> list[Path]:
        return active()


class Loader(cached.Loader):
    """Django's caching loader with the active layers in its keys: a switch needs no restart and no flush."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, [])
        # The shop's own templates/ is found as an app's, before Oscar's.
        self.loaders = [_Layers(engine), _AppTemplates(engine)]

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        own: Any = super().cache_key(template_name, skip)
        return f"{switches.theme}|{sorted(switches.plugins)}|{sorted(switches.breakages)}|{own}"
