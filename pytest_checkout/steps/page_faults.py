"""Steps that put a fault between the shopper's browser and the store; each is undone when the scenario ends."""

from __future__ import annotations

from pytest_bdd import step

from pytest_checkout.pagefaults import Hosts, PageFaults, every_other, named, of_store
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role


@step(Phrase("the scripts from {host:host} will be blocked"))
def scripts_will_be_blocked(
    host: Role | Literal, checkout_store: StoreProfile, checkout_page_faults: PageFaults
) -> None:
    checkout_page_faults.block_scripts(meant(host, checkout_store))


@step(Phrase("the scripts from {host:host} will be broken"))
def scripts_will_be_broken(
    host: Role | Literal, checkout_store: StoreProfile, checkout_page_faults: PageFaults
) -> None:
    checkout_page_faults.break_scripts(meant(host, checkout_store))


@step(Phrase("the scripts from {host:host} will be delayed by {seconds:count} seconds"))
def scripts_will_be_delayed(
    host: Role | Literal, seconds: int, checkout_store: StoreProfile, checkout_page_faults: PageFaults
) -> None:
    checkout_page_faults.delay_scripts(meant(host, checkout_store), seconds)


def meant(host: Role | Literal, store: StoreProfile) -> Hosts:
    """The hosts that a step means. Raises CannotProvide for a role that the profile does not bind."""
    if isinstance(host, Literal):
        return named(host.name)
    if host.key == "store":
        return of_store(store.url)
    if host.key == "every other":
        return every_other(store.url)
    return named(store.entry(host))
