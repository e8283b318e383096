"""Breakages of card payment."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from pytest_checkout.demo.store import gateway
from pytest_checkout.demo.store.breakages.breakage import breaks

ALWAYS_DECLINED = "4000000000000002"


@breaks(gateway, "charge", switch="gateway-declines-everything")
def decline(sound: Callable[..., str], card: Any, **order: Any) -> str:
    """Whatever card is entered, the gateway is asked about one it always declines."""
    other = copy(card)
    other.number = ALWAYS_DECLINED
    return sound(other, **order)


@breaks(gateway, "charge", switch="charge-twice")
def charge_again(sound: Callable[..., str], card: Any, *, key: str, **order: Any) -> str:
    """The charge is repeated under another idempotency key, as shops do that make a new key per request."""
    sound(card, key=key, **order)
    return sound(card, key=f"{key}-again", **order)


@breaks(gateway, "address", switch="gateway-unreachable")
def nobody_there(_: Callable[..., str]) -> str:
    """Nothing listens where the gateway should be (port 9, "discard", which no machine offers any more)."""
    return "http://127.0.0.1:9"


@breaks(gateway, "decline_reason", switch="declines-told-alike")
def the_same_for_all(*_: Any) -> str:
    """Whatever the bank's reason, the card "could not be used"."""
    return str(gateway.DECLINED)
