"""What evidence is about: store, deploy, configuration and checklist. When one of them changes, it starts again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Self

from pytest_checkout.readiness.bank.canonical import canonical, hash_of


@dataclass(frozen=True)
class Scope:
    """What one piece of evidence is about.

    `deploy` names what is deployed in `store`; empty: nobody knows, and evidence does not outlive its run.
    `configuration` and `checklist` are hashes.
    """

    store: str
    deploy: str
    configuration: str
    checklist: str

    @property
    def carries_over(self) -> bool:
        return bool(self.deploy)

    @cached_property
    def key(self) -> str:
        """One short text for look-ups."""
        return hash_of(canonical(self.to_json()))

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Target:
    """What a whole run looks at; `configuration` is the fingerprint of the store's profile (store/profile.py)."""

    store: str
    deploy: str
    configuration: str

    def scope(self, *fingerprints: str) -> Scope:
        """The scope of what these items demand (checklist/demand.py): of one, or of all that a run judges."""
        if len(fingerprints) == 1:
            return Scope(self.store, self.deploy, self.configuration, fingerprints[0])
        whole = hashlib.sha256("\n".join(sorted(fingerprints)).encode()).hexdigest()
        return Scope(self.store, self.deploy, self.configuration, whole)

    def to_json(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Raises ValueError for what is no target."""
        try:
            return cls(str(data["store"]), str(data["deploy"]), str(data["configuration"]))
        except (KeyError, TypeError) as error:
            raise ValueError("it does not say which store it was about") from error
