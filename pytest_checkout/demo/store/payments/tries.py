"""How many cards one basket may try: who tests stolen cards tries hundreds, and a shopper two or three."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.translation import gettext as _
from oscar.apps.payment.exceptions import UnableToTakePayment

MOST = 5
"""Declined cards within PAUSE; then the gateway is not asked any more."""
PAUSE = 600
"""Seconds."""


def refuse_too_many(order_number: int) -> None:
    """Raises UnableToTakePayment for a basket whose cards were declined too often just now."""
    if cache.get(_key(order_number), 0) >= MOST:
        told = _("Your card was declined too often. Please wait ten minutes, or pay in another way.")
        raise UnableToTakePayment(told)


def count_declined(order_number: int) -> None:
    cache.add(_key(order_number), 0, PAUSE)
    cache.incr(_key(order_number))


def _key(order_number: int) -> str:
    return f"declined-cards-{order_number}"
