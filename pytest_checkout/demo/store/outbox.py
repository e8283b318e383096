"""The outbox: what an order means for the systems behind the shop is written with it, and delivered afterwards.

A system that is down is asked again until it answers, its messages in the order of the orders. A message that the
system refuses for what it says is set aside. Messages carry the number of their order, by which a system knows one that
it has already: delivered at least once, taken exactly once.
"""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.db import close_old_connections, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from pytest_checkout.demo.store import carrier, confirmation, inventory, oms
from pytest_checkout.demo.store.models import Outgoing
from pytest_checkout.demo.store.systems import Refusal, Unreachable

SYSTEMS = {"oms": oms, "carrier": carrier, "inventory": inventory, "mail": confirmation}
"""By name: `message(order)` is what the system is told of an order, None for nothing; `send(message)` tells it."""

PAUSE_SECONDS = 0.5
"""Between two rounds while a system is down."""
LISTEN_SECONDS = 1.0
"""Between two rounds otherwise; in each the inventory system is asked for news."""

logger = logging.getLogger(__name__)
_something_is_there = threading.Event()


def keep(order: Any) -> None:
    """Write the messages of a new order; to be called in the transaction that writes the order."""
    messages = {name: system.message(order) for name, system in SYSTEMS.items()}
    Outgoing.objects.bulk_create(
        Outgoing(order=order, system=name, message=message) for name, message in messages.items() if message
    )
    transaction.on_commit(wake)


def keep_mail(order: Any, language: str) -> None:
    """The confirmation of this order could not be sent: send it when the mail server works again."""
    mail = {"number": str(order.number), "language": language}
    Outgoing.objects.create(order=order, system="mail", message=mail)
    wake()


def wake() -> None:
    """Have the worker look at once."""
    _something_is_there.set()


def deliver() -> bool:
    """One round: send what waits, to each system in the order of the orders. Whether nothing is left to send."""
    left = [system for system in SYSTEMS if not _deliver_to(system)]  # each has its turn, whatever the others do
    return not left


def _deliver_to(system: str) -> bool:
    for outgoing in waiting(system):
        # Who counts the attempt makes it: of two that see the same row, one changes it.
        mine = waiting(system).filter(pk=outgoing.pk, attempts=outgoing.attempts)
        if not mine.update(attempts=F("attempts") + 1):
            return False
        if not attempt(outgoing):
            return False
    return True


def waiting(system: str) -> QuerySet[Outgoing]:
    """The messages that a system has not got, the oldest order first."""
    return Outgoing.objects.filter(system=system, delivered_at=None, set_aside=False).order_by("pk")


def attempt(outgoing: Outgoing) -> bool:
    """Send one message; whether the next may follow."""
    try:
        SYSTEMS[outgoing.system].send(outgoing.message)
    except Unreachable as error:
        outgoing.trouble = str(error)[:300]
    except Refusal as error:
        outgoing.trouble, outgoing.set_aside = str(error)[:300], True
        logger.error("Order #%s: set aside: %s", outgoing.order.number, error)
    else:
        outgoing.trouble, outgoing.delivered_at = "", timezone.now()
    outgoing.save(update_fields=["trouble", "set_aside", "delivered_at"])
    return outgoing.delivered_at is not None or outgoing.set_aside


def work() -> None:
    """Deliver, and listen to the inventory system, for as long as the process lives."""
    while True:
        try:
            close_old_connections()
            done = deliver()
            inventory.listen()
        except Exception:  # the worker must outlive a database that is locked for a while
            logger.exception("The outbox could not be worked on")
            done = False
        _something_is_there.wait(LISTEN_SECONDS if done else PAUSE_SECONDS)
        _something_is_there.clear()


def start() -> None:
    """Begin to deliver, first of all what an earlier process has left."""
    threading.Thread(target=work, name="outbox", daemon=True).start()
