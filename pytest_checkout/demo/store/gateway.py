"""Takes, holds and gives back money at the payment gateway with Stripe's own SDK."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import stripe
from django.conf import settings
from django.utils.translation import gettext_lazy
from oscar.apps.payment.exceptions import GatewayError, UnableToTakePayment

from pytest_checkout.demo.store import channels
from pytest_checkout.demo.store.payments.terms import WITH_THE_ORDER, terms

TIMEOUT_SECONDS = 15
QUICK_SECONDS = 3

CONFIRMATION = gettext_lazy("Your card was declined: your bank asks for a confirmation we cannot take.")
DECLINED = gettext_lazy("Your card was declined. Please use another card.")
NOT_AUTHENTICATED = gettext_lazy("Your bank did not confirm the payment. Nothing was charged. Please try again.")
NOT_AVAILABLE = gettext_lazy(
    "This way to pay is not available at the moment, for a reason on our side. Nothing was charged. "
    "Please choose another way to pay."
)
# Source of the codes: https://docs.stripe.com/declines/codes. Stolen and lost cards are told like any refusal, as
# Stripe advises: the person at the screen may be the thief.
REASONS = {
    "insufficient_funds": gettext_lazy("Your card was declined: there are not enough funds on it."),
    "expired_card": gettext_lazy("Your card was declined: it has expired."),
    "incorrect_cvc": gettext_lazy("Your card was declined: the security code is wrong."),
    "incorrect_number": gettext_lazy("Your card was declined: the card number is wrong."),
    "processing_error": gettext_lazy("Your card could not be charged because of a processing error. Please try again."),
    "authentication_required": CONFIRMATION,
    "payment_intent_authentication_failure": NOT_AUTHENTICATED,
}
EXPIRED_KEY, STRANGE_ACCOUNT = "sk_test_expired_long_ago", "acct_1SomebodyElse"


class Silent(GatewayError):
    """The gateway was asked, and what it did is not known: the answer did not come, or makes no sense."""


class NotSetUp(UnableToTakePayment):
    """The shop's own access to the gateway is wrong: no card of any shopper could be charged."""


def charge(
    card: Any, *, amount: Decimal, currency: str, key: str, metadata: Mapping[str, str], return_url: str
) -> stripe.PaymentIntent:
    """Charge `amount` to `card` (an Oscar Bankcard); `key` makes a repetition harmless.

    The payment may wait for the shopper, who then goes where its `next_action` says and comes back to `return_url`.
    Raises UnableToTakePayment with a reason in the shopper's language when the card is declined, NotSetUp when the
    gateway does not let this shop in, Silent when nobody knows whether it was charged, GatewayError when the gateway
    refuses the request itself.
    """
    details = {
        "number": card.number,
        "exp_month": card.expiry_date.month,
        "exp_year": card.expiry_date.year,
        "cvc": card.ccv,
    }
    return _pay(
        key,
        amount=channels.minor(amount, currency),
        currency=currency.lower(),
        metadata=dict(metadata),
        return_url=return_url,
        payment_method_types=["card"],
        payment_method_data={"type": "card", "card": details},
        capture_method=capture_method(),
    )


def debit(*, amount: Decimal, currency: str, key: str, metadata: Mapping[str, str]) -> stripe.PaymentIntent:
    """Debit the bank account on file, which takes days: the payment is `processing` until the bank has answered.

    Raises as `charge` does.
    """
    return _pay(
        key,
        amount=channels.minor(amount, currency),
        currency=currency.lower(),
        metadata=dict(metadata),
        payment_method_types=["bacs_debit"],
        payment_method="pm_bacsDebit_success",
    )


def find(reference: str) -> stripe.PaymentIntent:
    """A payment as the gateway knows it now. Raises GatewayError."""
    with _Errors():
        return _client().v1.payment_intents.retrieve(reference)


