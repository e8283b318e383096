"""The books of the gateway: payment intents, the charges they tried, the refunds given. Amounts in minor units.

Source of the states: https://docs.stripe.com/payments/paymentintents/lifecycle.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from pytest_checkout.demo.services.api_error import ApiError
from pytest_checkout.demo.services.cards import Card, Decline, Issuer, issuer

Method = tuple[str, Card]
"""A payment method in flight: the full number, which the issuer sees and nobody keeps, and what may be kept of it."""


@dataclass
class Charge:
    """One try to take money."""

    intent: str
    amount: int
    currency: str
    card: Card
    created: int
    failure: Decline | None
    captured: int | None = None
    refunded: int = 0
    id: str = field(default_factory=lambda: f"ch_{secrets.token_hex(12)}")


@dataclass
class Intent:
    """A payment from its plan to its end."""

    amount: int
    currency: str
    created: int
    capture_method: str
    metadata: dict[str, str]
    description: str | None = None
    receipt_email: str | None = None
    status: str = "requires_payment_method"
    charges: list[Charge] = field(default_factory=list)
    canceled_at: int | None = None
    cancellation_reason: str | None = None
    last_decline: Decline | None = None
    id: str = field(default_factory=lambda: f"pi_{secrets.token_hex(12)}")
    secret: str = field(default_factory=lambda: secrets.token_hex(12))

    @property
    def capturable(self) -> int:
        """What is authorised and not yet taken."""
        return self.amount if self.status == "requires_capture" else 0

    @property
    def received(self) -> int:
        """What was taken, refunds not subtracted."""
        return sum(charge.captured or 0 for charge in self.charges)


@dataclass(frozen=True)
class Refund:
    """Money given back."""

    charge: Charge
    amount: int
    created: int
    reason: str | None
    metadata: dict[str, str]
    id: str = field(default_factory=lambda: f"re_{secrets.token_hex(12)}")


class Ledger:
    """All that happened at this gateway since it started, oldest first. `clock` gives whole seconds of the epoch."""

    def __init__(self, clock: Callable[[], int], decide: Issuer = issuer) -> None:
        self.intents: dict[str, Intent] = {}
        self.charges: dict[str, Charge] = {}
        self.refunds: dict[str, Refund] = {}
        self._pending: dict[str, tuple[Card, Decline | None]] = {}
        self._clock = clock
        self._decide = decide

    def open(self, intent: Intent, method: Method | None) -> None:
        """Enter a new intent, with the payment method that a later confirmation will use."""
        self.intents[intent.id] = intent
        if method:
            self._attach(intent, method)

    def confirm(self, intent: Intent, method: Method | None) -> Charge:
        """Try to take the money, with `method` or the one attached before.

        Returns the charge, which tells whether it failed. Raises ApiError when the intent is not at that point.
        """
        if intent.status not in ("requires_payment_method", "requires_confirmation"):
            raise self._unexpected(intent, "confirm")
        if method:
            self._attach(intent, method)
        if intent.id not in self._pending:
            raise ApiError.invalid(
                "You cannot confirm this PaymentIntent because it's missing a payment method.",
                "payment_intent_unexpected_state",
            )
        card, failure = self._pending.pop(intent.id)
        charge = Charge(intent.id, intent.amount, intent.currency, card, self._clock(), failure)
        self.charges[charge.id] = charge
        intent.charges.append(charge)
        intent.last_decline = charge.failure
        if charge.failure:
            intent.status = "requires_payment_method"
        elif intent.capture_method == "manual":
            intent.status = "requires_capture"
        else:
            intent.status, charge.captured = "succeeded", charge.amount
        return charge

    def capture(self, intent: Intent, amount: int | None) -> None:
        """Take what was authorised, or the part `amount` of it; the rest is released."""
        if intent.status != "requires_capture":
            raise self._unexpected(intent, "capture")
        if (amount or 0) > intent.capturable:
            raise ApiError.invalid(
                f"The amount capturable on this PaymentIntent is {intent.capturable}, you asked for {amount}.",
                "amount_too_large",
                "amount_to_capture",
            )
        intent.charges[-1].captured = amount or intent.amount
        intent.status = "succeeded"

    def cancel(self, intent: Intent, reason: str | None) -> None:
        """Give up an intent and what it had authorised; money taken is only given back by a refund."""
        if intent.status in ("succeeded", "canceled"):
            raise self._unexpected(intent, "cancel")
        if intent.status == "requires_capture":
            intent.charges[-1].captured = 0
            intent.charges[-1].refunded = intent.amount
        self._pending.pop(intent.id, None)
        intent.status, intent.canceled_at, intent.cancellation_reason = "canceled", self._clock(), reason

    def refund(self, charge: Charge, amount: int | None, reason: str | None, metadata: dict[str, str]) -> Refund:
        """Give back what was taken, or the part `amount` of what is left of it."""
        left = (charge.captured or 0) - charge.refunded
        if left <= 0:
            raise ApiError.invalid(f"Charge {charge.id} has already been refunded.", "charge_already_refunded")
        if (amount or 0) > left:
            raise ApiError.invalid(
                f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", param="amount"
            )
        refund = Refund(charge, amount or left, self._clock(), reason, metadata)
        charge.refunded += refund.amount
        self.refunds[refund.id] = refund
        return refund

    def _attach(self, intent: Intent, method: Method) -> None:
        # The issuer decides now, so that no full number has to wait for the confirmation.
        number, card = method
        self._pending[intent.id] = card, self._decide(number, card)
        intent.status = "requires_confirmation"

    def _unexpected(self, intent: Intent, verb: str) -> ApiError:
        return ApiError.invalid(
            f"You cannot {verb} this PaymentIntent because it has a status of {intent.status}.",
            "payment_intent_unexpected_state",
        )
