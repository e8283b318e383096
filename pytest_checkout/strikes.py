"""One fault that was declared, and how often something met it: a fault that nobody met has proved nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pytest_checkout.errors import Unproved


@dataclass
class Fault:
    """`what` finishes the sentence "The fault was that ...", `strikes` counts the requests and acts that met it."""

    what: str
    strikes: int = 0

    def strike(self) -> None:
        """Something met the fault."""
        self.strikes += 1


def must_all_have_struck(faults: Iterable[Fault]) -> None:
    """Raises Unproved naming every fault that nothing met: the scenario then says nothing about it."""
    idle = [fault.what for fault in faults if not fault.strikes]
    if idle:
        raise Unproved(
            f"no request met the fault that {' or that '.join(idle)}: what the scenario saw was the store without it",
            looked_for="; ".join(idle),
            found="no such request",
        )
