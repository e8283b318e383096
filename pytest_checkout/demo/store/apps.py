"""The Django app that carries the shop's own templates and static files, and puts its breakages in place."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "pytest_checkout.demo.store"
    label = "store"

    def ready(self) -> None:
        # Only now: breakages patch views and models, which exist once all apps are loaded.
        for family in ("interruptions", "messages", "money", "outages", "payment", "privacy", "stock", "words"):
            import_module(f"{self.name}.breakages.{family}")
