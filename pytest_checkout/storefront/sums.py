"""The totals of a page, waited for where it fetches them again: a page that showed a total shows one soon."""

from __future__ import annotations

from pytest_checkout.domain import Totals
from pytest_checkout.storefront.hands import Hands


def read(hands: Hands) -> Totals:
    """What the page shows now; kept in the journal by stage.

    A total that was shown at this step before has the shopper's patience to come back.
    """
    totals = hands.reading.totals
    before = hands.journal.totals.get(totals.stage)
    if totals.total is None and before is not None and before.total is not None:
        hands.until(lambda now: now.totals.total)
        totals = hands.reading.totals
    hands.journal.read_totals(totals)
    return totals
