"""The Django app that carries the shop's own templates and static files, and puts its breakages in place."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "pytest_checkout.demo.store"
    label = "store"

    def ready(self) -> None:
        # Only now: breakages patch views and models, which exist once all apps are loaded.
        breakages = import_module(f"{self.name}.breakages")
        for family in iter_modules(breakages.__path__):
            import_module(f"{breakages.__name__}.{family.name}")
