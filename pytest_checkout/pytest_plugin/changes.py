"""Fixtures for what scenarios change in the store: one for each setting of a back office, all put back at the end.

A step declares what it needs by the fixtures that it asks for. They are looked at before the scenario begins: an item
whose store cannot provide one is skipped at once, with the reason; one that changes the store (asks for
`checkout_undo`, directly or through another fixture) has the store for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
from pytest_bdd.parser import Feature, Scenario

from pytest_checkout.errors import CannotProvide, CouldNotLook, NotPutBack, UserError
from pytest_checkout.platforms import platform
from pytest_checkout.pytest_plugin import compat
from pytest_checkout.pytest_plugin.kinds import service_kinds
from pytest_checkout.store import settings
from pytest_checkout.store.changes import ChangeBook, Changes, Settable, Undo
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.settings import Setting
from pytest_checkout.store.turns import turn

T = TypeVar("T")
ALONE: Final = pytest.StashKey[bool]()
"""Whether a scenario changes the store, and so has it for itself."""
RESTORED: Final = pytest.StashKey[list[str]]()
"""What was put back that an earlier run had changed, in words."""
_FOLDER = ".checkout"
_OUTPUT = "checkout_restored"


def is_ours(config: pytest.Config) -> bool:
    """Whether the store is one that this process starts for itself, so that nobody else shops in it."""
    return bool((config.getoption("checkout_store") or config.getini("checkout_store")) == "demo")


def _book(config: pytest.Config, store: StoreProfile) -> ChangeBook:
    """Changes of a store of our own are of no use to the next run: they stay with the store's own data."""
    folder = store.path.parent if is_ours(config) else config.rootpath / _FOLDER
    return ChangeBook(folder / "changes", store.url)


def _turns(config: pytest.Config) -> Path:
    return config.rootpath / _FOLDER / "turns.sqlite"


# -- what an earlier run left behind --


def restore(config: pytest.Config, store: StoreProfile) -> None:
    """Put back what a run that was killed had changed. Raises UserError, saying what to restore, when it cannot."""
    book = _book(config, store)
    try:
        if is_ours(config) or not any(book.left_behind()):
            return
        with turn(_turns(config), alone=True):  # whoever is in the middle of changes has the turn
            restored = book.restore(platform.backoffice(store, service_kinds(config)))
    except (CouldNotLook, CannotProvide) as error:
        what = "" if isinstance(error, NotPutBack) else "an earlier run left changes in the store: "
        raise UserError(f"{what}{error}") from error
    config.stash.setdefault(RESTORED, []).extend(change.words for change in restored)
    if hasattr(config, "workeroutput"):
        config.workeroutput[_OUTPUT] = config.stash[RESTORED]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    told = getattr(node, "workeroutput", {}).get(_OUTPUT, [])
    node.config.stash.setdefault(RESTORED, []).extend(told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if told := config.stash.get(RESTORED, []):
        terminalreporter.section("put back in the store")
        terminalreporter.line(
            "Whoever changed it could not undo it: a run or a worker was killed, or the store was silent. Put back now:"
        )
        for words in told:
            terminalreporter.line(f"- {words}")


# -- a scenario's turn, and what it needs --


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:  # noqa: ARG001
    asked = compat.fixtures_of_steps(request.node, scenario.steps)
    request.node.stash[ALONE] = "checkout_undo" in asked
    for name in sorted(asked & _SETTABLE):
        request.getfixturevalue(name)


@pytest.fixture
def checkout_turn(
    request: pytest.FixtureRequest,
    checkout_store: StoreProfile,  # noqa: ARG001  (it may have something to put back first, and needs a turn for that)
) -> Iterator[None]:
    """This test's turn at a store that other processes shop in as well: alone if it changes the store."""
    if is_ours(request.config):
        yield
        return
    alone = request.node.stash.get(ALONE, "checkout_undo" in request.fixturenames)
    with turn(_turns(request.config), alone=alone):
        yield


@pytest.fixture
def checkout_undo(request: pytest.FixtureRequest, checkout_turn: None) -> Iterator[ExitStack]:  # noqa: ARG001
    """Register here how to put back what a step changes in the store, before it changes it.

    What cannot be put back ends the run: every later item would meet another store than its profile describes.
    """
    undo = Undo()
    yield undo
    undo.close()
    if undo.failed:
        words = "; ".join(undo.failed)
        request.session.shouldstop = f"the store is not as it was: {words}"
        raise NotPutBack(words)


# -- the settings --


def _settable(setting: Setting[T]) -> Any:
    def fixture(request: pytest.FixtureRequest, checkout_store: StoreProfile, checkout_undo: ExitStack) -> Settable[T]:
        office = platform.subject(checkout_store, setting.subject, service_kinds(request.config))
        book = _book(request.config, checkout_store)
        return Settable(setting, Changes(office, book, checkout_undo, datetime.now(UTC)))

    fixture.__doc__ = f"Read and set {setting.words.format('something')}; put back when the test ends."
    return pytest.fixture(fixture)


checkout_stock = _settable(settings.STOCK)
checkout_code_uses = _settable(settings.CODE_USES)
checkout_code_terms = _settable(settings.CODE_TERMS)
checkout_prices = _settable(settings.PRICE)
checkout_shelf = _settable(settings.FOR_SALE)
checkout_payments = _settable(settings.PAYMENT)
checkout_capture_terms = _settable(settings.CAPTURE)
checkout_payment_mistake = _settable(settings.PAYMENT_MISTAKE)
checkout_deliveries = _settable(settings.DELIVERY)
checkout_delivery_fees = _settable(settings.DELIVERY_FEE)
checkout_plugin_switches = _settable(settings.PLUGIN)
checkout_theme = _settable(settings.THEME)
checkout_mail_templates = _settable(settings.MAIL_TEMPLATE)
checkout_tax_rates = _settable(settings.TAX_RATE)
checkout_clock = _settable(settings.CLOCK)

_SETTABLE = {name for name in globals() if name.startswith("checkout_")} - {"checkout_turn", "checkout_undo"}
