"""A gateway that tests direct, in memory with its shop, honest, and broken in each way that the suite must notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_checkout.conformance import GatewayControlSandbox, Heard
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.store.ports import GatewayControl, Notifications, Notified
from tests.adapters.elsewhere import NONSENSE, OverCredulous, Wary
from tests.adapters.seen_red import Broken

FORGERIES = {"wrong secret": 400, "no signature": 400, "old": 400, "unknown payment": 200}


@dataclass
class Payer:
    """What was arranged for one shopper, and what became of it."""

    arrive: str = "soon"
    times: int = 1
    reverse: bool = False
    waiting: list[Heard] = field(default_factory=list)
    sent: list[Heard] = field(default_factory=list)
    dropped: list[Heard] = field(default_factory=list)
    refused_captures: int = 0
    latest: str = ""


class InMemory(GatewayControlSandbox):
    """Its adapter is itself; "soon" is when the test waits for it."""

    def __init__(self) -> None:
        self.adapter: GatewayControl = self
        self.believed: list[Heard] = []
        self.payers: dict[str, Payer] = {}
        self.states: dict[str, str] = {}
        self.owner: dict[str, str] = {}

    # -- the shop --

    def pays(self, email: str) -> str:
        return self.opens(email, "paid")

    def debits(self, email: str) -> str:
        return self.opens(email, "awaiting")

    def holds(self, email: str) -> str:
        return self.opens(email, "held")

    def opens(self, email: str, state: str) -> str:
        payment = f"P{len(self.states)}"
        self.states[payment], self.owner[payment], self.payer(email).latest = state, email, payment
        self.notify(email, state, payment)
        return payment

    def captures(self, payment: str) -> bool:
        payer = self.payer(self.owner[payment])
        if payer.refused_captures:
            payer.refused_captures -= 1
            return False
        self.states[payment] = "paid"
        return True

    def is_paid(self, payment: str) -> bool:
        return self.states[payment] == "paid"

    def heard(self) -> Sequence[Heard]:
        return list(self.believed)

    # -- the gateway --

    def payer(self, email: str) -> Payer:
        return self.payers.setdefault(email, Payer())

    def notify(self, email: str, kind: str, payment: str) -> None:
        payer, event = self.payer(email), Heard(f"{payment}-{kind}", kind, payment)
        if payer.arrive == "never":
            payer.dropped.append(event)
        elif payer.arrive == "before":
            self.send(payer, event)
        else:
            payer.waiting.append(event)

    def send(self, payer: Payer, event: Heard) -> None:
        for _ in range(payer.times):
            self.believed.append(event)
            payer.sent.append(event)

    # -- its control --

    def plan(self, email: str, *, arrive: str = "soon", times: int = 1, reverse: bool = False) -> None:
        if arrive not in ("soon", "before", "held", "never"):
            raise ServiceUnavailable(f"nothing arrives {arrive}")
        payer = self.payer(email)
        payer.arrive, payer.times, payer.reverse = arrive, times, reverse

    def release(self, email: str) -> Notifications:
        payer = self.payer(email)
        for event in payer.waiting[::-1] if payer.reverse else payer.waiting:
            self.send(payer, event)
        payer.waiting.clear()
        return self.notifications(email)

    def notifications(self, email: str) -> Notifications:
        payer = self.payer(email)
        return Notifications(
            tuple(Notified(event.kind, 200, 0.1) for event in payer.sent),
            tuple(event.kind for event in payer.waiting),
            tuple(event.kind for event in payer.dropped),
        )

    def forget(self, email: str) -> None:
        self.payers[email] = Payer()

    def forge(self, email: str, how: str) -> int:
        if not self.payer(email).latest:
            raise ServiceUnavailable("nothing to be forged")
        if FORGERIES[how] == 200:
            self.believed.append(Heard("E0", "paid", "P-of-nobody"))
        return FORGERIES[how]

    def settle(self, email: str, paid: bool) -> None:
        payment = self.payer(email).latest
        self.states[payment] = "paid" if paid else "failed"
        self.notify(email, self.states[payment], payment)

    def refuse_captures(self, email: str, times: int) -> None:
        self.payer(email).refused_captures = times

    lies = (b'{"sent": 1}',)

    def at(self, url: str) -> Any:
        return Wary(url)


class NeverBefore(InMemory):
    def plan(self, email: str, *, arrive: str = "soon", times: int = 1, reverse: bool = False) -> None:
        super().plan(email, arrive="held" if arrive == "before" else arrive, times=times, reverse=reverse)


class SendsWhatIsHeld(InMemory):
    def plan(self, email: str, *, arrive: str = "soon", times: int = 1, reverse: bool = False) -> None:
        super().plan(email, arrive="before" if arrive == "held" else arrive, times=times, reverse=reverse)


class SendsOnce(InMemory):
    def send(self, payer: Payer, event: Heard) -> None:
        self.believed.append(event)
        payer.sent.append(event)


class RepeatsUnderANewName(InMemory):
    """A shop that knows a notification again by its id could not tell the repetition."""

    def send(self, payer: Payer, event: Heard) -> None:
        for number in range(payer.times):
            self.believed.append(Heard(f"{event.id}-{number}", event.kind, event.payment))
            payer.sent.append(event)


class KeepsTheOrder(InMemory):
    def plan(self, email: str, *, arrive: str = "soon", times: int = 1, reverse: bool = False) -> None:
        super().plan(email, arrive=arrive, times=times)


class SendsWhatIsNeverToArrive(InMemory):
    def release(self, email: str) -> Notifications:
        for event in self.payer(email).dropped:
            self.send(self.payer(email), event)
        return super().release(email)


class TellsNothingOfWhatIsDropped(InMemory):
    def notifications(self, email: str) -> Notifications:
        told = super().notifications(email)
        return Notifications(told.sent, told.held, ())


class ForgesNothing(InMemory):
    def forge(self, email: str, how: str) -> int:
        return super().forge(email, how) and 0


class SignsForgeries(InMemory):
    def forge(self, email: str, how: str) -> int:
        super().forge(email, how)
        self.believed.append(Heard("E1", "paid", self.payer(email).latest))
        return 200


class PaysEveryDebit(InMemory):
    def settle(self, email: str, paid: bool) -> None:
        super().settle(email, True)


class SettlesNothing(InMemory):
    def settle(self, email: str, paid: bool) -> None: ...


class RefusesOneCapture(InMemory):
    def refuse_captures(self, email: str, times: int) -> None:
        super().refuse_captures(email, min(times, 1))


class RefusesEverybodysCaptures(InMemory):
    def refuse_captures(self, email: str, times: int) -> None:
        for each in self.payers:
            super().refuse_captures(each, times)


class PlansForEverybody(InMemory):
    def payer(self, email: str) -> Payer:
        return super().payer("everybody")


class ForgetsNothing(InMemory):
    def forget(self, email: str) -> None: ...


class TakesAnyPlan(InMemory):
    def plan(self, email: str, *, arrive: str = "soon", times: int = 1, reverse: bool = False) -> None:
        payer = self.payer(email)
        payer.arrive, payer.times, payer.reverse = arrive, times, reverse


class BelievesAnything(OverCredulous, InMemory): ...


_BEFORE = "test_a_notification_before_the_return_is_there_when_the_payment_is"
_HELD = "test_what_is_held_leaves_when_it_is_released_and_as_often_as_planned"
_NEVER = "test_what_never_arrives_is_told_to_the_test_alone"
_FORGED = "test_a_forged_notification_is_what_it_says"
_DEBIT = "test_a_bank_answers_a_debit_as_it_is_told"
_CAPTURES = "test_only_the_next_captures_of_this_shopper_are_refused"
BROKEN: Broken = {
    NeverBefore: _BEFORE,
    SendsWhatIsHeld: _HELD,
    SendsOnce: _HELD,
    RepeatsUnderANewName: _HELD,
    KeepsTheOrder: "test_notifications_overtake_each_other_when_that_is_planned",
    SendsWhatIsNeverToArrive: _NEVER,
    TellsNothingOfWhatIsDropped: _NEVER,
    ForgesNothing: _FORGED,
    SignsForgeries: _FORGED,
    PaysEveryDebit: _DEBIT,
    SettlesNothing: _DEBIT,
    RefusesOneCapture: _CAPTURES,
    RefusesEverybodysCaptures: _CAPTURES,
    PlansForEverybody: "test_what_was_arranged_for_one_shopper_concerns_no_other",
    ForgetsNothing: "test_what_was_arranged_is_forgotten",
    TakesAnyPlan: "test_an_arrangement_that_makes_no_sense_is_refused",
    BelievesAnything: NONSENSE,
}
