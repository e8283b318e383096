"""The totals of a page, waited for where it fetches them again: a page that showed a total shows one soon."""

from __future__ import annotations

from pytest_checkout.domain import Totals
from pytest_checkout.storefront.hands import Hands

_FETCHED = 3.0
"""Seconds for a total that was shown at this step to come back."""


def read(hands: Hands) -> Totals:
    """What the page shows now; kept in the journal by stage."""
    totals = hands.reading.totals
    before = hands.journal.totals.get(totals.stage)
    if totals.total is None and before is not None and before.total is not None:
        hands.until(lambda now: now.totals.total, patience=min(_FETCHED, hands.patience))
        totals = hands.reading.totals
    hands.journal.read_totals(totals)
    return totals