def latest() -> list[stripe.PaymentIntent]:
    """The newest payments, asked for on a page that somebody waits for. Raises GatewayError."""
    with _Errors():
        return list(_client(QUICK_SECONDS, tries=1).v1.payment_intents.list({"limit": 100}).data)


def give_up(reference: str) -> stripe.PaymentIntent:
    """Cancel a payment that is not finished, and what it holds. Raises GatewayError, also when it is too late."""
    with _Errors():
        return _client().v1.payment_intents.cancel(reference)


def taken(intent: stripe.PaymentIntent) -> Decimal:
    """What a payment has brought so far."""
    return channels.major(intent.amount_received, intent.currency.upper())


def capture(reference: str, currency: str, amount: Decimal | None = None) -> stripe.PaymentIntent:
    """Take what was held, or a part of it. Raises GatewayError with the gateway's words."""
    part: Any = {} if amount is None else {"amount_to_capture": channels.minor(amount, currency)}
    with _Errors():
        return _client().v1.payment_intents.capture(reference, part)


def refund(reference: str, currency: str, amount: Decimal | None = None) -> Decimal:
    """Give back what was taken, or a part of it; how much that was. Raises GatewayError."""
    part: Any = {"payment_intent": reference}
    part |= {} if amount is None else {"amount": channels.minor(amount, currency)}
    with _Errors():
        return channels.major(_client().v1.refunds.create(part).amount, currency)


def reason(code: str) -> str:
    """Why a payment failed, in the shopper's language."""
    return str(REASONS.get(code, DECLINED))


def decline_reason(declined: stripe.CardError) -> str:
    """Why a card was declined, in the shopper's language, from the bank's own code where there is one."""
    code = getattr(declined.error, "decline_code", None) or declined.code or ""
    return str(REASONS.get(code) or reason(declined.code or ""))


def capture_method() -> str:
    """Whether money is taken with the order, or only held."""
    return "automatic" if terms.capture == WITH_THE_ORDER else "manual"


def address() -> str:
    """Where the gateway's API is."""
    return str(settings.GATEWAY_API).rstrip("/")


def refuse_test_keys() -> None:
    """Raises NotSetUp when the shop sells in earnest with a key that moves no money."""
    if terms.mistake == "test keys in production":
        raise NotSetUp(str(NOT_AVAILABLE))


def not_available(_: stripe.StripeError) -> str:
    """What the shopper is told when the gateway does not let the shop in."""
    return str(NOT_AVAILABLE)


class _Errors:
    """Turns the SDK's errors into the shop's; a decline by itself is no error of the gateway."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, stripe.StripeError):
            raise GatewayError(f"{type(error).__name__}: {error.user_message or error}") from error


def _pay(key: str, **intent: Any) -> stripe.PaymentIntent:
    refuse_test_keys()
    # Any: the SDK's types leave out raw cards, which the API takes.
    params: Any = {"confirm": True, **intent}
    try:
        return _client().v1.payment_intents.create(params=params, options={"idempotency_key": key})
    except stripe.CardError as declined:
        raise UnableToTakePayment(decline_reason(declined)) from declined
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        raise NotSetUp(not_available(error)) from error
    except (stripe.APIConnectionError, stripe.APIError, stripe.IdempotencyError) as error:
        raise Silent(f"{type(error).__name__}: {error.user_message or error}") from error
    except stripe.StripeError as error:
        raise GatewayError(f"{type(error).__name__}: {error.user_message or error}") from error


def _client(seconds: float = TIMEOUT_SECONDS, tries: int = 2) -> stripe.StripeClient:
    return stripe.StripeClient(
        EXPIRED_KEY if terms.mistake == "expired credential" else settings.GATEWAY_KEY,
        stripe_account=STRANGE_ACCOUNT if terms.mistake == "wrong account" else None,
        base_addresses={"api": address()},
        http_client=stripe.RequestsClient(timeout=seconds),
        max_network_retries=tries - 1,
    )
