"""The public test cards of Stripe and how a payment with each ends; other numbers are refused, as in its test mode.

Source: https://docs.stripe.com/testing (numbers and codes, "Authentication and setup" for the cards that ask for it),
https://docs.stripe.com/declines/codes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Card:
    """What may be kept of a card: never the full number or the security code."""

    brand: str
    last4: str
    exp_month: int
    exp_year: int
    funding: str = "credit"


@dataclass(frozen=True)
class BankAccount:
    """What may be kept of a bank account that is debited."""

    last4: str


@dataclass(frozen=True)
class Decline:
    """Why a payment is refused, in the words of the API; only a `card_declined` has a decline code."""

    code: str
    message: str
    decline_code: str | None = None
    param: str | None = None
    type: str = "card_error"


@dataclass(frozen=True)
class TestCard:
    """One number of the public list: its brand, how a payment with it ends (None: it succeeds), and whether its bank
    asks the payer to authenticate first (3-D Secure)."""

    __test__ = False  # not a test class, whatever its name looks like

    brand: str
    decline: Decline | None = None
    funding: str = "credit"
    asks: bool = False


def _declined(decline_code: str, message: str = "Your card was declined.") -> Decline:
    return Decline("card_declined", message, decline_code)


NO_FUNDS = _declined("insufficient_funds", "Your card has insufficient funds.")
EXPIRED = Decline("expired_card", "Your card has expired.", param="exp_month")
WRONG_CVC = Decline("incorrect_cvc", "Your card's security code is incorrect.", param="cvc")
NOT_AUTHENTICATED = Decline(
    "payment_intent_authentication_failure",
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod "
    "to attempt to fulfill this PaymentIntent again.",
    type="invalid_request_error",
)
PROCESSING = Decline("processing_error", "An error occurred while processing your card. Try again in a little bit.")

CARDS: dict[str, TestCard] = {
    "4242424242424242": TestCard("visa"),
    "4000056655665556": TestCard("visa", funding="debit"),
    "5555555555554444": TestCard("mastercard"),
    "2223003122003222": TestCard("mastercard"),
    "5200828282828210": TestCard("mastercard", funding="debit"),
    "378282246310005": TestCard("amex"),
    "371449635398431": TestCard("amex"),
    "6011111111111117": TestCard("discover"),
    "3056930009020004": TestCard("diners"),
    "3566002020360505": TestCard("jcb"),
    "6200000000000005": TestCard("unionpay"),
    "4000000000000002": TestCard("visa", _declined("generic_decline")),
    "4000000000009995": TestCard("visa", NO_FUNDS),
    "4000000000009987": TestCard("visa", _declined("lost_card")),
    "4000000000009979": TestCard("visa", _declined("stolen_card")),
    "4000000000000069": TestCard("visa", EXPIRED),
    "4000000000000127": TestCard("visa", WRONG_CVC),
    "4000000000000119": TestCard("visa", PROCESSING),
    "4000000000006975": TestCard("visa", _declined("card_velocity_exceeded")),
    "4000000000000341": TestCard("visa", _declined("generic_decline")),
    "4000002500003155": TestCard("visa", asks=True),
    "4000002760003184": TestCard("visa", asks=True),
    "4000000000003220": TestCard("visa", asks=True),
    "4000008260003178": TestCard("visa", NO_FUNDS, asks=True),
    "4000008400001629": TestCard("visa", _declined("generic_decline"), asks=True),
}

PAYMENT_METHODS: dict[str, str] = {
    "pm_card_visa": "4242424242424242",
    "pm_card_visa_debit": "4000056655665556",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_mastercard_debit": "5200828282828210",
    "pm_card_amex": "378282246310005",
    "pm_card_discover": "6011111111111117",
    "pm_card_diners": "3056930009020004",
    "pm_card_jcb": "3566002020360505",
    "pm_card_unionpay": "6200000000000005",
    "pm_card_visa_chargeDeclined": "4000000000000002",
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_visa_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_visa_chargeDeclinedLostCard": "4000000000009987",
    "pm_card_visa_chargeDeclinedStolenCard": "4000000000009979",
    "pm_card_chargeDeclinedExpiredCard": "4000000000000069",
    "pm_card_chargeDeclinedIncorrectCvc": "4000000000000127",
    "pm_card_chargeDeclinedProcessingError": "4000000000000119",
    "pm_card_visa_chargeDeclinedVelocityLimitExceeded": "4000000000006975",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_authenticationRequired": "4000002760003184",
    "pm_card_threeDSecure2Required": "4000000000003220",
}
"""Ready-made payment methods, so that a test need not handle numbers."""

BANK_ACCOUNTS = {"pm_bacsDebit_success": BankAccount("2345")}
"""Ready-made bank accounts for direct debits: a debit is `processing` until the bank
answers, days later. Source: https://docs.stripe.com/payments/payment-methods, "Immediate or delayed notification"."""

