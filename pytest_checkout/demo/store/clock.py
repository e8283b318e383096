"""The shop's clock, which a tester may move: all that the shop dates by Django's clock follows it.

It keeps going from where it is set. Cookies and the caches of the process go by the machine's clock, as ever.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from pytest_checkout.demo.store.switches import switches

_machine_now = timezone.now


def now() -> datetime:
    """What the shop's clock reads, in UTC."""
    read: datetime = _machine_now() + timedelta(seconds=switches.clock_ahead)
    return read


def install() -> None:
    """Have Django, and with it Oscar, read this clock. Before Oscar's models are loaded: some keep the function."""
    timezone.now = now


def shown() -> dict[str, Any]:
    return {"reads": now().isoformat(), "ahead": switches.clock_ahead}
