"""What every control of a payment gateway must do that tests may direct."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from pytest_checkout.conformance.elsewhere import Unbelievable
from pytest_checkout.conformance.suite import Sandbox, somebody, where_it_can
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.store.ports import GatewayControl, Notifications


@dataclass(frozen=True)
class Heard:
    """A notification that the shop believed: its own id, what it is about, and the id of the payment."""

    id: str
    kind: str
    payment: str


class GatewayControlSandbox(Sandbox):
    """The gateway, and a shop that pays there and is notified.

    The shop answers 200 to what is signed as the gateway signs, and 400 to anything else, which it does not believe.
    """

    adapter: GatewayControl

    @abstractmethod
    def pays(self, email: str) -> str:
        """Pay by card; gives the payment's id."""

    def debits(self, email: str) -> str:
        """Pay by a debit, which the bank answers later; gives the payment's id."""
        raise CannotProvide("this gateway knows no payment that its bank answers later")

    def holds(self, email: str) -> str:
        """Reserve money; gives the payment's id."""
        raise CannotProvide("this gateway takes money at once")

    def captures(self, payment: str) -> bool:
        """Take what is held: whether it was taken."""
        raise CannotProvide("this gateway captures nothing")

    @abstractmethod
    def is_paid(self, payment: str) -> bool:
        """Whether all of the money was taken, as the gateway says."""

    @abstractmethod
    def heard(self) -> Sequence[Heard]:
        """All that the shop has believed so far, in the order in which it came."""


class GatewayControlConformance(Unbelievable):
    Sandbox = GatewayControlSandbox

    def asks(self, adapter: GatewayControl) -> Notifications:
        return adapter.notifications("ada@example.com")

    def test_a_notification_before_the_return_is_there_when_the_payment_is(
        self, sandbox: GatewayControlSandbox
    ) -> None:
        email = somebody()
        sandbox.adapter.plan(email, arrive="before")
        [heard] = _about(sandbox, sandbox.pays(email))
        told = sandbox.adapter.notifications(email)
        assert [(each.kind, each.status) for each in told.sent] == [(heard.kind, 200)]
        assert (told.held, told.dropped) == ((), ())

    def test_what_is_held_leaves_when_it_is_released_and_as_often_as_planned(
        self, sandbox: GatewayControlSandbox
    ) -> None:
        email = somebody()
        sandbox.adapter.plan(email, arrive="held", times=3)
        payment = sandbox.pays(email)
        assert _about(sandbox, payment) == []
        assert len(sandbox.adapter.notifications(email).held) == 1
        assert len(sandbox.adapter.release(email).sent) == 3
        assert len(_about(sandbox, payment)) == 3
        assert len({heard.id for heard in _about(sandbox, payment)}) == 1, "the same one, three times"

    def test_notifications_overtake_each_other_when_that_is_planned(self, sandbox: GatewayControlSandbox) -> None:
        kinds = []
        for reverse in (False, True):
            email = somebody()
            sandbox.adapter.plan(email, arrive="held", reverse=reverse)
            with where_it_can():
                payment = sandbox.debits(email)
            sandbox.adapter.settle(email, paid=True)
            sandbox.adapter.release(email)
            kinds.append([heard.kind for heard in _about(sandbox, payment)])
        assert len(set(kinds[0])) > 1
        assert kinds[1] == kinds[0][::-1]

    def test_what_never_arrives_is_told_to_the_test_alone(self, sandbox: GatewayControlSandbox) -> None:
        email = somebody()
        sandbox.adapter.plan(email, arrive="never")
        payment = sandbox.pays(email)
        told = sandbox.adapter.release(email)
        assert (told.sent, told.held, len(told.dropped)) == ((), (), 1)
        assert _about(sandbox, payment) == []

    @pytest.mark.parametrize(
        ("how", "status"), [("wrong secret", 400), ("no signature", 400), ("old", 400), ("unknown payment", 200)]
    )
    def test_a_forged_notification_is_what_it_says(self, sandbox: GatewayControlSandbox, how: str, status: int) -> None:
        email = somebody()
        sandbox.adapter.plan(email, arrive="never")
        payment, before = sandbox.pays(email), len(sandbox.heard())
        assert sandbox.adapter.forge(email, how) == status
        assert _about(sandbox, payment) == []
        assert len(sandbox.heard()) - before == (status == 200)

    @pytest.mark.parametrize("paid", [True, False])
    def test_a_bank_answers_a_debit_as_it_is_told(self, sandbox: GatewayControlSandbox, paid: bool) -> None:
        email = somebody()
        sandbox.adapter.plan(email, arrive="never")
        with where_it_can():
            payment = sandbox.debits(email)
        assert not sandbox.is_paid(payment)
        sandbox.adapter.settle(email, paid)
        assert sandbox.is_paid(payment) == paid

    def test_only_the_next_captures_of_this_shopper_are_refused(self, sandbox: GatewayControlSandbox) -> None:
        mine, hers = somebody(), somebody("bob")
        with where_it_can():
            payment, another = sandbox.holds(mine), sandbox.holds(hers)
        sandbox.adapter.refuse_captures(mine, 2)
        assert sandbox.captures(another)
        assert [sandbox.captures(payment) for _ in range(3)] == [False, False, True]

    def test_what_was_arranged_for_one_shopper_concerns_no_other(self, sandbox: GatewayControlSandbox) -> None:
        mine, hers = somebody(), somebody("bob")
        sandbox.adapter.plan(mine, arrive="never")
        payment = sandbox.pays(hers)
        sandbox.adapter.release(hers)
        assert len(_about(sandbox, payment)) == 1

    def test_what_was_arranged_is_forgotten(self, sandbox: GatewayControlSandbox) -> None:
        email = somebody()
        sandbox.adapter.plan(email, arrive="never")
        sandbox.pays(email)
        sandbox.adapter.forget(email)
        assert sandbox.adapter.notifications(email).dropped == ()
        payment = sandbox.pays(email)
        sandbox.adapter.release(email)  # waits for what is on its way
        assert len(_about(sandbox, payment)) == 1

    def test_an_arrangement_that_makes_no_sense_is_refused(self, sandbox: GatewayControlSandbox) -> None:
        with pytest.raises(ServiceUnavailable):
            sandbox.adapter.plan(somebody(), arrive="yesterday")
        with pytest.raises(ServiceUnavailable):
            sandbox.adapter.forge(somebody("nobody"), "old")


def _about(sandbox: GatewayControlSandbox, payment: str) -> list[Heard]:
    return [heard for heard in sandbox.heard() if heard.payment == payment]