Issuer = Callable[[str, Card], Decline | None]
"""Decides over a payment by number and card: why it is refused, or None. The seam for a gateway that misbehaves."""


def issuer(number: str, _: Card) -> Decline | None:
    """What the public list promises for this number; a number that is not on it is treated as a real card."""
    if number in CARDS:
        return CARDS[number].decline
    return _declined(
        "test_mode_live_card", "Your card was declined. Your request was in test mode, but used a non test card."
    )


def asks(number: str) -> bool:
    """Whether the bank of this card wants its payer to authenticate."""
    return number in CARDS and CARDS[number].asks


def read(fields: dict[str, str], today: date) -> tuple[str, Card] | Decline:
    """The number and the card that a payer typed (number, exp_month, exp_year, cvc), or what is wrong with it.

    As with Stripe, the form of the card is judged before any bank is asked.
    """
    number = "".join(character for character in fields.get("number", "") if character not in " -")
    if not (number.isdecimal() and 12 <= len(number) <= 19 and passes_luhn(number)):
        return Decline("incorrect_number", "Your card number is incorrect.", param="number")
    month, year, cvc = fields.get("exp_month", ""), fields.get("exp_year", ""), fields.get("cvc")
    if not (month.isdecimal() and 1 <= int(month) <= 12):
        return Decline("invalid_expiry_month", "Your card's expiration month is invalid.", param="exp_month")
    expires = int(year) + 2000 * (len(year) == 2) if year.isdecimal() else 0
    if not today.year <= expires <= today.year + 50:
        return Decline("invalid_expiry_year", "Your card's expiration year is invalid.", param="exp_year")
    if (expires, int(month)) < (today.year, today.month):
        return Decline("invalid_expiry_month", "Your card's expiration month is invalid.", param="exp_month")
    brand = CARDS[number].brand if number in CARDS else "unknown"
    if cvc is not None and not (cvc.isdecimal() and len(cvc) in ((3, 4) if brand == "amex" else (3,))):
        return Decline("invalid_cvc", "Your card's security code is invalid.", param="cvc")
    funding = CARDS[number].funding if number in CARDS else "unknown"
    return number, Card(brand, number[-4:], int(month), expires, funding)


def ready_made(payment_method: str, today: date) -> tuple[str, Card | BankAccount] | None:
    """What stands behind an id such as `pm_card_visa`, with the card's number; None for an unknown id."""
    if payment_method in BANK_ACCOUNTS:
        return "", BANK_ACCOUNTS[payment_method]
    number = PAYMENT_METHODS.get(payment_method)
    if number is None:
        return None
    return number, Card(CARDS[number].brand, number[-4:], today.month, today.year + 1, CARDS[number].funding)


def passes_luhn(number: str) -> bool:
    """Whether the check digit fits (ISO/IEC 7812-1, annex B)."""
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[0::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
