"""The books of the gateway: payment intents, the charges they tried, the refunds given. Amounts in minor units.

Source of the states: https://docs.stripe.com/payments/paymentintents/lifecycle; of the events that are told on the way:
https://docs.stripe.com/api/events/types.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from pytest_checkout.demo.services.api_error import ApiError
from pytest_checkout.demo.services.cards import NOT_AUTHENTICATED, BankAccount, Card, Decline, Issuer, asks, issuer

Method = tuple[str, Card | BankAccount]
"""A payment method in flight: a card's full number, which the issuer sees and nobody keeps, and what may be kept."""


@dataclass
class Charge:
    """One try to take money. A debit stays `pending` until the bank has answered."""

    intent: str
    amount: int
    currency: str
    payer: Card | BankAccount
    created: int
    failure: Decline | None
    captured: int | None = None
    refunded: int = 0
    pending: bool = False
    id: str = field(default_factory=lambda: f"ch_{secrets.token_hex(12)}")

    @property
    def status(self) -> str:
        """succeeded, pending or failed."""
        return "failed" if self.failure else "pending" if self.pending else "succeeded"


@dataclass
class Intent:
    """A payment from its plan to its end. `return_url` is where its payer goes after authenticating."""

    amount: int
    currency: str
    created: int
    capture_method: str
    metadata: dict[str, str]
    description: str | None = None
    receipt_email: str | None = None
    kinds: tuple[str, ...] = ("card",)
    return_url: str | None = None
    status: str = "requires_payment_method"
    charges: list[Charge] = field(default_factory=list)
    canceled_at: int | None = None
    cancellation_reason: str | None = None
    last_decline: Decline | None = None
    id: str = field(default_factory=lambda: f"pi_{secrets.token_hex(12)}")
    secret: str = field(default_factory=lambda: secrets.token_hex(12))

    @property
    def client_secret(self) -> str:
        """What the payer's browser may know of the intent."""
        return f"{self.id}_secret_{self.secret}"

    @property
    def payer_email(self) -> str:
        """Whose payment it is, as the shop says."""
        return self.metadata.get("email") or self.receipt_email or ""

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


@dataclass(frozen=True)
class Pending:
    """What the issuer has decided over a payment method before it is used."""

    payer: Card | BankAccount
    failure: Decline | None
    asks: bool


Tell = Callable[[str, Intent | Charge], None]
"""Called at each event with its type ("payment_intent.succeeded") and what it is about."""


class Ledger:
    """All that happened at this gateway since it started, oldest first. `clock` gives whole seconds of the epoch."""

    def __init__(self, clock: Callable[[], int], decide: Issuer = issuer, tell: Tell = lambda *_: None) -> None:
        self.intents: dict[str, Intent] = {}
        self.charges: dict[str, Charge] = {}
        self.refunds: dict[str, Refund] = {}
        self.captures_to_refuse: dict[str, int] = {}
        """By the payer's e-mail: how many of the next captures fail."""
        self._pending: dict[str, Pending] = {}
        self._clock = clock
        self._decide = decide
        self._tell = tell

    def open(self, intent: Intent, method: Method | None) -> None:
        """Enter a new intent, with the payment method that a later confirmation will use."""
        self.intents[intent.id] = intent
        if method:
            self._attach(intent, method)

    def confirm(self, intent: Intent, method: Method | None) -> Charge | None:
        """Try to take the money, with `method` or the one attached before.

        Returns the charge, which tells whether it failed; None when the bank wants the payer to authenticate first.
        Raises ApiError when the intent is not at that point.
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
        if self._pending[intent.id].asks:
            intent.status = "requires_action"
            return None
        return self._charge(intent)

    def authenticate(self, intent: Intent, passed: bool) -> None:
        """The payer has answered the bank. Raises ApiError when the bank does not ask (any more)."""
        if intent.status != "requires_action":
            raise self._unexpected(intent, "authenticate")
        if passed:
            self._charge(intent)
            return
        del self._pending[intent.id]
        self._fail(intent, NOT_AUTHENTICATED)

    def settle(self, intent: Intent, failure: Decline | None) -> None:
        """The bank has answered a debit. Raises ApiError when none is under way."""
        if intent.status != "processing":
            raise self._unexpected(intent, "settle")
        charge = intent.charges[-1]
        charge.pending, charge.failure = False, failure
        if failure:
            self._fail(intent, failure)
        else:
            self._succeed(intent, charge.amount)

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
        if left := self.captures_to_refuse.get(intent.payer_email, 0):
            self.captures_to_refuse[intent.payer_email] = left - 1
            raise ApiError(402, type="card_error", code="processing_error", message="An error occurred. Try again.")
        self._succeed(intent, amount or intent.amount)

    def cancel(self, intent: Intent, reason: str | None) -> None:
        """Give up an intent and what it had authorised; money taken is only given back by a refund."""
        if intent.status in ("succeeded", "canceled", "processing"):
            raise self._unexpected(intent, "cancel")
        if intent.status == "requires_capture":
            intent.charges[-1].captured = 0
            intent.charges[-1].refunded = intent.amount
        self._pending.pop(intent.id, None)
        intent.status, intent.canceled_at, intent.cancellation_reason = "canceled", self._clock(), reason
        self._tell("payment_intent.canceled", intent)

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
        self._tell("charge.refunded", charge)
        return refund

    def _attach(self, intent: Intent, method: Method) -> None:
        # The issuer decides now, so that no full number has to wait for the confirmation.
        number, payer = method
        failure = self._decide(number, payer) if isinstance(payer, Card) else None
        self._pending[intent.id] = Pending(payer, failure, asks(number))
        intent.status = "requires_confirmation"

    def _charge(self, intent: Intent) -> Charge:
        pending = self._pending.pop(intent.id)
        charge = Charge(intent.id, intent.amount, intent.currency, pending.payer, self._clock(), pending.failure)
        self.charges[charge.id] = charge
        intent.charges.append(charge)
        intent.last_decline = None
        if charge.failure:
            self._fail(intent, charge.failure)
        elif isinstance(charge.payer, BankAccount):
            charge.pending, intent.status = True, "processing"
            self._tell("payment_intent.processing", intent)
        elif intent.capture_method == "manual":
            intent.status = "requires_capture"
            self._tell("payment_intent.amount_capturable_updated", intent)
        else:
            self._succeed(intent, charge.amount)
        return charge

    def _succeed(self, intent: Intent, amount: int) -> None:
        intent.status, intent.charges[-1].captured = "succeeded", amount
        self._tell("payment_intent.succeeded", intent)

    def _fail(self, intent: Intent, failure: Decline) -> None:
        intent.status, intent.last_decline = "requires_payment_method", failure
        self._tell("payment_intent.payment_failed", intent)

    def _unexpected(self, intent: Intent, verb: str) -> ApiError:
        return ApiError.invalid(
            f"You cannot {verb} this PaymentIntent because it has a status of {intent.status}.",
            "payment_intent_unexpected_state",
        )
