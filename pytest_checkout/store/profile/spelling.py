"""Names that a profile chooses freely, and that are a typing error away from one that checklists ask for.

A store may have roles and lacks of its own, so an unknown name is no mistake. One that is nearly a known name, which
the file does not give otherwise, would leave the known one unbound: its items cannot be provided, and nobody knows why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pytest_checkout.registry import nearly
from pytest_checkout.store.ports import SUBJECTS, SYSTEMS
from pytest_checkout.store.roles import STOCK_ROLES

Place = tuple[str, ...]


def misspelt(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Each name that is nearly a known one, with its place; `data` is the content of the file."""
    for section, known in STOCK_ROLES.items():
        if section != "locales":  # its keys are settings
            yield from _nearly_known(data, section, set(known), "another name if it is a role of your own")
    yield from _nearly_known(data, "lacks", _lackable(data), "another name if only your own steps ask for it")


def _nearly_known(data: dict[str, Any], section: str, known: set[str], otherwise: str) -> Iterator[tuple[Place, str]]:
    entries = data.get(section)
    given = [str(name) for name in entries] if isinstance(entries, dict) else []
    for name in given:
        meant = nearly(name, known)
        if meant and meant not in given:
            yield (section, name), f"'{name}' is asked for by no checklist. Did you mean '{meant}'? Take {otherwise}."


def _lackable(data: dict[str, Any]) -> set[str]:
    """What a store may be asked whether it lacks it: roles, sections, systems, subjects of its back office."""
    roles = {role for known in STOCK_ROLES.values() for role in known}
    own = {str(role) for section in STOCK_ROLES if isinstance(data.get(section), dict) for role in data[section]}
    locales = {f"{role} locale" for role in STOCK_ROLES["locales"]}
    offices = {"backoffice", *(f"backoffice.{subject}" for subject in SUBJECTS)}
    return {
        *roles,
        *own,
        *STOCK_ROLES,
        *locales,
        *offices,
        *SYSTEMS,
        "vouchers",
        "gateway",
        "gateway control",
        "mailbox",
    }
