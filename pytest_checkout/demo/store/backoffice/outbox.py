"""What the shop still owes to the systems behind it, oldest first."""

from __future__ import annotations

from typing import Any

from pytest_checkout.demo.store import outbox
from pytest_checkout.demo.store.backoffice.access import Json, Refused, only
from pytest_checkout.demo.store.models import Outgoing


def listed(email: str = "") -> list[dict[str, Any]]:
    """Messages that wait for their system or for a person; only those of orders of `email`."""
    waiting = Outgoing.objects.filter(delivered_at=None).select_related("order__user")
    return [_outgoing(each) for each in waiting if email.casefold() in ("", each.order.email.casefold())]


def tried_again(number: str, wanted: dict[str, Any]) -> Json:
    """`set_aside: false` has the messages of an order tried again that were set aside."""
    only(wanted, set_aside=bool)
    if wanted.get("set_aside", False):
        raise Refused("'set_aside' can only be set to false; a message is set aside when its system refuses it.")
    mine = Outgoing.objects.filter(order__number=number)
    if not mine.exists():
        raise Refused(f"There is no message of an order {number}.", 404)
    mine.filter(set_aside=True).update(set_aside=False)
    outbox.wake()
    return [_outgoing(each) for each in mine.select_related("order__user")]


def _outgoing(outgoing: Outgoing) -> dict[str, Any]:
    return {
        "order": outgoing.order.number,
        "system": outgoing.system,
        "attempts": outgoing.attempts,
        "trouble": outgoing.trouble,
        "set_aside": outgoing.set_aside,
        "delivered": outgoing.delivered_at is not None,
    }
