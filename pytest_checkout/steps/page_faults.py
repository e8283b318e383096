"""Steps that put a fault between the shopper's browser and the store; each is undone when the scenario ends."""

from __future__ import annotations

from datetime import timedelta

from pytest_bdd import step

from pytest_checkout.pagefaults import Hosts, PageFaults, every_other, named, of_store
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper


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


@step(Phrase("the scripts on the pages will run in a different order"))
def scripts_will_run_in_a_different_order(checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.reverse_scripts()


@step(Phrase("the scripts on the pages will be deferred"))
def scripts_will_be_deferred(checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.defer_scripts()


@step(Phrase("{host:host} will be down for my browser"))
def host_will_be_down(host: Role | Literal, checkout_store: StoreProfile, checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.take_down(meant(host, checkout_store))


@step(Phrase("the pages will allow scripts from the store alone"))
def pages_will_allow_own_scripts_alone(checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.restrict("script-src 'self' 'unsafe-inline'")


@step(Phrase("my connection is slow"))
def my_connection_is_slow(shopper: Shopper, checkout_page_faults: PageFaults) -> None:
    """A telephone at the edge of a cell: 400 ms before each answer, 400 kbit/s (WebPageTest's "Slow 3G")."""
    checkout_page_faults.slow_network(shopper.page, latency=0.4, kilobits=400)


@step(Phrase("my connection is gone"))
def my_connection_is_gone(checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.go_offline()


@step(Phrase("my connection is back"))
def my_connection_is_back(checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.go_online()


@step(Phrase("the answer to what I send next will be lost"))
def the_next_answer_will_be_lost(checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.lose_answers()


@step(Phrase("what I send next will arrive twice"))
def what_i_send_next_will_arrive_twice(checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.send_twice()


@step(Phrase("what I send next will be {wait:duration} on its way"))
def what_i_send_next_will_be_late(wait: float, checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.delay_answers(wait)


@step(Phrase("the form that I send next is an old one"))
def the_next_form_is_an_old_one(checkout_page_faults: PageFaults) -> None:
    """The token that proves where it came from is not valid any more, as after a pause or a sign-in in another tab."""
    checkout_page_faults.age_token()


@step(Phrase("I write a price of my own into every request"))
def i_write_a_price_into_every_request(checkout_page_faults: PageFaults) -> None:
    """Under the names that shops use for it; a shop that reckons for itself ignores all of them."""
    checkout_page_faults.add_to_forms(dict.fromkeys(("price", "unit_price", "amount", "total", "order_total"), "1.00"))


@step(Phrase("this page comes from a cache from now on"))
def this_page_comes_from_a_cache(shopper: Shopper, checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.serve_copy(shopper.page.url)


@step(Phrase("the clock of my device is {days:count} days ahead"))
def my_clock_is_ahead(days: int, checkout_page_faults: PageFaults) -> None:
    checkout_page_faults.shift_clock(timedelta(days=days))


def meant(host: Role | Literal, store: StoreProfile) -> Hosts:
    """The hosts that a step means. Raises CannotProvide for a role that the profile does not bind."""
    if isinstance(host, Literal):
        return named(host.name)
    if host.key == "store":
        return of_store(store.url)
    if host.key == "every other":
        return every_other(store.url)
    return named(store.entry(host))
