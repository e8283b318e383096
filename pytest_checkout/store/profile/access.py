"""How the back office and the services of a store are reached; secrets stay in the environment."""

from __future__ import annotations

import os
from typing import Self

from pydantic import model_validator

from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.profile.values import Part, WebAddress


class Secret(Part):
    """A secret that lives in the environment: `token: {env: SHOP_TOKEN}`. Never in the file itself."""

    env: str

    @model_validator(mode="before")
    @classmethod
    def _is_not_told(cls, value: object) -> object:
        if isinstance(value, str | int | float):  # not quoted in the message: it may be the secret
            raise ValueError("a secret does not stand in this file; write {env: NAME}, the variable that holds it")
        return value

    def value(self) -> str:
        """Raises CannotProvide when the variable is not set."""
        found = os.environ.get(self.env, "")
        if not found:
            raise CannotProvide(f"needs the environment variable {self.env}, which is not set")
        return found


class HttpLogin(Part):
    """What the store's server asks for before it shows a page (HTTP authentication), as shops in staging often do."""

    user: str
    password: Secret


class BackOfficeAccess(Part):
    url: WebAddress
    token: Secret


class ServiceAccess(Part):
    kind: str
    url: str
    """Of whatever scheme its kind speaks: smtp://, https:// ..."""
    key: Secret | None = None


class ProxyAccess(Part):
    """Where a proxy between the store and one of its services takes faults (`pytest-checkout proxy` says it)."""

    control: WebAddress
    token: Secret


class DeployAccess(Part):
    """Where it says what is deployed: exactly one of a page, a header of the store's start page, or a command."""

    url: str = ""
    """A page, seen from the store's url, whose whole text is the id."""
    header: str = ""
    command: tuple[str, ...] = ()
    """A program and its arguments; the first line that it prints is the id."""

    @model_validator(mode="after")
    def _says_one_place(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("say one place where the id of the deploy is: 'url', 'header' or 'command'")
        return self
