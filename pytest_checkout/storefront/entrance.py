"""What a browser needs to be let into a store: as its profile says, or before there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pytest_checkout.store.profile import HttpLogin, StoreProfile, Tls, UserAgent


def context_options(profile: StoreProfile) -> dict[str, Any]:
    """Options for Playwright's `new_context`. Raises CannotProvide when the variable of a password is not set.

    The user agent is none of them: a context's would leave the client hints as they are (introduction.py).
    """
    options: dict[str, Any] = {}
    if profile.tls is Tls.ACCEPT:
        options["ignore_https_errors"] = True
    if profile.credentials:
        user, password = profile.credentials
        where = urlsplit(profile.url)
        options["http_credentials"] = {
            "username": user,
            "password": password,
            "origin": f"{where.scheme}://{where.netloc}",
        }
    return options


@dataclass(frozen=True)
class Entrance:
    """How a shop lets its visitor in, as far as it is known before there is a profile."""

    tls: Tls = Tls.VERIFY
    http_login: HttpLogin | None = None
    user_agent: UserAgent = UserAgent.DEFAULT

    def of(self, profile: StoreProfile) -> StoreProfile:
        """The profile with this entrance. Not checked: a first look may accept what a profile must not say."""
        return profile.model_copy(update=vars(self))
