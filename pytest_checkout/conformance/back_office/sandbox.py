"""A shop whose back office is put through the suite: what there is to set in it, and what its shoppers do."""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pytest_checkout.conformance.suite import Sandbox
from pytest_checkout.domain import Money, Order
from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.ports import SUBJECTS, CodeTerms
from pytest_checkout.store.settings import SETTINGS, Setting

SOON = datetime(2031, 3, 30, 12, tzinfo=UTC)
"""When a code of this suite ends."""


class BackOfficeSandbox(Sandbox):
    """A shop in which tests may set everything, with the adapter to its back office, of whichever subjects that has."""

    names: Mapping[str, str] = {}
    """What there is to set, by the name of the setting (`store.settings.SETTINGS`): {"price": "KIT-MUG"}."""

    others: Mapping[str, str] = {}
    """Of as many settings as there are two of: another one, which has nothing to do with the first."""

    @abstractmethod
    def anew(self) -> Any:
        """The adapter once more, newly made, over the same shop: what it tells was kept by the shop."""

    def everything(self) -> object:
        """All that the shop says of itself without the adapter; it is compared before and after."""
        return None

    def another(self, setting: str, value: Any) -> Any:
        """A value of a setting that is not the one it has."""
        if setting == "theme":
            return next((theme for theme in self.adapter.themes() if theme != value), value)
        return _another(setting, value)

    # -- shoppers --

    def places_order(self, email: str) -> Order:
        """Have a shopper order, paid at once: the order as the shopper was told of it."""
        raise CannotProvide(f"an order in this shop: {type(self).__name__} has no places_order(email)")

    def reserves_order(self, email: str) -> Order:
        """Have a shopper order whose money is held and not taken yet."""
        raise CannotProvide(f"an order whose money is held: {type(self).__name__} has no reserves_order(email)")

    def owes_order(self, email: str) -> Order:
        """Have a shopper order what a system behind the store refuses, and wait until the store has set it aside."""
        raise CannotProvide(f"an order that a system refuses: {type(self).__name__} has no owes_order(email)")

    def refuses_no_more(self) -> None:
        """Have the system that refused `owes_order` take such orders again."""
        raise CannotProvide("no system refuses orders here")


def has(sandbox: BackOfficeSandbox, subject: str) -> bool:
    """Whether the back office under test has this subject."""
    return isinstance(sandbox.adapter, SUBJECTS[subject])


def must_have(sandbox: BackOfficeSandbox, subject: str) -> None:
    """Ends the test as skipped where the back office does not have this subject."""
    if not has(sandbox, subject):
        pytest.skip(f"this back office has no {subject}")


def is_named(setting: Setting[Any]) -> bool:
    """Whether there are several of a setting, each with a name: a price is that of a product, the theme is one."""
    return "{}" in setting.words


def shown(sandbox: BackOfficeSandbox) -> dict[str, Any]:
    """Every setting that the suite knows of in this shop, as a new adapter reads it."""
    office, found = sandbox.anew(), {}
    for setting in SETTINGS.values():
        if not has(sandbox, setting.subject):
            continue
        names = [each[setting.name] for each in (sandbox.names, sandbox.others) if setting.name in each]
        for of in names if is_named(setting) else [""]:
            with contextlib.suppress(CannotProvide):
                found[setting.words.format(of)] = setting.read(office, of)
    return found


@contextlib.contextmanager
def put_back(sandbox: BackOfficeSandbox, setting: Setting[Any], of: str) -> Iterator[Any]:
    """Gives what is set, and sets it again whatever the test did: afterwards the shop must be as it was."""
    before, shop, all_else = setting.read(sandbox.adapter, of), shown(sandbox), sandbox.everything()
    try:
        yield before
    finally:
        if setting.read(sandbox.anew(), of) != before:
            try:
                setting.write(sandbox.adapter, of, before)
            except CannotProvide as error:
                pytest.fail(f"{setting.words.format(of)} was changed and cannot be put back: {error}")
    assert shown(sandbox) == shop
    assert sandbox.everything() == all_else


def _another(setting: str, value: Any) -> Any:
    match value:
        case bool():
            return not value
        case CodeTerms():
            return replace(value, ends=SOON)
        case Money():
            return value + Money.from_minor(150, value.currency)
        case timedelta():
            return value + timedelta(hours=30)
        case Decimal():
            return value + Decimal("0.01")
        case int():
            return value + 3
    if setting == "capture":
        return "with the order" if value == "at dispatch" else "at dispatch"
    if setting == "payment mistake":
        return "" if value else "wrong account"
    return f"{value}And a line more." if setting == "mail template" else value
