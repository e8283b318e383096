"""How the shop takes money, as its owner has set it: when it captures, and what is wrong with its access on purpose."""

from __future__ import annotations

from dataclasses import dataclass

WITH_THE_ORDER, AT_DISPATCH = "with the order", "at dispatch"
CAPTURES = (WITH_THE_ORDER, AT_DISPATCH)
MISTAKES = ("", "test keys in production", "wrong account", "expired credential")
"""What may be wrong with the access to the gateway; "" is nothing."""


@dataclass
class Terms:
    """The terms of this process; a change holds for the next payment."""

    capture: str = WITH_THE_ORDER
    mistake: str = ""


terms = Terms()
