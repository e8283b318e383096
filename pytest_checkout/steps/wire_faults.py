"""Steps that put a fault between the store and one of its services; each is undone when the scenario ends.

They need a proxy on the way to that service: the demo store has its own, `pytest-checkout proxy` is one for yours.
"""

from __future__ import annotations

from dataclasses import dataclass

from pytest_bdd import step

from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store import roles
from pytest_checkout.store.profile import Environment, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.wirefaults import Harm, WireFault, WireFaults


@dataclass(frozen=True)
class Services:
    """The store's services, as this scenario makes them fail."""

    store: StoreProfile
    faults: WireFaults

    def put(self, service: Role | Literal, fault: WireFault) -> None:
        """Put a fault before a service. Raises CannotProvide where no proxy stands, or real shoppers would meet it."""
        name = _name(service)
        access = self.store.proxies.get(name)
        if access is None:
            self.store.refuse_lack(name)
            raise CannotProvide(
                f"needs a proxy between the store and the {name}: start 'pytest-checkout proxy --to \"{name}=URL\"', "
                f"lead the store through it, and add what it says under 'proxies:' of {self.store.path.name}"
            )
        if self.store.environment is Environment.PRODUCTION:
            raise CannotProvide(
                f"puts no fault before the {name} of a store in production: real shoppers would meet it"
            )
        self.faults.put(name, fault, control=access.control, token=access.token.value())

    def recovers(self, service: Role | Literal) -> None:
        self.faults.lift(_name(service))


def service(words: str) -> Role | Literal:
    """The service of these words, for tests of one's own: `service("the payment gateway")`."""
    return roles.parse("proxies", words)


def _name(service: Role | Literal) -> str:
    return service.name if isinstance(service, Literal) else service.key


@step(Phrase("{service:service} is down"))
def service_is_down(service: Role | Literal, checkout_services: Services) -> None:
    """Every connection is reset before the service hears of it."""
    checkout_services.put(service, WireFault(harm=Harm.DOWN))


@step(Phrase("{service:service} never answers"))
def service_never_answers(service: Role | Literal, checkout_services: Services) -> None:
    """It takes the connection and says nothing: the store has to give up by itself."""
    checkout_services.put(service, WireFault(harm=Harm.SILENCE))


@step(Phrase("{service:service} will answer after {wait:duration}"))
def service_will_answer_after(service: Role | Literal, wait: float, checkout_services: Services) -> None:
    """It does its work at once; the answer is what comes late."""
    checkout_services.put(service, WireFault(harm=Harm.LATE, seconds=wait))


@step(Phrase("{service:service} will fail the next time"))
def service_will_fail_once(service: Role | Literal, checkout_services: Services) -> None:
    """An error 503, which every client should try again or tell."""
    checkout_services.put(service, WireFault(harm=Harm.REFUSAL, times=1))


@step(Phrase("{service:service} will fail the next {times:count} times"))
def service_will_fail(service: Role | Literal, times: int, checkout_services: Services) -> None:
    checkout_services.put(service, WireFault(harm=Harm.REFUSAL, times=times))


@step(Phrase("{service:service} fails {share:percentage} of the time with seed {seed:count}"))
def service_fails_sometimes(service: Role | Literal, share: float, seed: int, checkout_services: Services) -> None:
    checkout_services.put(service, WireFault(harm=Harm.REFUSAL, share=share, seed=seed))


@step(Phrase("{service:service} will take the request but its answer will be lost"))
def the_answer_of_a_service_will_be_lost(service: Role | Literal, checkout_services: Services) -> None:
    """The connection is reset in the place of the answer, for every request until the service recovers."""
    checkout_services.put(service, WireFault(harm=Harm.LOST))


@step(Phrase("{service:service} will get every request twice"))
def service_gets_requests_twice(service: Role | Literal, checkout_services: Services) -> None:
    checkout_services.put(service, WireFault(harm=Harm.TWICE))


@step(Phrase("{service:service} will answer with nonsense"))
def service_answers_with_nonsense(service: Role | Literal, checkout_services: Services) -> None:
    """It does its work, and half of what it says comes through as if it were all."""
    checkout_services.put(service, WireFault(harm=Harm.GARBLED))


@step(Phrase("the answers of {service:service} will be cut off"))
def answers_are_cut_off(service: Role | Literal, checkout_services: Services) -> None:
    checkout_services.put(service, WireFault(harm=Harm.CUT))


@step(Phrase("{service:service} recovers"))
def service_recovers(service: Role | Literal, checkout_services: Services) -> None:
    checkout_services.recovers(service)
