"""Plugins: switching one on or off, or updating it, leaves the way to the order as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("plugins", "Plugins", "extensions of the store, switched on, off or updated")]


# -- checks --


def no_script_failed(errors: Sequence[str]) -> None:
    """No script of a page threw an error that nobody caught. Raises CheckFailed."""
    expect_that(
        not errors,
        "The scripts of the pages",
        expected="to run without an error",
        actual="; ".join(dict.fromkeys(errors)),
        advice="Which plugin came last? Its script runs on this page too.",
    )


# -- fixture --


@dataclass(frozen=True)
class Plugins:
    """The store's plugins; what is switched here is put back at the end of the scenario."""

    store: StoreProfile
    switches: Settable[bool]

    def switch(self, plugin: Role | Literal, active: bool) -> None:
        """Switch a plugin. Raises CannotProvide or ServiceUnavailable."""
        name = plugin.name if isinstance(plugin, Literal) else self.store.entry(plugin)
        if self.switches.now(name) != active:
            self.switches.set(active, name)


@pytest.fixture
def checkout_plugins(checkout_store: StoreProfile, checkout_plugin_switches: Settable[bool]) -> Plugins:
    """The switches of the store's plugins."""
    return Plugins(checkout_store, checkout_plugin_switches)


# -- steps --


@step(Phrase("the store has the plugin {plugin:plugin} {active:switch}"))
def the_store_has_the_plugin(plugin: Role | Literal, active: bool, checkout_plugins: Plugins) -> None:
    checkout_plugins.switch(plugin, active)


@then(Phrase("the pages should report no script errors"))
def no_script_errors(checkout_script_errors: list[str]) -> None:
    no_script_failed(checkout_script_errors)
