"""What must never stand in a file that people share: real card numbers and secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pytest_checkout import cards

_SECRET = re.compile(
    r"\b(?:sk|rk)_(?:live|test)_\w{8,}|\bwhsec_\w{8,}|\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}"
    r"|\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\w://[^/\s:@]+:[^/\s@]+@"
)


def leaks(text: str) -> Iterator[tuple[int, str]]:
    """(1-based line, sentence) for every number that could be somebody's card and every text that looks like a secret.

    The sentences never repeat what they found, because they end up in logs.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        for last4 in cards.real_cards_in(line):
            yield (
                number,
                f"the number ending in {last4} looks like a real card, and a real card must never be in a file. "
                "Use one of the payment providers' public test cards, for example 4242 4242 4242 4242.",
            )
        if _SECRET.search(line):
            yield (
                number,
                "this looks like a secret. Put it into an environment variable and name that in the store profile, "
                "as in 'token: {env: SHOP_TOKEN}'.",
            )
