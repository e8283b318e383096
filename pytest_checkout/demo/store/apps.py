"""The Django app that carries the shop's own templates tags and installs its breakages."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "pytest_checkout.demo.store"
    label = "store"

    def ready(self) -> None:
        # Imported late: breakages patch views and models, which exist only once all apps are loaded.
        from pytest_checkout.demo.store import breakages

        breakages.install()
