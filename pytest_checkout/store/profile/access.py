"""How the back office and the services of a store are reached; secrets stay in the environment."""

from __future__ import annotations

import os

from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.profile.values import Part


class Secret(Part):
    """A secret that lives in the environment: `token: {env: SHOP_TOKEN}`. Never in the file itself."""

    env: str

    def value(self) -> str:
        """Raises CannotProvide when the variable is not set."""
        found = os.environ.get(self.env, "")
        if not found:
            raise CannotProvide(f"needs the environment variable {self.env}, which is not set")
        return found


class BackOfficeAccess(Part):
    url: str
    token: Secret


class ServiceAccess(Part):
    kind: str
    url: str
    key: Secret | None = None
