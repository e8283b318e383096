"""Which card numbers may be typed: the payment providers' public test cards, and no other.

A number in a card's place that looks like a real card (issuer range, length, Luhn check) is refused when a file is
loaded, before anything runs. Source of the list: the test-card pages of Stripe, Adyen and Braintree, as of November
2026. Issuer ranges and lengths: ISO/IEC 7812; check digit: ISO/IEC 7812-1 annex B (Luhn).
"""

from __future__ import annotations

import re

TEST_CARDS = frozenset(
    # Stripe: success by brand
    "4242424242424242 4000056655665556 5555555555554444 2223003122003222 5200828282828210 5105105105105100 "
    "378282246310005 371449635398431 6011111111111117 6011000990139424 3056930009020004 36227206271667 "
    "6555900000604105 3566002020360505 6200000000000005 "
    # Stripe: declines by cause
    "4000000000000002 4000000000009995 4000000000009987 4000000000009979 4000000000000069 4000000000000127 "
    "4000000000000119 4242424242424241 4000000000006975 4000000000000101 4000000000000341 "
    # Stripe: authentication (3-D Secure)
    "4000002500003155 4000002760003184 4000008260003178 4000000000003220 4000000000003063 4000008400001629 "
    "4000008400001280 4000000000003055 378282246310005 "
    # Adyen and Braintree
    "4111111111111111 4111111145551142 5454545454545454 5100290029002909 4166676667666746 4000111111111115 "
    "4009348888881881 4012000077777777 4012888888881881 4217651111111119 4500600000000061".split()
)

_CARDLIKE = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){11,18}(?![\w-])")
_ISSUER = re.compile(r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|[689])|6(?:011|4[4-9]|5)|35|62")
_LENGTHS = range(13, 20)


def digits(text: str) -> str:
    """The digits of a card number written with blanks or dashes."""
    return re.sub(r"[ -]", "", text)


def passes_luhn(number: str) -> bool:
    """Whether the check digit fits (ISO/IEC 7812-1 annex B)."""
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def looks_real(number: str) -> bool:
    """Whether `number` (digits only) could be somebody's card: issuer range, length and check digit fit."""
    return bool(number.isdigit() and len(number) in _LENGTHS and _ISSUER.match(number) and passes_luhn(number))


def refused(number: str) -> str:
    """Why this number may not be typed into a shop, in words; empty when it is a public test card."""
    plain = digits(number)
    if plain in TEST_CARDS:
        return ""
    return (
        f"the card ending in {plain[-4:]} is not one of the payment providers' public test cards and will not be "
        "typed. Use one of them, for example 4242 4242 4242 4242; a real card must never be in a file."
    )


def real_cards_in(text: str) -> list[str]:
    """The last four digits of every number in `text` that could be a real card and is no public test card."""
    found = (digits(match.group()) for match in _CARDLIKE.finditer(text))
    return [number[-4:] for number in found if number not in TEST_CARDS and looks_real(number)]
