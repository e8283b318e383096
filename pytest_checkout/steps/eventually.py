"""Waiting for a record that arrives a little later than the page: bounded, and never longer than needed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE = 0.1  # seconds between two looks, so that a service is asked often but not hammered


def eventually(
    look: Callable[[], T],
    until: Callable[[T], bool],
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> T:
    """What `look` gives as soon as `until` accepts it; after `seconds` whatever it gives then."""
    end = clock() + seconds
    seen = look()
    while not until(seen) and clock() < end:
        pause(PAUSE)
        seen = look()
    return seen
